"""Lets the demo's time pass: what the clock does on the way (reminders, windows, lateness) is done at its moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from roundtable.core.unit_of_work import SYSTEM, reading
from roundtable.demo.days import Days
from roundtable.demo.stage import Stage
from roundtable.policy import Action
from roundtable.timetable import TIMETABLE

Act = Callable[[Stage, Days], None]
Step = tuple[datetime, Act]  # something that happens at a moment
AT_ONCE = 100  # of each row of the timetable
Due = tuple[datetime, Action, str]


def wait(stage: Stage, moment: datetime) -> None:
    """Until that moment. Time never goes back: what took longer than was thought is done a little later."""
    done: set[Due] = set()
    while due := min(_due(moment) - done, default=None):
        since, action, ref = due
        stage.now = max(stage.now, since)
        stage.act("system", action, ref)
        done.add(due)
    stage.now = max(stage.now, moment)


def _due(moment: datetime) -> set[Due]:
    with reading(SYSTEM, moment) as uow:
        return {(since, action, ref) for look, action in TIMETABLE for ref, since in look(uow, AT_ONCE)}
