"""commitment.look_again: lateness is noticed once, level by level"""

from __future__ import annotations

from datetime import datetime

import pytest

from roundtable.commitments import ladder
from roundtable.core.event_log import Entry
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import commitment, confirming, moment, proposed, reopened, reported, tick
from tests.world import World


def noticed(world: World, ref: str = PROMISE) -> list[Entry]:
    return [entry for entry in world.entries(ref) if entry.action == "commitment.look_again"]


def levels(world: World, ref: str = PROMISE) -> list[tuple[int, bool]]:
    return [(entry.facts["level"], entry.facts["sent"]) for entry in noticed(world, ref)]


@pytest.mark.parametrize(
    ("when", "found"),
    [
        (moment(6, 25, 23, 59), []),
        (moment(6, 26, 0, 0), [0]),  # three working days before Sunday 30 June
        (moment(6, 30, 23, 59), [0]),
        (moment(7, 1, 0, 0), [0, 1]),
        (moment(7, 3, 0, 0), [0, 1, 2]),
    ],
)
def test_each_level_is_noticed_on_its_day(world: World, when: datetime, found: list[int]) -> None:
    for day in (moment(6, 26), moment(7, 1), moment(7, 3)):
        if day.date() < when.date():
            world.at(day)
            tick()
    world.at(when)
    tick()
    tick()
    assert [level for level, _ in levels(world)] == found
    assert all(sent for _, sent in levels(world))


def test_after_a_week_asleep_each_level_is_on_the_record_and_only_the_last_is_sent(world: World) -> None:
    world.at(moment(7, 8))
    tick()
    assert levels(world) == [(0, False), (1, False), (2, True)]
    assert commitment(world).look_again_at is None


def test_asked_twice_for_the_same_it_is_noticed_once(world: World) -> None:
    world.at(moment(6, 26))
    for key in ("one", "two"):
        world.do("system", Action.COMMITMENT_LOOK_AGAIN, PROMISE, key=key)
    assert levels(world) == [(0, True)]


def test_a_promise_that_nobody_answered_is_late_too(world: World) -> None:
    ref = proposed(world, due="2024-03-06")
    tick()
    assert levels(world, ref) == [(0, True)]
    world.at(moment(3, 7))
    tick()
    assert levels(world, ref)[-1] == (1, True)


def test_what_waits_for_its_check_is_not_late(world: World) -> None:
    reported(world)
    world.at(moment(7, 8))
    tick()
    assert levels(world) == []
    assert not commitment(world).is_overdue(moment(7, 8))


def test_with_more_time_the_ladder_begins_anew(world: World) -> None:
    world.at(moment(6, 26))
    tick()
    world.do("supervisor", Action.EXTENSION_GRANT, "extension:1")
    world.at(moment(7, 9))
    tick()
    assert levels(world) == [(0, True)]
    world.at(moment(7, 10))
    tick()
    assert levels(world) == [(0, True), (0, True)]
    assert noticed(world)[-1].facts["due"] == "2024-07-15"


def test_what_is_done_again_is_late_from_its_new_date(world: World) -> None:
    world.at(moment(6, 20))
    reopened(world)  # ten working days: 4 July
    world.at(moment(7, 3))
    tick()
    assert levels(world) == [(0, True)]
    world.at(moment(7, 5))
    tick()
    assert levels(world)[-1] == (1, True)


def test_what_is_closed_is_not_looked_at(world: World) -> None:
    confirming(world)
    world.later(days=9)
    tick()
    world.at(moment(7, 8))
    tick()
    assert levels(world) == []


def test_working_days_are_counted_from_the_first_after_the_date() -> None:
    due = moment(6, 30).date()
    assert [ladder.days_late(due, moment(*day).date()) for day in ((6, 30), (7, 1), (7, 5), (7, 6))] == [0, 1, 5, 5]
