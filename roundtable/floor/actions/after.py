"""What follows on the floor from what happens to its table and its seats; called from handlers.py."""

from __future__ import annotations

from sqlalchemy import select

from roundtable.consultations.models import Consultation, Seat
from roundtable.core.event_log import DESK, Entry
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.floor import queries
from roundtable.policy import Action

from . import hands, items, turns


def close(uow: UnitOfWork, table: Consultation) -> None:
    """The table ends: so do the turn and the item, and all hands go down."""
    if (item := queries.current_item(uow, table)) is not None:
        items.finish(uow, item)
    elif (turn := queries.speaking(uow, table)) is not None:
        turns.finish(uow, turn)
    for hand in queries.hands(uow, table):
        hands.down(uow, Action.HAND_LOWER_FOR, hand)


def pause(uow: UnitOfWork, table: Consultation) -> None:
    """The table pauses: all its clocks stop."""
    item, turn = queries.current_item(uow, table), queries.speaking(uow, table)
    if item is not None and item.paused_at is None:
        items.hold(uow, item)
    elif turn is not None and turn.state == "running":
        turns.pause(uow, turn)


def resume(uow: UnitOfWork, table: Consultation) -> None:
    """The table goes on: the clocks that stopped with it run again, those that the host had stopped before do not."""
    query = select(Entry.at).where(Entry.topic == table.topic, Entry.action == Action.CONSULTATION_PAUSE)
    since = uow.session.scalar(query.order_by(Entry.seq.desc()).limit(1))
    item, turn = queries.current_item(uow, table), queries.speaking(uow, table)
    if item is not None and item.paused_at is not None and item.paused_at == since:
        items.go_on(uow, item)
    elif turn is not None and turn.paused_at is not None and turn.paused_at == since:
        turns.go_on(uow, turn)


def silence(uow: UnitOfWork, seat: Seat) -> None:
    """Somebody left, or was asked to listen or to leave: their hand goes down, their turn ends."""
    if (hand := queries.hand_of(uow, seat)) is not None:
        hands.down(uow, Action.HAND_LOWER_FOR, hand)
    turn = queries.speaking(uow, seat.table)
    if turn is not None and turn.seat_id == seat.id:
        turns.finish(uow, turn)


def renamed(uow: UnitOfWork, seat: Seat, act: Action = Action.PERSON_EDIT) -> None:
    """Who has the floor is called something else now, also where everybody sees it."""
    turn = queries.speaking(uow, seat.table)
    if turn is not None and turn.seat_id == seat.id:
        uow.log(act, topic=seat.table.topic, touched=[turn], audience=DESK)
