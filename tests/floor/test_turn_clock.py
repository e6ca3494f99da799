"""turn.pause, turn.resume, turn.extend, turn.wind_up, turn.end"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from roundtable.core import clock, things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.floor import timing
from roundtable.policy import Action
from tests.floor import scene
from tests.world import World


def row(world: World, turn: str) -> Any:
    with world.reading() as uow:
        return things.find(uow, turn)


def test_a_turn_that_stood_ends_later_by_as_long_as_it_stood(world: World) -> None:
    turn = scene.stopped(world)
    ends = row(world, turn).ends_at
    world.later(seconds=90)
    world.do("host", Action.TURN_RESUME, turn)
    later = row(world, turn)
    assert later.ends_at - ends in (timedelta(seconds=s) for s in range(90, 96))
    assert later.ends_at.microsecond == 0
    assert later.paused_at is None


def test_more_time_is_added_also_while_the_clock_stands(world: World) -> None:
    turn = scene.stopped(world)
    ends = row(world, turn).ends_at
    world.do("host", Action.TURN_EXTEND, turn, seconds="60")
    assert row(world, turn).ends_at == ends + timedelta(seconds=60)
    with pytest.raises(Invalid):
        world.do("host", Action.TURN_EXTEND, turn, seconds="5")


def test_a_turn_without_a_limit_needs_no_more_time(world: World) -> None:
    world.do("host", Action.ITEM_BEGIN, scene.ANSWERS)
    turn = f"turn:{world.do('host', Action.TURN_CALL, seat='1').result}"
    with pytest.raises(Refused) as refused:
        world.do("host", Action.TURN_EXTEND, turn, seconds="60")
    assert refused.value.reason == "no_limit"


def test_when_its_time_is_over_a_turn_goes_on_until_somebody_ends_it(world: World) -> None:
    turn = scene.turn(world)
    world.later(minutes=3)
    assert row(world, turn).state == "running"
    world.do("host", Action.TURN_END, turn)
    assert world.entries()[-1].facts["seconds"] in range(180, 186)


def test_who_speaks_says_when_they_have_finished(world: World) -> None:
    turn = scene.turn(world)
    world.do("neighbour", Action.TURN_END, turn)
    assert row(world, turn).state == "ended"


def test_nobody_else_at_the_table_ends_my_turn(world: World) -> None:
    turn = scene.turn(world)
    for action in (Action.TURN_END, Action.TURN_PAUSE, Action.TURN_EXTEND, Action.TURN_WIND_UP):
        with pytest.raises(Forbidden):
            world.do("resident", action, turn, seconds="60")
    with pytest.raises(Forbidden):
        world.do("neighbour", Action.TURN_EXTEND, turn, seconds="60")


def test_ended_it_is_over(world: World) -> None:
    turn = scene.turn(world)
    world.do("host", Action.TURN_END, turn)
    for action in (Action.TURN_END, Action.TURN_PAUSE, Action.TURN_RESUME, Action.TURN_WIND_UP):
        with pytest.raises(Refused):
            world.do("host", action, turn)


def test_a_pause_in_which_it_ends_is_not_counted(world: World) -> None:
    turn = scene.stopped(world)
    world.later(minutes=5)
    world.do("host", Action.TURN_END, turn)
    assert timing.used(row(world, turn), clock.now()) < 10


def test_asked_to_come_to_an_end_once_is_asked(world: World) -> None:
    turn = scene.turn(world)
    for who in ("host", "convener"):
        world.do(who, Action.TURN_WIND_UP, turn)
    assert [entry.action for entry in world.entries()].count("turn.wind_up") == 1
    assert "主持人请您收个尾" in world.client("neighbour").get("/c/TABLEB").text
