"""Numbers that crowds move."""

from __future__ import annotations

import time
from typing import Any

from roundtable.comments.queries import FIGURES_FOR
from roundtable.core import clock
from roundtable.core.actions import TELLERS
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import SYSTEM, reading
from roundtable.live.broadcaster import Broadcaster, Room, State
from roundtable.policy import Action
from tests.cast import TABLE
from tests.comments.test_page import crowd
from tests.world import World


def told(world: World, *supported: str) -> list[dict[str, int]]:
    """The figures of the packets that a room gets when these are supported."""
    packets: list[dict[str, Any]] = []
    caster = Broadcaster(world.app, lambda event, _room, said: packets.append(said) if event == "packet" else None)
    with reading(SYSTEM, clock.now()) as uow:
        caster.enter(uow, Room(TABLE, Surface.TABLE, "en"), 0)
    TELLERS.listening[:] = [caster.hint]
    for comment in supported:
        world.do("neighbour", Action.COMMENT_SUPPORT, comment)
    TELLERS.listening.clear()
    caster.tick()
    return [packet["figures"] for packet in packets]


def test_support_of_a_new_comment_moves_its_number(world: World) -> None:
    comment = world.comment()
    name = f"{comment.replace(':', '-')}-support"
    assert told(world, comment) == [{name: 1}]


def test_support_of_what_was_said_long_ago_moves_its_number_too(world: World) -> None:
    crowd(world, FIGURES_FOR + 100)
    assert told(world, "comment:1") == [{"comment-1-support": 1}]


def test_many_supports_at_once_are_told_in_one_packet(world: World) -> None:
    said = [world.comment(body) for body in "abc"]
    assert told(world, *said) == [{f"{one.replace(':', '-')}-support": 1 for one in said}]


def test_a_room_at_fault_silences_no_other(world: World) -> None:
    told: list[str] = []
    caster = Broadcaster(world.app, lambda event, room, _said: told.append(room) if event == "packet" else None)
    here, gone = Room(TABLE, Surface.TABLE, "en"), Room("consultation:NOSUCH", Surface.TABLE, "en")
    with reading(SYSTEM, clock.now()) as uow:
        caster.enter(uow, here, 0)
    caster.rooms = {gone: State(0, {}, time.monotonic()), **caster.rooms}
    world.comment("Said beside a room that is no more")
    caster.moved |= {here.topic, gone.topic}
    caster.tick()
    assert told == [here.name]
