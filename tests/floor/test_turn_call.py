"""turn.call"""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from roundtable.core import things
from roundtable.core.db import db
from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.cast import TABLE
from tests.floor import scene
from tests.world import World


def called(world: World, who: str = "host", **fields: str) -> str:
    return f"turn:{world.do(who, Action.TURN_CALL, **fields).result}"


def seat(world: World, turn: str) -> tuple[int, str]:
    with world.reading() as uow:
        found = things.find(uow, turn)
        return found.seat.number, found.state


def test_by_default_the_first_by_the_rule_is_called(world: World) -> None:
    scene.on(world)
    scene.hand(world)
    scene.hand(world, "resident")
    turn = called(world)
    assert seat(world, turn) == (2, "running")
    entry = world.entries()[-1]
    assert (entry.facts["seat"], entry.facts["first"], entry.facts["out_of_order"]) == (2, 2, False)
    assert len(entry.touched) == 2  # the turn, and the hand that it answers


def test_a_turn_has_the_time_that_the_item_gives_and_ends_on_a_whole_second(world: World) -> None:
    turn = scene.turn(world)
    with world.reading() as uow:
        found = things.find(uow, turn)
    assert found.seconds == 120
    assert found.ends_at.microsecond == 0
    assert 119 < (found.ends_at - found.started_at).total_seconds() <= 120


def test_where_the_item_sets_no_time_the_turn_has_no_end(world: World) -> None:
    world.do("host", Action.ITEM_BEGIN, scene.ANSWERS)
    with world.reading() as uow:
        assert things.find(uow, called(world, seat="1")).ends_at is None


def test_another_than_the_first_is_called_and_the_record_names_the_first(world: World) -> None:
    scene.hand(world)
    scene.hand(world, "resident")
    turn = called(world, seat="1", why="They must leave")
    entry = world.entries()[-1]
    assert (entry.facts["seat"], entry.facts["first"], entry.facts["out_of_order"]) == (1, 2, True)
    assert "They must leave" not in str(entry.facts)  # words stay in the row, where they can be erased
    with world.reading() as uow:
        assert things.find(uow, turn).why == "They must leave"


def test_whoever_speaks_ends_when_the_host_calls_the_next(world: World) -> None:
    first = scene.turn(world)
    second = called(world, over=first.removeprefix("turn:"))
    assert (seat(world, first)[1], seat(world, second)) == ("ended", (1, "running"))


def test_two_hosts_who_call_the_same_seat_are_answered_the_same(world: World) -> None:
    scene.hand(world)
    assert called(world, seat="2") == called(world, "convener", seat="2")


def test_two_hosts_do_not_cut_each_others_speakers_off(world: World) -> None:
    before = scene.turn(world).removeprefix("turn:")
    scene.hand(world, "resident")
    now = called(world, seat="1", over=before)
    scene.hand(world)
    with pytest.raises(Refused) as refused:
        called(world, "convener", seat="2", over=before)
    assert refused.value.reason == "floor_taken"
    assert seat(world, now) == (1, "running")


def test_who_has_just_left_is_not_called(world: World) -> None:
    scene.hand(world)
    world.do("neighbour", Action.SEAT_LEAVE, "seat:2")
    with pytest.raises(Refused) as refused:
        called(world, seat="2")
    assert refused.value.reason == "seat_empty"
    with pytest.raises(Refused) as nobody:
        called(world)
    assert nobody.value.reason == "nobody_waits"


@pytest.mark.parametrize("who", ["resident", "recorder", "officer", "visitor"])
def test_only_who_hosts_gives_the_floor(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        called(world, who, seat="1", key="k" * 32)


def test_the_form_says_who_is_first(world: World) -> None:
    scene.hand(world)
    page = world.client("host").get(f"/do/turn/call?on={TABLE}").text
    assert "还没说过，先请" in page


def test_the_database_refuses_a_second_speaker(world: World) -> None:
    scene.turn(world)
    columns = "consultation_id, seat_id, why, state, started_at, paused_seconds, extended_seconds, wound_up, version"
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO turns ({columns}) SELECT {columns} FROM turns WHERE state = 'running'"))
