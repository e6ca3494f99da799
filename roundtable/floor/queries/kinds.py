"""Hands and turns as things: what people are to them, their cards, where they are shown, what of them is mine."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import AgendaItem, Consultation, Seat
from roundtable.core import things
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.floor.models import Hand, Turn
from roundtable.policy import Action, Role

from .rows import hand_of

TABLED: dict[str, type[Hand | Turn | AgendaItem | Seat]] = {
    "hand": Hand,
    "turn": Turn,
    "item": AgendaItem,
    "seat": Seat,
}


def roles(uow: UnitOfWork, thing: Hand | Turn) -> frozenset[Role]:
    """What the actor is to a hand or a turn: what they are to its seat; its author, if they raised it for another."""
    at_seat = consultations.seat_roles(uow, thing.seat)
    helped = isinstance(thing, Hand) and thing.by_id is not None and thing.by_id == uow.actor.id
    return at_seat | {Role.AUTHOR} if helped else at_seat


def hand_card(hand: Hand) -> Card:
    """A hand's card."""
    place = _l("Seat %(number)s", number=hand.seat.number)
    return Card(hand.ref, hand.table.topic, place, hand.state, f"/c/{hand.table.code}", hand.at)


def turn_card(turn: Turn) -> Card:
    """A turn's card."""
    place = _l("Seat %(number)s", number=turn.seat.number)
    return Card(turn.ref, turn.table.topic, place, turn.state, f"/c/{turn.table.code}", turn.started_at)


def wholes(uow: UnitOfWork, refs: list[str]) -> list[str]:
    """The tables whose floor tells of these hands, turns, items or seats (of one kind)."""
    model = TABLED[refs[0].partition(":")[0]]
    ids = [int(ref.partition(":")[2]) for ref in refs]
    query = select(Consultation.code).join(model, model.consultation_id == Consultation.id).where(model.id.in_(ids))
    return [f"consultation:{code}" for code in uow.session.scalars(query.distinct().order_by(Consultation.code))]


def mine(uow: UnitOfWork, table: Consultation) -> dict[str, list[str]]:
    """Whether the actor's hand is up: `{"hand": ["TABLEB"]}`."""
    seat = consultations.seat_of(uow, table, uow.actor.id)
    return {"hand": [table.code] if seat is not None and hand_of(uow, seat) is not None else []}


for _model, _card in ((Hand, hand_card), (Turn, turn_card)):
    things.register(
        Kind(_model, _card, Action.CONSULTATION_SEE, roles, within=lambda thing: thing.table.ref, words=_model.WORDS)
    )
