"""Time on the floor is reckoned from instants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from roundtable.floor import timing

NINE = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2025, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given a zone


@dataclass
class Run:
    """Something that runs."""

    started_at: datetime | None = NINE
    ended_at: datetime | None = None
    paused_at: datetime | None = None
    paused_seconds: int = 0


def after(**span: float) -> datetime:
    return NINE + timedelta(**span)


def test_what_has_not_begun_has_used_nothing() -> None:
    assert timing.used(Run(started_at=None), after(minutes=5)) == 0


def test_a_pause_does_not_count() -> None:
    run = Run()
    timing.pause(run, after(seconds=30))
    assert timing.used(run, after(seconds=90)) == 30
    assert timing.resume(run, after(seconds=90)) == timedelta(seconds=60)
    assert timing.used(run, after(seconds=100)) == 40


def test_two_pauses_at_once_are_one() -> None:
    run = Run()
    timing.pause(run, after(seconds=30))
    timing.pause(run, after(seconds=40))
    assert run.paused_at == after(seconds=30)


def test_what_ends_while_it_stands_ends_with_what_it_had() -> None:
    run = Run()
    timing.pause(run, after(seconds=30))
    timing.end(run, after(minutes=10))
    assert timing.used(run, after(hours=1)) == 30


@given(MOMENTS)
def test_an_end_is_a_whole_second_and_never_shows_more_than_there_is(moment: datetime) -> None:
    end = timing.whole(moment)
    assert end.microsecond == 0
    assert timedelta() <= moment - end < timedelta(seconds=1)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=5))
def test_however_often_it_stood_it_has_run_as_long_as_it_ran(spans: list[tuple[int, int]]) -> None:
    run, now, ran = Run(), NINE, 0
    for seconds, stood in spans:
        now += timedelta(seconds=seconds)
        ran += seconds
        timing.pause(run, now)
        now += timedelta(seconds=stood)
        timing.resume(run, now)
    assert timing.used(run, now) == ran
