"""reply.give"""

from __future__ import annotations

import pytest

from roundtable.commitments.queries import views
from roundtable.commitments.queries.views import Ended
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import closed
from tests.world import World

MINE = "It has never run on a Sunday"


def _reply(world: World, who: str = "resident", words: str = MINE) -> None:
    world.do(who, Action.REPLY_GIVE, PROMISE, words=words)


def _ended(world: World) -> Ended:
    with world.reading() as uow:
        ended = views.views(uow, [PROMISE])[0].ended
        assert ended is not None
        return ended


def test_what_residents_say_stands_beside_the_verdict(world: World) -> None:
    closed(world)
    _reply(world)
    _reply(world, "neighbour", "Better than nothing")
    assert _ended(world).replies == ((MINE, True), ("Better than nothing", False))
    page = world.client().get("/commitments/1").text
    assert MINE in page
    assert "Luo" not in page


def test_i_may_say_it_better_later(world: World) -> None:
    closed(world)
    _reply(world)
    _reply(world, words="Still not on Sundays")
    assert _ended(world).replies == (("Still not on Sundays", True),)


def test_before_there_is_a_verdict_there_is_nothing_to_reply_to(world: World) -> None:
    with pytest.raises(Refused):
        _reply(world)


def test_an_empty_reply_is_none(world: World) -> None:
    closed(world)
    with pytest.raises(Invalid):
        _reply(world, words=" ")


def test_it_is_for_those_whom_it_is_about(world: World) -> None:
    closed(world)
    for who in ("officer", "supervisor", "stranger", "recorder", "visitor"):
        with pytest.raises(Forbidden):
            _reply(world, who)


def test_the_way_to_reply_is_shown_to_them_alone(world: World) -> None:
    closed(world)
    way = 'id="way--do-reply-give-on-commitment-1"'
    mine, theirs = (world.client(who).get("/commitments/1").text for who in ("resident", "stranger"))
    for page, hidden in ((mine, False), (theirs, True)):
        link = page[page.index(way) : page.index(">", page.index(way))]
        assert link.rstrip().endswith("hidden") == hidden
