"""How things stand on the floor when a test begins."""

from __future__ import annotations

from roundtable.policy import Action
from tests.world import World

SPEAKING = "item:3"  # residents speak, two minutes each
ANSWERS = "item:4"  # officials answer, without a limit


def on(world: World) -> str:
    """The item in which residents speak is on."""
    world.do("host", Action.ITEM_BEGIN, SPEAKING)
    return SPEAKING


def hand(world: World, who: str = "neighbour") -> str:
    """Somebody's hand is up."""
    return f"hand:{world.do(who, Action.HAND_RAISE).result}"


def waiting(world: World) -> None:
    """The neighbour waits to be called."""
    hand(world)


def turn(world: World) -> str:
    """The neighbour speaks, and the resident waits."""
    on(world)
    hand(world)
    called = world.do("host", Action.TURN_CALL).result
    hand(world, "resident")
    return f"turn:{called}"


def stopped(world: World) -> str:
    """The neighbour has the floor, and the clock of the turn stands."""
    speaking = turn(world)
    world.do("host", Action.TURN_PAUSE, speaking)
    return speaking


def item_with_turn(world: World) -> str:
    """The item is on in which the neighbour speaks."""
    turn(world)
    return SPEAKING


def item_stopped(world: World) -> str:
    """Its clock stands, and with it the speaker's."""
    turn(world)
    world.do("host", Action.ITEM_PAUSE, SPEAKING)
    return SPEAKING


def next_item(world: World) -> str:
    """The item that comes after the one in which the neighbour speaks."""
    turn(world)
    return ANSWERS
