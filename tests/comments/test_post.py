"""comment.post"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid
from roundtable.policy import Action
from tests.world import World


def test_what_i_say_is_on_the_record(world: World) -> None:
    before = len(world.entries())
    comment = world.comment("We need a timetable", kind="question")
    entry = world.entries()[-1]
    assert (entry.seq, entry.action, list(entry.touched)) == (before + 1, "comment.post", [comment])


def test_said_twice_with_one_key_is_said_once(world: World) -> None:
    first = world.do("resident", Action.COMMENT_POST, key="k", kind="view", body="x")
    assert world.do("resident", Action.COMMENT_POST, key="k", kind="view", body="x") == first


def test_nothing_said_is_refused_and_spends_no_key(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("resident", Action.COMMENT_POST, key="k", kind="view", body="  ")
    assert list(refused.value.fields) == ["body"]
    assert world.do("resident", Action.COMMENT_POST, key="k", kind="view", body="x").seq == len(world.entries())


def test_who_has_no_seat_is_refused(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("stranger", Action.COMMENT_POST, kind="view", body="x")
