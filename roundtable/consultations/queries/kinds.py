"""What the house knows of consultations and what stands on them: cards, and what somebody is to each."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from roundtable.core import things
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action, Role

from ..models import AgendaItem, Announcement, Consultation, Ruling, Seat
from .tables import roles


def seat_roles(uow: UnitOfWork, seat: Seat) -> frozenset[Role]:
    """What the actor is to the table that the seat stands at, and whether it is theirs."""
    mine = uow.actor.id is not None and seat.person_id == uow.actor.id
    return roles(uow, seat.table) | ({Role.SITTER} if mine else set())


def card(table: Consultation) -> Card:
    """A consultation's card."""
    return Card(table.ref, table.topic, table.title, table.state, f"/c/{table.code}", table.starts_at)


def _within(thing: AgendaItem | Announcement | Seat) -> str:
    return thing.table.ref


def _item_card(item: AgendaItem) -> Card:
    return Card(item.ref, item.table.topic, item.called, item.state, f"/c/{item.table.code}#item-{item.id}")


def _seat_card(seat: Seat) -> Card:
    place = _l("Seat %(number)s", number=seat.number)
    return Card(seat.ref, seat.table.topic, place, seat.state, f"/c/{seat.table.code}", seat.at)


def _announcement_card(word: Announcement) -> Card:
    return Card(word.ref, word.table.topic, word.table.title, word.said, f"/c/{word.table.code}", word.at)


def _ruling_card(ruling: Ruling) -> Card:
    table = ruling.seat.table
    place = _l("Seat %(number)s", number=ruling.seat.number)
    return Card(ruling.ref, table.topic, place, ruling.said, f"/c/{table.code}", ruling.at)


_SEE = Action.CONSULTATION_SEE
_DESK = Action.CONSULTATION_DESK
things.register(Kind(Consultation, card, _SEE, roles, column="code", desk=_DESK, words=Consultation.WORDS))
things.register(Kind(Seat, _seat_card, _SEE, seat_roles, within=_within, words=Seat.WORDS))
things.register(
    Kind(AgendaItem, _item_card, _SEE, lambda uow, it: roles(uow, it.table), within=_within, words=AgendaItem.WORDS)
)
things.register(
    Kind(Announcement, _announcement_card, _SEE, lambda uow, it: roles(uow, it.table), words=Announcement.WORDS)
)
things.register(Kind(Ruling, _ruling_card, _SEE, lambda uow, it: roles(uow, it.seat.table), words=Ruling.WORDS))
