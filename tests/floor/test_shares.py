"""How long each side and each person has spoken: sums of turns, with how many they are."""

from __future__ import annotations

from roundtable.floor import queries
from roundtable.floor.queries.views import Floor, Share
from roundtable.policy import Action
from tests.cast import TABLE
from tests.floor import scene
from tests.world import World


def floor(world: World) -> Floor:
    with world.reading("host") as uow:
        return queries.floors(uow, [TABLE])[0]


def speak(world: World, seat: str, seconds: int) -> None:
    turn = world.do("host", Action.TURN_CALL, seat=seat).result
    world.later(seconds=seconds)
    world.do("host", Action.TURN_END, f"turn:{turn}")


def told(shares: tuple[Share, ...]) -> list[tuple[str, int, int]]:
    """Who, for about how long (in tens of seconds), in how many turns."""
    return [(str(share.who), share.spoken.seconds // 10 * 10, share.spoken.turns) for share in shares]


def test_turns_add_up_by_person_and_by_side(world: World) -> None:
    world.do("officer", Action.SEAT_TAKE)
    for seat, seconds in (("1", 60), ("2", 30), ("1", 40), ("3", 50)):
        speak(world, seat, seconds)
    now = floor(world)
    assert told(now.sides) == [("居民", 130, 3), ("单位", 50, 1)]
    assert [(minutes, turns) for _who, minutes, turns in told(now.people)] == [(100, 2), (50, 1), (30, 1)]


def test_a_slip_of_the_host_is_no_turn_and_the_person_still_comes_first(world: World) -> None:
    speak(world, "2", 2)
    scene.hand(world)
    assert told(floor(world).sides)[0] == ("居民", 0, 0)
    assert floor(world).queue[0].reason == "还没说过，先请"


def test_whoever_speaks_now_is_counted_on_from_what_they_had(world: World) -> None:
    speak(world, "2", 60)
    world.do("host", Action.TURN_CALL, seat="2")
    world.later(seconds=20)
    residents = floor(world).sides[0]
    assert residents.since is not None
    assert told((residents,)) == [("居民", 80, 2)]


def test_a_second_turn_comes_after_those_who_had_none(world: World) -> None:
    speak(world, "2", 60)
    scene.hand(world)
    world.later(minutes=1)
    scene.hand(world, "resident")
    assert [row.seat.number for row in floor(world).queue] == [1, 2]
    assert floor(world).queue[1].reason == "说过 1\u00a0次，共 1:00"
