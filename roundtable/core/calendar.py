"""Working days: the Chinese table of public holidays with 调休, the weekend days that are worked in exchange.

One counting rule holds everywhere: `+n` working days counts the first working day *after* a date as 1, so 30 June 2024,
a Sunday, +5 is 5 July. What the State Council has not announced yet is unknown: statutory days can be computed, the
exchanged ones cannot. Dates that rest on such a year are provisional, and pages say so. An administrator types a notice
in the day it comes out (`Notice`), and what is provisional is computed again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
from holidays.countries.china import ChinaStaticHolidays

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
DAY = timedelta(days=1)

# the years whose notices the library carries; a newer library brings the next one by itself
ANNOUNCED = frozenset(ChinaStaticHolidays.special_public_holidays)

# a notice may reach back into the December before it: 29 December 2007 and 2018 were worked, 31 December was free
REACHES_BACK_TO = (12, 25)


@dataclass(frozen=True)
class Notice:
    """The State Council's notice for a year, typed in before the library knows it.

    `off` are all the days it names as free, `worked` the weekend days it names as worked; either may lie in the
    December before. Such a year is no longer provisional.
    """

    year: int
    off: frozenset[date] = field(default=frozenset())
    worked: frozenset[date] = field(default=frozenset())

    def __post_init__(self) -> None:
        """Raises ValueError when the notice contradicts itself or speaks of another year."""
        if both := sorted(self.off & self.worked):
            raise ValueError(f"{both[0]} is named both as free and as worked")
        first, last = date(self.year - 1, *REACHES_BACK_TO), date(self.year, 12, 31)
        if strangers := [day for day in sorted(self.off | self.worked) if not first <= day <= last]:
            raise ValueError(f"{strangers[0]} does not belong to the notice for {self.year}")


_typed_in: list[dict[int, Notice]] = [{}]  # one table, exchanged as a whole: other threads may be counting


def install(notices: Iterable[Notice]) -> None:
    """Use these notices, and no others, beside what the library knows. For the whole process, at once."""
    _typed_in[0] = {notice.year: notice for notice in notices}


def read_notices(path: Path) -> list[Notice]:
    """Notices from a TOML file; none if there is no file. Raises ValueError for what is not a notice.

    ```toml
    [2027]
    off = [2027-01-01, [2027-02-05, 2027-02-11]]  # a day, or the first and the last of several
    worked = [2027-02-14]
    ```
    """
    if not path.exists():
        return []
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Notice(int(year), _days(entries.get("off", [])), _days(entries.get("worked", [])))
        for year, entries in table.items()
    ]


def is_working_day(day: date) -> bool:
    """Whether offices work on that day in China."""
    typed_in = _typed_in[0]
    for notice in (typed_in.get(day.year + 1), typed_in.get(day.year)):  # the later one has the last word
        if notice and (day in notice.off or day in notice.worked):
            return day in notice.worked
    if day.year in typed_in:
        return day.weekday() < SATURDAY
    return day in _working_days_of(day.year)


def is_provisional(day: date) -> bool:
    """Whether that day rests on a notice that is not out yet, so that it may still become free, or worked."""
    if not _is_announced(day.year):
        return True
    return (day.month, day.day) >= REACHES_BACK_TO and not _is_announced(day.year + 1)


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after a date, or before it if n is negative; the date itself for 0, worked or not."""
    if n == 0:
        return day
    step = DAY if n > 0 else -DAY
    worked = (d for d in _walk(day, step) if is_working_day(d))
    return next(islice(worked, abs(n) - 1, None))


def working_days_between(a: date, b: date) -> int:
    """How many working days come after `a`, up to and including `b`; negative if `b` is before `a`.

    The inverse of `add_working_days`: from Monday to Thursday of an ordinary week it is 3.
    """
    if b < a:
        return -working_days_between(b, a)
    return sum(is_working_day(a + k * DAY) for k in range(1, (b - a).days + 1))


def local_day(moment: datetime, zone: ZoneInfo = SHANGHAI) -> date:
    """The date on the wall calendar of a place. Raises ValueError for an instant without a zone."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return moment.astimezone(zone).date()


def end_of_day(day: date, zone: ZoneInfo = SHANGHAI) -> datetime:
    """The last instant of a day, 23:59:59.999999 on the wall clock of a place.

    A deadline ends with its day. What happens at this instant is on time, what happens after it is late: compare with
    `<=`. The last instant and not the next midnight, since it is shown with the date it belongs to.
    """
    return datetime.combine(day, time.max, tzinfo=zone)


def deadline(start: datetime, n: int, zone: ZoneInfo = SHANGHAI) -> datetime:
    """When n working days that begin the day after an instant are over: the classes in working days."""
    return end_of_day(add_working_days(local_day(start, zone), n), zone)


def notice_days(announced: datetime, held: datetime, zone: ZoneInfo = SHANGHAI) -> int:
    """How many working days' notice people had: those after the day of announcing, up to the day it is held.

    The hour does not count: announced on Monday for Thursday evening is 3, just as Monday +3 is Thursday.
    """
    return working_days_between(local_day(announced, zone), local_day(held, zone))


def _is_announced(year: int) -> bool:
    return year in ANNOUNCED or year in _typed_in[0]


def _walk(day: date, step: timedelta) -> Iterator[date]:
    while True:
        day += step
        yield day


@lru_cache(maxsize=64)
def _working_days_of(year: int) -> frozenset[date]:
    """What the library knows, or guesses. The next year is read too: its notice may reach back into December.

    A finished set, since the library fills its tables as it is asked, which threads must not do together.
    """
    table = holidays.country_holidays("CN", years=(year, year + 1), expand=False)
    first = date(year, 1, 1)
    days = (first + k * DAY for k in range((date(year + 1, 1, 1) - first).days))
    return frozenset(d for d in days if table.is_working_day(d))


def _days(entries: Iterable[date | list[date]]) -> frozenset[date]:
    """Single days, and spans given as their first and last day."""
    found: set[date] = set()
    for entry in entries:
        first, last = entry if isinstance(entry, list) else (entry, entry)
        if not type(first) is type(last) is date:  # a datetime is a date too, but no day
            raise ValueError(f"{entry} is not a day, nor a first and a last day")
        found.update(first + k * DAY for k in range((last - first).days + 1))
    return frozenset(found)
