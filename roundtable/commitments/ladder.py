"""The ladder of lateness, in working days from the date that counts (domain.md §4.5): levels 0 to 2 go by themselves.

Level 3 and up are proposed to a supervisor, who issues them: that is the oversight module's.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from roundtable.core import calendar

from .models import NOT_YET

# level -> working days from the date that counts: a reminder, a chaser, a letter to the head of the unit
LADDER: dict[int, int] = {0: -3, 1: 1, 2: 3}
ACCEPT_WITHIN, CHECK_WITHIN, REDO_WITHIN = 3, 5, 10  # working days
ASKED_FOR = 7  # calendar days that residents have to answer
STALLED_AFTER = 14  # calendar days without a word


def day_of(level: int, due: date) -> date:
    """On which day a level is reached: for 30 June 2024, a Sunday, level 1 on 1 July."""
    return calendar.add_working_days(due, LADDER[level])


def reached(due: date, today: date) -> int:
    """The highest level that is reached by today; NOT_YET before the first."""
    return max((level for level in LADDER if day_of(level, due) <= today), default=NOT_YET)


def next_look(due: date, level: int) -> datetime | None:
    """When the level after this one begins, at the start of its day; None after the last."""
    if level + 1 not in LADDER:
        return None
    return calendar.end_of_day(day_of(level + 1, due) - timedelta(days=1)) + timedelta(microseconds=1)


def days_late(due: date, today: date) -> int:
    """Working days since a date; 0 until it is over. 30 June 2024 was five days ago on 5 July."""
    return max(calendar.working_days_between(due, today), 0)
