"""comment.support and comment.unsupport"""

from __future__ import annotations

import pytest

from roundtable.comments import queries
from roundtable.core import things
from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.cast import TABLE
from tests.comments.looking import dom, said_by, sit, view
from tests.world import World


def test_support_is_counted_by_seats_once_each(world: World) -> None:
    comment = world.comment()
    for who in ("neighbour", "neighbour", "resident"):
        world.do(who, Action.COMMENT_SUPPORT, comment)
    assert view(world, comment).support == 2
    assert said_by(world, "neighbour")["supports"] == [dom(comment)]


def test_support_can_be_taken_back_as_often_as_one_likes(world: World) -> None:
    comment = world.comment()
    world.do("neighbour", Action.COMMENT_SUPPORT, comment)
    for _ in range(2):
        world.do("neighbour", Action.COMMENT_UNSUPPORT, comment)
    assert view(world, comment).support == 0
    assert said_by(world, "neighbour")["supports"] == []


def test_support_writes_no_entry(world: World) -> None:
    comment = world.comment()
    before = len(world.entries())
    world.do("neighbour", Action.COMMENT_SUPPORT, comment)
    world.do("neighbour", Action.COMMENT_UNSUPPORT, comment)
    assert len(world.entries()) == before


def test_its_number_moves_on_the_pages(world: World) -> None:
    comment = world.comment()
    world.do("neighbour", Action.COMMENT_SUPPORT, comment)
    with world.reading() as uow:
        assert queries.figures(uow, things.find(uow, TABLE))[f"{dom(comment)}-support"] == 1


def test_what_is_gone_has_no_new_supporters(world: World) -> None:
    comment = world.comment()
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    with pytest.raises(Refused):
        world.do("neighbour", Action.COMMENT_SUPPORT, comment)


@pytest.mark.parametrize("action", [Action.COMMENT_SUPPORT, Action.COMMENT_UNSUPPORT])
def test_only_who_sits_at_the_table_supports(world: World, action: Action) -> None:
    comment = world.comment()
    with pytest.raises(Forbidden):
        world.do("stranger", action, comment)


def test_after_the_closing_nothing_moves(world: World) -> None:
    comment = world.comment()
    world.do("host", Action.CONSULTATION_CLOSE)
    with pytest.raises((Refused, Forbidden)):
        world.do("neighbour", Action.COMMENT_SUPPORT, comment)


def test_an_official_may_support_too(world: World) -> None:
    comment = world.comment()
    sit(world, "officer")
    world.do("officer", Action.COMMENT_SUPPORT, comment)
    assert view(world, comment).support == 1
