"""Draws up the view of a floor from its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import AgendaItem, Consultation, Seat
from roundtable.consultations.queries import SeatView, TableView
from roundtable.core import clock, things
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.floor import timing
from roundtable.floor.models import Hand, Turn
from roundtable.floor.queue import Place
from roundtable.floor.wording import reason

from . import rows
from .rows import Spoken
from .steps import next_step
from .views import Clock, Floor, ItemView, Share, TurnView, Waiter

SIDES: Mapping[str, Words] = {"residents": _l("Residents"), "officials": _l("Officials")}
Seats = Mapping[int, SeatView]


def floors(uow: UnitOfWork, refs: list[str]) -> list[Floor]:
    """The floors of these tables, to be drawn through the reader's eyes."""
    found = things.many(uow, refs)
    return [_floor(uow, found[view.ref], view) for view in consultations.views(uow, list(found))]


def _floor(uow: UnitOfWork, row: Consultation, table: TableView) -> Floor:
    agenda, taken, up = consultations.agenda(uow, row), rows.turns(uow, row), rows.hands(uow, row)
    places = rows.placed(row, up, taken, next((item for item in agenda if item.state == "current"), None))
    seats = consultations.seats(uow, {t.seat for t in taken} | {hand.seat for hand in up})
    ends, hands = _ends_at(agenda, uow.now), {hand.id: hand for hand in up}
    floor = Floor(
        table=table,
        items=tuple(_item(item, number, uow.now) for number, item in enumerate(agenda, 1)),
        turn=_turn(taken, seats, uow.now),
        queue=tuple(_waiter(place, hands[place.who.hand], seats, row.zone) for place in places),
        seats=uow.session.scalar(select(func.max(Seat.number)).where(Seat.consultation_id == row.id)) or 0,
        sides=_by_side(taken, uow.now),
        people=_by_person(taken, seats, uow.now),
        ends_at=ends,
        late=_late(row, ends),
    )
    return replace(floor, step=next_step(floor))


def _ends_at(agenda: list[AgendaItem], now: datetime) -> datetime | None:
    """When it will be over if the item that is on and those to come take their time; None when none is on."""
    on = next((item for item in agenda if item.state == "current"), None)
    if on is None or on.started_at is None:
        return None
    stood = timedelta(seconds=on.paused_seconds) + (now - on.paused_at if on.paused_at else timedelta())
    ahead = sum(planned(item) for item in agenda if item.state == "ahead")
    return max(now, on.started_at + stood + timedelta(seconds=planned(on))) + timedelta(seconds=ahead)


def _late(table: Consultation, ends: datetime | None) -> int:
    due = table.starts_at + timedelta(minutes=table.minutes)
    return round((ends - due).total_seconds() / 60) if ends else 0


def _clock(timed: timing.Timed, whole: int | None, now: datetime, ends: datetime | None = None) -> Clock:
    """What a clock shows. ends: where the row says it; else reckoned from its whole."""
    used = timing.used(timed, now)
    if timed.started_at is None or timed.ended_at or timed.paused_at:
        return Clock(used, whole, None, None)
    since = timed.started_at + timedelta(seconds=timed.paused_seconds)
    if ends is None and whole is not None:
        ends = timing.whole(since + timedelta(seconds=whole))
    return Clock(used, whole, clock.millis(since), clock.millis(ends) if ends else None)


def planned(item: AgendaItem) -> int:
    """The seconds that an item may take, with what was added."""
    return 60 * item.minutes + item.extended_seconds


def _item(item: AgendaItem, number: int, now: datetime) -> ItemView:
    return ItemView(
        ref=item.ref,
        number=number,
        title=item.called,
        state=item.state,
        floor=item.floor,
        turn_seconds=item.turn_seconds,
        paused=item.state == "current" and item.paused_at is not None,
        clock=_clock(item, planned(item), now),
        version=item.version,
    )


def _open(taken: list[Turn]) -> Turn | None:
    return next((turn for turn in reversed(taken) if turn.state != "ended"), None)


def _turn(taken: list[Turn], seats: Seats, now: datetime) -> TurnView | None:
    turn = _open(taken)
    if turn is None:
        return None
    return TurnView(
        ref=turn.ref,
        key=turn.id,
        seat=seats[turn.seat_id],
        nth=rows.spoken(taken).get(turn.seat_id, Spoken()).turns + 1,
        each=turn.seconds,
        passed_over=turn.passed_over,
        paused=turn.state == "paused",
        wound_up=turn.wound_up,
        clock=_clock(turn, turn.seconds + turn.extended_seconds if turn.seconds else None, now, turn.ends_at),
        version=turn.version,
    )


def _waiter(place: Place, hand: Hand, seats: Seats, zone: str) -> Waiter:
    words = reason(place, zone, helped=hand.by_id is not None)
    return Waiter(hand.ref, hand.id, seats[hand.seat_id], words, hand.version)


def _by_side(taken: list[Turn], now: datetime) -> tuple[Share, ...]:
    """How long each side has spoken. Whoever speaks now is counted on by the reader's clock."""
    over, side, on = rows.spoken(taken), {turn.seat_id: turn.seat.side for turn in taken}, _open(taken)
    sums = {of: sum((over[seat] for seat in over if side[seat] == of), Spoken()) for of in SIDES}
    return tuple(_share(SIDES[of], sums[of], on if on and on.seat.side == of else None, now) for of in SIDES)


def _by_person(taken: list[Turn], seats: Seats, now: datetime) -> tuple[Share, ...]:
    """The same by seat, who spoke longest first; a turn that runs moves nobody before it is over."""
    over, on = rows.spoken(taken), _open(taken)
    found = {turn.seat_id: over.get(turn.seat_id, Spoken()) for turn in taken}
    longest = sorted(found, key=lambda seat: -found[seat].seconds)
    return tuple(_share(seats[i].who, found[i], on if on and on.seat_id == i else None, now) for i in longest)


def _share(who: Words, over: Spoken, on: Turn | None, now: datetime) -> Share:
    """on: the open turn, where it is theirs."""
    if on is None:
        return Share(who, over)
    runs = _clock(on, None, now)
    return Share(who, over + Spoken(runs.used, 1), None if runs.since is None else runs.since - 1000 * over.seconds)
