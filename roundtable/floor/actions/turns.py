"""Calling somebody to speak, and the clock of their turn."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from roundtable.consultations.models import Consultation, Seat
from roundtable.core.actions import action
from roundtable.core.errors import Refused
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.floor import queries, timing
from roundtable.floor.forms import CallForm, SecondsForm
from roundtable.floor.models import Hand, Turn
from roundtable.policy import Action


@action(Action.TURN_CALL, on="consultation", form=CallForm, title=_l("Call to speak"), button=_l("Call"))
def call(uow: UnitOfWork, table: Consultation, *, seat: int | None, why: str, over: int | None) -> int:
    """Give the floor to a seat, by default to the first by the rule; whoever speaks ends. Returns the turn's id.

    Another than the first may be called; the record names the first. over: the id of the turn that this ends, as the
    host saw it; if somebody else was called meanwhile it is refused: two hosts do not cut each other's speakers off.
    """
    table.must_be_open()
    first = next((place.who.seat for place in queries.queue(uow, table)), None)
    called = queries.sitting(uow, table, _named(seat, first))
    speaking = queries.speaking(uow, table)
    if speaking is not None:
        if speaking.seat_id == called.id:
            return speaking.id
        _must_be_seen(speaking, over)
        finish(uow, speaking)
    return _begin(uow, called, first, why)


def _named(seat: int | None, first: int | None) -> int:
    if (called := seat or first) is None:
        raise Refused("nobody_waits", _l("Nobody has raised a hand. Name a seat to call."))
    return called


def _must_be_seen(speaking: Turn, over: int | None) -> None:
    if speaking.id != over:
        raise Refused(
            "floor_taken",
            _l(
                "Seat %(seat)s has the floor now, so nobody was called. Look, then call again.",
                seat=speaking.seat.number,
            ),
        )


def _begin(uow: UnitOfWork, seat: Seat, first: int | None, why: str) -> int:
    hand, item = queries.hand_of(uow, seat), queries.current_item(uow, seat.table)
    passed_over = first if first != seat.number else None
    turn = Turn(
        table=seat.table,
        seat=seat,
        item=item,
        hand_id=hand.id if hand else None,
        state="running",
        started_at=uow.now,
        passed_over=passed_over,
        why=why if passed_over else "",
    )
    turn.seconds = item.turn_seconds if item else None
    turn.ends_at = timing.whole(uow.now + timedelta(seconds=turn.seconds)) if turn.seconds else None
    uow.add(turn)
    facts = {"ends_at": turn.ends_at, "first": passed_over or seat.number, "out_of_order": passed_over is not None}
    _log(uow, Action.TURN_CALL, turn, *_answered(uow, hand), **facts)
    return turn.id


def _answered(uow: UnitOfWork, hand: Hand | None) -> list[Hand]:
    if hand is None:
        return []
    hand.move(Action.TURN_CALL)
    hand.ended_at = uow.now
    uow.theirs.add((hand.seat.person_id, hand.table.topic))
    return [hand]


@action(Action.TURN_END, on="turn", title=_l("End the turn"), button=_l("End the turn"))
def end(uow: UnitOfWork, turn: Turn) -> None:
    """The floor is free: the speaker has finished, or the host ends it."""
    finish(uow, turn)


def finish(uow: UnitOfWork, turn: Turn) -> None:
    """End a turn, and say how long it was."""
    turn.move(Action.TURN_END)
    timing.end(turn, uow.now)
    _log(uow, Action.TURN_END, turn, seconds=timing.used(turn, uow.now))


@action(Action.TURN_PAUSE, on="turn", title=_l("Stop the speaker’s clock"), button=_l("Stop it"))
def pause(uow: UnitOfWork, turn: Turn) -> None:
    """Stop the clock of a turn."""
    turn.move(Action.TURN_PAUSE)
    timing.pause(turn, uow.now)
    _log(uow, Action.TURN_PAUSE, turn)


@action(Action.TURN_RESUME, on="turn", title=_l("Let the speaker’s clock run"), button=_l("Let it run"))
def resume(uow: UnitOfWork, turn: Turn) -> None:
    """Let it run again; it ends later by as long as it stood."""
    turn.table.must_be_open()
    go_on(uow, turn)


def go_on(uow: UnitOfWork, turn: Turn) -> None:
    """Let a turn's clock run again, and say so."""
    turn.move(Action.TURN_RESUME)
    stood = timing.resume(turn, uow.now)
    turn.ends_at = timing.whole(turn.ends_at + stood) if turn.ends_at else None
    _log(uow, Action.TURN_RESUME, turn, ends_at=turn.ends_at)


@action(Action.TURN_EXTEND, on="turn", form=SecondsForm, title=_l("Give the speaker more time"), button=_l("Give it"))
def extend(uow: UnitOfWork, turn: Turn, *, seconds: int) -> None:
    """Give a turn more time. Raises Refused for one that has no end."""
    turn.must_be("running", "paused")
    if turn.ends_at is None:
        raise Refused("no_limit", _l("This turn has no limit, so it needs no more time."))
    turn.ends_at += timedelta(seconds=seconds)
    turn.extended_seconds += seconds
    _log(uow, Action.TURN_EXTEND, turn, added=seconds, ends_at=turn.ends_at)


@action(Action.TURN_WIND_UP, on="turn", title=_l("Ask to come to an end"), button=_l("Ask them"))
def wind_up(uow: UnitOfWork, turn: Turn) -> None:
    """Ask the speaker to come to an end, on their own phone; asked once, it stays."""
    turn.must_be("running", "paused")
    if not turn.wound_up:
        turn.wound_up = True
        _log(uow, Action.TURN_WIND_UP, turn)


def _log(uow: UnitOfWork, name: Action, turn: Turn, *also: Hand, **facts: object) -> None:
    uow.log(name, topic=turn.table.topic, touched=[turn, *also], audience=PUBLIC, seat=turn.seat.number, **facts)
