"""item.begin, item.end"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from roundtable.core import clock, things
from roundtable.core.db import db
from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.floor import scene
from tests.world import World


def states(world: World) -> dict[str, str]:
    with world.reading() as uow:
        return {ref: things.find(uow, ref).state for ref in (scene.SPEAKING, scene.ANSWERS)}


def test_the_item_that_begins_is_on_and_the_one_before_is_done(world: World) -> None:
    scene.on(world)
    world.do("host", Action.ITEM_BEGIN, scene.ANSWERS)
    assert states(world) == {scene.SPEAKING: "done", scene.ANSWERS: "current"}
    assert [entry.action for entry in world.entries()[-2:]] == ["item.end", "item.begin"]


def test_whoever_speaks_ends_with_the_item(world: World) -> None:
    turn = scene.turn(world)
    world.do("host", Action.ITEM_BEGIN, scene.ANSWERS)
    with world.reading() as uow:
        assert things.find(uow, turn).state == "ended"
    assert [entry.action for entry in world.entries()[-3:]] == ["turn.end", "item.end", "item.begin"]


def test_an_item_begun_twice_is_refused_and_nothing_is_cut_off(world: World) -> None:
    turn = scene.turn(world)
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.ITEM_BEGIN, scene.SPEAKING)
    assert refused.value.reason == "item_is_on"
    with world.reading() as uow:
        assert things.find(uow, turn).state == "running"


def test_an_item_that_was_done_may_come_again_and_its_clock_goes_on_where_it_stood(world: World) -> None:
    start = clock.now()
    scene.on(world)
    for minutes, item in ((5, scene.ANSWERS), (30, scene.SPEAKING)):
        world.at(start + timedelta(minutes=minutes))
        world.do("host", Action.ITEM_BEGIN, item)
    world.at(start + timedelta(minutes=32))
    world.do("host", Action.ITEM_END, scene.SPEAKING)
    assert world.entries()[-1].facts["seconds"] in range(418, 423)  # five minutes and two, whatever the test took


def test_an_item_may_end_with_none_after_it(world: World) -> None:
    scene.turn(world)
    world.do("host", Action.ITEM_END, scene.SPEAKING)
    assert states(world)[scene.SPEAKING] == "done"
    with pytest.raises(Refused):
        world.do("host", Action.ITEM_END, scene.SPEAKING)


def test_no_item_begins_at_a_table_that_is_paused(world: World) -> None:
    world.do("host", Action.CONSULTATION_PAUSE)
    with pytest.raises(Refused) as refused:
        scene.on(world)
    assert refused.value.reason == "consultation_paused"


@pytest.mark.parametrize("who", ["resident", "recorder", "officer", "visitor"])
def test_only_who_hosts_moves_the_table(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.ITEM_BEGIN, scene.SPEAKING, key="k" * 32)


def test_the_database_refuses_two_items_at_once(world: World) -> None:
    scene.on(world)
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text("UPDATE agenda_items SET state = 'current' WHERE id = 4"))
