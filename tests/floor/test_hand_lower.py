"""hand.lower, hand.lower_for"""

from __future__ import annotations

import pytest

from roundtable.core import things
from roundtable.core.errors import Forbidden, Refused
from roundtable.core.unit_of_work import SYSTEM
from roundtable.live.broadcaster import whose
from roundtable.policy import Action
from tests.cast import TABLE
from tests.floor import scene
from tests.world import World


def state(world: World, hand: str) -> str:
    with world.reading() as uow:
        return str(things.find(uow, hand).state)


def waits(world: World, who: str) -> list[str]:
    with world.reading("system") as uow:
        assert uow.actor == SYSTEM
        return list(whose(uow, world.stage.people[who], TABLE)["hand"])


def test_my_hand_is_up_until_i_take_it_down(world: World) -> None:
    hand = scene.hand(world)
    assert waits(world, "neighbour") == ["TABLEB"]
    world.do("neighbour", Action.HAND_LOWER)
    assert state(world, hand) == "down"
    assert waits(world, "neighbour") == []


def test_a_hand_that_is_down_is_not_taken_down_again(world: World) -> None:
    before = len(world.entries())
    world.do("neighbour", Action.HAND_LOWER)
    assert len(world.entries()) == before


def test_after_it_was_down_it_may_be_raised_again_and_waits_anew(world: World) -> None:
    first = scene.hand(world)
    world.do("neighbour", Action.HAND_LOWER)
    assert scene.hand(world) != first


def test_the_host_takes_down_any_hand_and_its_owner_learns_it(world: World) -> None:
    hand = scene.hand(world)
    world.do("host", Action.HAND_LOWER_FOR, hand)
    assert state(world, hand) == "down"
    assert waits(world, "neighbour") == []
    with pytest.raises(Refused):
        world.do("convener", Action.HAND_LOWER_FOR, hand)


def test_who_raised_it_for_another_may_take_it_down_and_so_may_that_other(world: World) -> None:
    for who in ("resident", "neighbour"):
        hand = f"hand:{world.do('resident', Action.HAND_RAISE_FOR, seat='2').result}"
        world.do(who, Action.HAND_LOWER_FOR, hand)
        assert state(world, hand) == "down"


@pytest.mark.parametrize("who", ["resident", "recorder", "stranger", "visitor"])
def test_nobody_else_takes_my_hand_down(world: World, who: str) -> None:
    hand = scene.hand(world)
    with pytest.raises(Forbidden):
        world.do(who, Action.HAND_LOWER_FOR, hand, key="k" * 32)
    assert state(world, hand) == "up"
