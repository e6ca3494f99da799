"""The demo's calendar: days before and after the one on which it is loaded, on the wall clock of the place."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from roundtable.core import calendar


class Days:
    """Counted from the moment of loading."""

    def __init__(self, loaded: datetime) -> None:
        self.loaded = loaded
        self.opened = loaded - timedelta(minutes=50)  # since when the live table is open
        self.today = calendar.local_day(self.opened)  # a table opened before midnight is still that day's

    def day(self, number: int) -> date:
        """So many days after today, or before it."""
        return self.today + timedelta(days=number)

    def at(self, number: int, clock: str) -> datetime:
        """That day at this hour: `at(-3, "14:30")`."""
        return self.on(self.day(number), clock)

    def on(self, day: date, clock: str) -> datetime:
        """A date at this hour."""
        return datetime.combine(day, time.fromisoformat(clock), tzinfo=calendar.SHANGHAI)

    def working(self, number: int) -> date:
        """So many working days after today, or before it."""
        return calendar.add_working_days(self.today, number)

    def before(self, minutes: float) -> datetime:
        """So many minutes before the moment of loading."""
        return self.loaded - timedelta(minutes=minutes)

    def sunday(self, number: int) -> int:
        """The last Sunday up to that day, as a number of days like the others."""
        return number - self.day(number).isoweekday() % 7
