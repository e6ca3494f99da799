"""comment.withdraw"""

from __future__ import annotations

import pytest

from roundtable.core import record
from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.comments.looking import reply, row, view
from tests.world import World

ENGLISH = {"Accept-Language": "en"}


def test_withdrawn_words_leave_a_trace_and_no_words(world: World) -> None:
    comment = world.comment("I take this back")
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    page = world.client().get("/c/TABLEB", headers=ENGLISH).text
    assert "Withdrawn by its author." in page
    assert "I take this back" not in page


def test_the_record_still_fits_what_was_said(world: World) -> None:
    comment = world.comment("I take this back")
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    assert row(world, comment).salt is not None
    assert record.verify() == []


def test_what_was_replied_stays(world: World) -> None:
    comment = world.comment()
    reply(world, "neighbour", comment, "Well said")
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    assert [one.body for one in view(world, comment).replies] == ["Well said"]


def test_also_what_was_hidden_can_be_withdrawn_and_then_the_host_reads_it_no_more(world: World) -> None:
    comment = world.comment("liar")
    world.do("host", Action.COMMENT_HIDE, comment, hidden_for="insult", hidden_why="No insults")
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    url = f"/c/TABLEB/comments/{comment.partition(':')[2]}"
    assert "liar" not in world.client("host").get(url).text
    assert "liar" in world.client("resident").get(url).text


def test_it_can_be_withdrawn_after_the_closing_too(world: World) -> None:
    comment = world.comment()
    world.do("host", Action.CONSULTATION_CLOSE)
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    assert view(world, comment).state == "withdrawn"


def test_once_is_enough(world: World) -> None:
    comment = world.comment()
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    with pytest.raises(Refused):
        world.do("resident", Action.COMMENT_WITHDRAW, comment)


@pytest.mark.parametrize("who", ["neighbour", "host", "admin", "visitor"])
def test_nobody_else_withdraws_it(world: World, who: str) -> None:
    comment = world.comment()
    with pytest.raises(Forbidden):
        world.do(who, Action.COMMENT_WITHDRAW, comment)


def test_only_the_author_is_offered_to_withdraw(world: World) -> None:
    comment = world.comment()
    button = f'id="withdraw-{comment.replace(":", "-")}"'
    mine, theirs = (world.client(who).get("/c/TABLEB").text for who in ("resident", "neighbour"))
    assert "hidden" not in mine.partition(button)[2].partition(">")[0]
    assert "hidden" in theirs.partition(button)[2].partition(">")[0]
