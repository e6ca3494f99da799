"""Several hosts and many hands at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from roundtable.core import things
from roundtable.core.errors import Refused
from roundtable.floor import queries
from roundtable.policy import Action
from tests.cast import TABLE
from tests.floor import scene
from tests.world import World


def together(world: World, *acts: Callable[[], object]) -> list[object]:
    """What each act came to when all were done at once: its answer, or the reason why not."""
    come: list[object] = []

    def press(act: Callable[[], object]) -> None:
        with world.app.app_context():
            try:
                come.append(act())
            except Refused as refused:
                come.append(refused.reason)

    threads = [threading.Thread(target=press, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return come


def test_of_two_hosts_who_call_at_once_one_is_told_that_somebody_speaks(world: World) -> None:
    scene.hand(world)
    scene.hand(world, "resident")
    come = together(
        world,
        lambda: world.do("host", Action.TURN_CALL, seat="1").result,
        lambda: world.do("convener", Action.TURN_CALL, seat="2").result,
    )
    assert "floor_taken" in come
    with world.reading() as uow:
        table = things.find(uow, TABLE)
        assert queries.speaking(uow, table) is not None
        assert len(queries.hands(uow, table)) == 1


def test_two_hosts_who_begin_two_items_at_once_leave_one_on(world: World) -> None:
    together(
        world,
        lambda: world.do("host", Action.ITEM_BEGIN, scene.SPEAKING),
        lambda: world.do("convener", Action.ITEM_BEGIN, scene.ANSWERS),
    )
    with world.reading() as uow:
        states = sorted(things.find(uow, item).state for item in (scene.SPEAKING, scene.ANSWERS))
    assert states in (["current", "done"], ["ahead", "current"])


def test_a_hand_raised_on_two_phones_at_once_is_one(world: World) -> None:
    come = together(world, *[lambda: world.do("neighbour", Action.HAND_RAISE).result] * 4)
    assert len(set(come)) == 1


def test_who_finishes_while_the_host_calls_the_next_ends_once(world: World) -> None:
    turn = scene.turn(world)
    together(
        world,
        lambda: world.do("neighbour", Action.TURN_END, turn),
        lambda: world.do("host", Action.TURN_CALL, seat="1", over=turn.removeprefix("turn:")),
    )
    ended = [entry for entry in world.entries() if entry.action == "turn.end" and turn in entry.touched]
    assert len(ended) == 1
    with world.reading() as uow:
        speaking = queries.speaking(uow, things.find(uow, TABLE))
        assert speaking is not None
        assert speaking.seat.number == 1
