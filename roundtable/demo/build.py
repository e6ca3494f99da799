"""Loads the demo. Everything is done by actions, as the people who would do it, at the moment when they would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from roundtable.core import clock
from roundtable.demo import announced, cast, live
from roundtable.demo.clockwork import wait
from roundtable.demo.days import Days
from roundtable.demo.stage import Stage

Step = tuple[datetime, Callable[[Stage, Days], None]]


def load() -> None:
    """Fill an empty house."""
    days = Days(clock.now())
    stage = Stage(days.at(-270, "09:00"))
    cast.settle(stage)
    for moment, step in sorted(_steps(days), key=lambda step: step[0]):
        wait(stage, moment)
        step(stage, days)


def _steps(days: Days) -> list[Step]:
    """The stories, which go on beside each other."""
    return [
        (days.at(-14, "10:00"), live.announce),
        (days.at(-9, "10:00"), live.register),
        (days.at(-3, "10:00"), announced.announce),
        (days.opened, live.sit_down),
        (days.before(31), live.speak),
        (days.before(2), live.sort),
    ]
