"""Working days, against the table that another library keeps and against days that anyone can look up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.core.calendar import (
    SHANGHAI,
    Notice,
    add_working_days,
    deadline,
    end_of_day,
    install,
    is_provisional,
    is_working_day,
    local_day,
    notice_days,
    read_notices,
    working_days_between,
)

NEW_YEAR_2027 = Notice(
    2027,
    off=frozenset({date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 8)}),
    worked=frozenset({date(2026, 12, 26), date(2027, 2, 14)}),
)


def shanghai(*parts: int) -> datetime:
    """An instant as the clocks in Shanghai show it."""
    year, month, day, hour = parts
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def typed_in():
    """Notices that an administrator typed in, gone again afterwards."""
    yield install
    install([])


def test_every_day_of_three_years_is_what_another_table_says():
    days = [date(2024, 1, 1) + timedelta(days=k) for k in range(366 + 365 + 365)]
    assert days[-1] == date(2026, 12, 31)
    assert [d for d in days if is_working_day(d) != chinese_calendar.is_workday(d)] == []


def test_30_june_2024_and_five_working_days_is_5_july():
    assert add_working_days(date(2024, 6, 30), 5) == date(2024, 7, 5)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2024, 2, 9), 1, date(2024, 2, 18)),  # the Sunday after the week is worked
        (date(2024, 2, 8), 3, date(2024, 2, 19)),  # and New Year's Eve, the 9th, was no public holiday that year
        (date(2025, 1, 27), 1, date(2025, 2, 5)),
        (date(2025, 1, 24), 2, date(2025, 1, 27)),  # Sunday 26 January is worked
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # Saturday 14 February is worked, then nine days are free
        (date(2026, 2, 25), 4, date(2026, 3, 2)),  # so is Saturday the 28th
    ],
)
def test_spring_festival_is_skipped_and_the_days_worked_for_it_count(start, n, end):
    assert add_working_days(start, n) == end


def test_three_working_days_before_the_due_date():
    assert add_working_days(date(2024, 7, 5), -3) == date(2024, 7, 2)
    assert add_working_days(date(2024, 6, 30), -3) == date(2024, 6, 26)


def test_no_working_days_added_is_the_same_day_even_a_sunday():
    assert add_working_days(date(2024, 6, 30), 0) == date(2024, 6, 30)


@given(st.dates(date(2008, 1, 1), date(2026, 6, 30)), st.integers(1, 60))
def test_counting_forth_and_counting_between_agree(day, n):
    end = add_working_days(day, n)
    assert is_working_day(end)
    assert working_days_between(day, end) == n
    assert working_days_between(end, day) == -n


@given(st.dates(date(2008, 3, 1), date(2026, 6, 30)), st.integers(1, 60))
def test_going_back_lands_on_the_working_day_from_which_one_comes_here(day, n):
    start = add_working_days(day, -n)
    assert is_working_day(start)
    assert add_working_days(start, n) >= day > add_working_days(start, n - 1)


def test_a_deadline_ends_with_its_day_in_shanghai():
    end = end_of_day(date(2024, 6, 30))
    assert end == datetime(2024, 6, 30, 15, 59, 59, 999999, tzinfo=UTC)
    assert local_day(end) == date(2024, 6, 30)
    assert local_day(end + timedelta(microseconds=1)) == date(2024, 7, 1)


def test_what_is_reported_late_in_the_evening_counts_from_the_next_working_day():
    reported = datetime(2024, 6, 28, 15, 30, tzinfo=UTC)  # 23:30 on Friday in Shanghai
    assert deadline(reported, 3) == end_of_day(date(2024, 7, 3))
    an_hour_later = reported + timedelta(hours=1)  # Saturday, by then
    assert deadline(an_hour_later, 3) == end_of_day(date(2024, 7, 3))


def test_another_place_has_its_own_midnight():
    urumqi = ZoneInfo("Asia/Urumqi")
    moment = datetime(2024, 6, 30, 17, tzinfo=UTC)
    assert (local_day(moment), local_day(moment, urumqi)) == (date(2024, 7, 1), date(2024, 6, 30))
    assert end_of_day(date(2024, 6, 30), urumqi) - end_of_day(date(2024, 6, 30)) == timedelta(hours=2)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        local_day(datetime(2024, 6, 30, 17))  # noqa: DTZ001 - that it has no zone is the point


@pytest.mark.parametrize(
    ("announced", "held", "days"),
    [
        (shanghai(2024, 7, 1, 9), shanghai(2024, 7, 4, 19), 3),  # Monday for Thursday evening
        (shanghai(2024, 7, 1, 23), shanghai(2024, 7, 4, 8), 3),  # the hour does not count
        (shanghai(2024, 7, 5, 9), shanghai(2024, 7, 7, 9), 0),  # Friday for Sunday
        (shanghai(2025, 1, 27, 9), shanghai(2025, 2, 5, 9), 1),  # over Spring Festival
        (shanghai(2024, 7, 4, 9), shanghai(2024, 7, 1, 9), -3),  # announced after it was held
    ],
)
def test_notice_is_counted_in_working_days(announced, held, days):
    assert notice_days(announced, held) == days


def test_a_year_without_a_notice_is_provisional_and_so_is_the_last_week_before_it():
    assert not is_provisional(date(2024, 2, 18))
    assert not is_provisional(date(2026, 12, 24))
    assert is_provisional(date(2026, 12, 25))
    assert is_provisional(date(2027, 3, 1))
    assert not is_working_day(date(2027, 1, 1))  # statutory days are known all the same


def test_a_notice_typed_in_settles_its_year_and_reaches_back_into_december(typed_in):
    typed_in([NEW_YEAR_2027])
    assert not is_provisional(date(2026, 12, 31))
    assert not is_provisional(date(2027, 3, 1))
    assert is_provisional(date(2027, 12, 31))
    assert not is_working_day(date(2026, 12, 31))
    assert is_working_day(date(2026, 12, 26))
    assert is_working_day(date(2027, 2, 14))
    assert not is_working_day(date(2027, 2, 8))
    assert is_working_day(date(2027, 2, 9))  # the notice does not name it, so nothing guessed stays


def test_a_file_of_notices_names_single_days_and_spans(tmp_path):
    path = tmp_path / "holidays.toml"
    assert read_notices(path) == []
    path.write_text("[2027]\noff = [2027-01-01, [2027-02-05, 2027-02-11]]\nworked = [2027-02-14]\n")
    week = {date(2027, 2, 5) + timedelta(days=k) for k in range(7)}
    assert read_notices(path) == [Notice(2027, frozenset(week | {date(2027, 1, 1)}), frozenset({date(2027, 2, 14)}))]


@pytest.mark.parametrize(
    "text",
    [
        "[2027]\noff = ['2027-01-01']",
        "[2027]\noff = [2027-01-01T10:00:00]",
        "[2027]\noff = [2028-01-01]",
        "[2027]\noff = [2027-01-01]\nworked = [2027-01-01]",
        "[soon]\noff = []",
        "off = [",
    ],
)
def test_a_file_that_is_no_notice_is_refused(tmp_path, text):
    path = tmp_path / "holidays.toml"
    path.write_text(text)
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the fault, it is not taken over
        read_notices(path)
