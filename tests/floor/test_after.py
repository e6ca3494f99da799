"""What follows on the floor from what happens to the table and its seats."""

from __future__ import annotations

import pytest

from roundtable.core import record, things
from roundtable.policy import Action
from tests.floor import scene
from tests.world import World


def states(world: World, *refs: str) -> list[str]:
    with world.reading() as uow:
        return [things.find(uow, ref).state for ref in refs]


def test_when_the_table_closes_turn_item_and_hands_are_over(world: World) -> None:
    turn = scene.turn(world)
    world.do("host", Action.CONSULTATION_CLOSE)
    assert states(world, turn, scene.SPEAKING, "hand:3") == ["ended", "done", "down"]
    assert record.verify() == []


def test_when_the_table_pauses_its_clocks_stop_and_go_on_with_it(world: World) -> None:
    turn = scene.turn(world)
    world.do("host", Action.CONSULTATION_PAUSE)
    with world.reading() as uow:
        assert things.find(uow, scene.SPEAKING).paused_at == things.find(uow, turn).paused_at is not None
    world.later(minutes=10)
    world.do("host", Action.CONSULTATION_RESUME)
    assert states(world, turn) == ["running"]
    with world.reading() as uow:
        assert things.find(uow, scene.SPEAKING).paused_at is None
        assert things.find(uow, turn).paused_seconds in range(600, 606)


def test_a_clock_that_the_host_had_stopped_before_does_not_run_by_itself(world: World) -> None:
    scene.item_stopped(world)
    world.do("host", Action.CONSULTATION_PAUSE)
    world.do("host", Action.CONSULTATION_RESUME)
    with world.reading() as uow:
        assert things.find(uow, scene.SPEAKING).paused_at is not None


def test_without_an_item_the_speakers_clock_stops_and_goes_on_too(world: World) -> None:
    turn = f"turn:{world.do('host', Action.TURN_CALL, seat='1').result}"
    world.do("host", Action.CONSULTATION_PAUSE)
    assert states(world, turn) == ["paused"]
    world.do("host", Action.CONSULTATION_RESUME)
    assert states(world, turn) == ["running"]
    world.do("host", Action.CONSULTATION_CLOSE)
    assert states(world, turn) == ["ended"]


LEAVING = [("neighbour", Action.SEAT_LEAVE), ("host", Action.SEAT_MUTE), ("host", Action.SEAT_REMOVE)]


@pytest.mark.parametrize(("who", "action"), LEAVING)
def test_who_leaves_or_is_asked_to_listen_or_to_leave_has_no_hand_up(world: World, who: str, action: Action) -> None:
    hand = scene.hand(world)
    world.do(who, action, "seat:2", reason="Shouting")
    assert states(world, hand) == ["down"]


@pytest.mark.parametrize(("who", "action"), LEAVING)
def test_and_speaks_no_longer(world: World, who: str, action: Action) -> None:
    turn = scene.turn(world)
    world.do(who, action, "seat:2", reason="Shouting")
    assert states(world, turn, "hand:3") == ["ended", "up"]
