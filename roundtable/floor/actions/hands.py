"""Raising a hand and taking it down."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation, Seat
from roundtable.core.actions import action
from roundtable.core.errors import Forbidden, Refused
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.floor import queries
from roundtable.floor.forms import SeatNumberForm
from roundtable.floor.models import Hand
from roundtable.policy import Action


@action(Action.HAND_RAISE, on="consultation", title=_l("Ask to speak"), button=_l("Ask to speak"))
def raise_own(uow: UnitOfWork, table: Consultation) -> int:
    """Ask to speak. A hand that is up stays where it is in the queue. Returns the hand's id."""
    seat = consultations.seat_of(uow, table, uow.me)
    if seat is None:
        raise Forbidden
    return _up(uow, Action.HAND_RAISE, seat, by=None)


@action(
    Action.HAND_RAISE_FOR,
    on="consultation",
    form=SeatNumberForm,
    title=_l("Raise a hand for somebody"),
    button=_l("Raise their hand"),
)
def raise_for(uow: UnitOfWork, table: Consultation, *, seat: int) -> int:
    """Ask to speak for somebody without a phone. Returns the hand's id."""
    return _up(uow, Action.HAND_RAISE_FOR, queries.sitting(uow, table, seat), by=uow.me)


def _up(uow: UnitOfWork, name: Action, seat: Seat, by: int | None) -> int:
    seat.table.must_be_open()
    if (there := queries.hand_of(uow, seat)) is not None:
        return there.id
    speaking = queries.speaking(uow, seat.table)
    if speaking is not None and speaking.seat_id == seat.id:
        raise Refused("has_the_floor", _l("Seat %(seat)s has the floor now.", seat=seat.number))
    hand = uow.add(Hand(table=seat.table, seat=seat, by_id=by, state="up", at=uow.now))
    uow.log(name, topic=seat.table.topic, touched=[hand], audience=PUBLIC, seat=seat.number)
    _tell(uow, hand)
    return hand.id


@action(Action.HAND_LOWER, on="consultation", title=_l("Take your hand down"), button=_l("Take it down"))
def lower_own(uow: UnitOfWork, table: Consultation) -> None:
    """No longer ask to speak; nothing happens when the hand is down already."""
    seat = consultations.seat_of(uow, table, uow.me)
    if seat is None:
        raise Forbidden
    if (hand := queries.hand_of(uow, seat)) is not None:
        down(uow, Action.HAND_LOWER, hand)


@action(Action.HAND_LOWER_FOR, on="hand", title=_l("Take this hand down"), button=_l("Take it down"))
def lower_for(uow: UnitOfWork, hand: Hand) -> None:
    """Take somebody's hand down: the host, or whoever raised it for them."""
    down(uow, Action.HAND_LOWER_FOR, hand)


def down(uow: UnitOfWork, name: Action, hand: Hand) -> None:
    """Take a hand down, and say so."""
    hand.move(name)
    hand.ended_at = uow.now
    uow.log(name, topic=hand.table.topic, touched=[hand], audience=PUBLIC, seat=hand.seat.number)
    _tell(uow, hand)


def _tell(uow: UnitOfWork, hand: Hand) -> None:
    """Their phone learns that the hand is up or down, whoever did it."""
    uow.theirs.add((hand.seat.person_id, hand.table.topic))
