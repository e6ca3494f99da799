"""How long something has run, from instants alone; ends are whole seconds, so that every phone counts the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol


class Timed(Protocol):
    """What runs, can stand still and goes on: an item, a turn. `paused_seconds` is of pauses that are over."""

    ended_at: datetime | None
    paused_at: datetime | None
    paused_seconds: int

    @property
    def started_at(self) -> datetime | None:
        """When it began."""


def used(timed: Timed, now: datetime) -> int:
    """Whole seconds that its clock has run by `now`; 0 for what has not begun."""
    if timed.started_at is None:
        return 0
    until = timed.ended_at or timed.paused_at or now
    return max(0, int((until - timed.started_at).total_seconds()) - timed.paused_seconds)


def whole(moment: datetime) -> datetime:
    """The last whole second: two minutes begin as 2:00, never as 2:01, and all clocks change together."""
    return moment.replace(microsecond=0)


def pause(timed: Timed, now: datetime) -> None:
    """Stop its clock; one that stands goes on standing since when it did."""
    timed.paused_at = timed.paused_at or now


def resume(timed: Timed, now: datetime) -> timedelta:
    """Let its clock run again; how long it stood."""
    stood = now - timed.paused_at if timed.paused_at else timedelta()
    timed.paused_seconds += round(stood.total_seconds())
    timed.paused_at = None
    return stood


def end(timed: Timed, now: datetime) -> None:
    """Stop its clock for good; a pause that it ends in does not count."""
    resume(timed, now)
    timed.ended_at = now
