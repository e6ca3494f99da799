"""item.pause, item.resume, item.extend"""

from __future__ import annotations

import pytest

from roundtable.core import things
from roundtable.core.errors import Invalid, Refused
from roundtable.floor import queries
from roundtable.floor.queries.views import Floor
from roundtable.policy import Action
from tests.cast import TABLE
from tests.floor import scene
from tests.world import OURS, World


def floor(world: World) -> Floor:
    with world.reading("host") as uow:
        return queries.floors(uow, [TABLE])[0]


def test_a_pause_stops_the_item_and_the_speaker_and_both_go_on(world: World) -> None:
    scene.item_stopped(world)
    stood = floor(world)
    assert stood.item is not None
    assert stood.turn is not None
    assert (stood.item.paused, stood.turn.paused) == (True, True)
    world.later(minutes=10)
    world.do("host", Action.ITEM_RESUME, scene.SPEAKING)
    on = floor(world)
    assert on.item is not None
    assert on.turn is not None
    assert (on.item.paused, on.turn.paused) == (False, False)
    assert on.item.clock.used < 30
    assert on.turn.clock.left in range(100, 122)


def test_a_speaker_whom_the_host_stopped_before_stays_stopped(world: World) -> None:
    scene.stopped(world)
    world.do("host", Action.ITEM_PAUSE, scene.SPEAKING)
    world.do("host", Action.ITEM_RESUME, scene.SPEAKING)
    turn = floor(world).turn
    assert turn is not None
    assert turn.paused


def test_stopped_twice_or_let_run_twice_is_done_once(world: World) -> None:
    scene.item_stopped(world)
    before = len(world.entries())
    world.do("convener", Action.ITEM_PAUSE, scene.SPEAKING)
    assert len(world.entries()) == before
    for _ in range(2):
        world.do("host", Action.ITEM_RESUME, scene.SPEAKING)
    assert [entry.action for entry in world.entries()[before:]] == ["turn.resume", "item.resume"]


def test_more_time_is_seen_at_once_and_moves_the_end(world: World) -> None:
    scene.on(world)
    before = floor(world)
    world.do("host", Action.ITEM_EXTEND, scene.SPEAKING, minutes="5")
    after = floor(world)
    assert before.item is not None
    assert after.item is not None
    assert (before.item.clock.whole, after.item.clock.whole) == (2400, 2700)
    assert after.late == before.late + 5


def test_what_is_no_number_of_minutes_is_drawn_again_as_it_was_typed(world: World) -> None:
    scene.on(world)
    with pytest.raises(Invalid):
        world.do("host", Action.ITEM_EXTEND, scene.SPEAKING, minutes="0")
    sent = world.client("host").post(
        f"/do/item/extend?on={scene.SPEAKING}", data={"minutes": "many"}, headers=OURS | {"Accept-Language": "en"}
    )
    assert sent.status_code == 422
    assert 'value="many"' in sent.text


def test_an_item_that_is_not_on_has_no_clock_to_stop(world: World) -> None:
    with pytest.raises(Refused):
        world.do("host", Action.ITEM_PAUSE, scene.SPEAKING)
    with pytest.raises(Refused):
        world.do("host", Action.ITEM_RESUME, scene.SPEAKING)


def test_over_its_time_an_item_is_not_ended_but_said_to_be_over(world: World) -> None:
    scene.on(world)
    world.later(minutes=41)
    now = floor(world)
    assert now.item is not None
    assert now.item.clock.left is not None
    assert now.item.clock.left < -50
    with world.reading() as uow:
        assert things.find(uow, scene.SPEAKING).state == "current"
