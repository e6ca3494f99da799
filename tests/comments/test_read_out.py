"""comment.read_out and comment.sort"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from roundtable.comments import sorting
from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import TABLE
from tests.comments.looking import reply, sit, view
from tests.world import World


def lists(world: World) -> Iterator[list[str]]:
    """What stands on the desk: to sort, to read out, owed."""
    with world.reading("host") as uow:
        table = things.find(uow, TABLE)
        desk, numbers = sorting.on_desk(uow, table), sorting.counts(uow, table)
    assert numbers == {name: len(refs) for name, refs in desk.items()}
    return iter(desk.values())


def test_what_is_said_waits_on_the_desk_to_be_sorted(world: World) -> None:
    comment = world.comment()
    reply(world, "neighbour", comment)
    to_sort, to_read, owed = lists(world)
    assert (to_sort[-1], to_read, owed) == (comment, [], [])


def test_left_as_it_is_it_goes_off_the_desk_and_stays_on_the_table(world: World) -> None:
    comment = world.comment()
    world.do("recorder", Action.COMMENT_SORT, comment)
    to_sort, *_others = lists(world)
    assert comment not in to_sort
    assert view(world, comment).state == "shown"


def test_to_be_read_out_and_read(world: World) -> None:
    comment = world.comment()
    world.do("host", Action.COMMENT_READ_OUT, comment, read_out="due")
    to_sort, to_read, _owed = lists(world)
    assert (comment in to_sort, to_read) == (False, [comment])
    world.do("host", Action.COMMENT_READ_OUT, comment, read_out="done")
    _to_sort, to_read, _owed = lists(world)
    assert to_read == []
    assert "Read out" in world.client().get("/c/TABLEB", headers={"Accept-Language": "en"}).text


def test_it_may_turn_out_not_to_be_read(world: World) -> None:
    comment = world.comment()
    world.do("host", Action.COMMENT_READ_OUT, comment, read_out="due")
    world.do("host", Action.COMMENT_READ_OUT, comment, read_out="no")
    assert view(world, comment).read_out == ""


def test_owed_it_stands_among_the_owed_until_it_is_answered(world: World) -> None:
    sit(world, "officer")
    comment = world.comment("When?", kind="question")
    world.do("host", Action.COMMENT_OWE, comment, person_id=world.stage.people["officer"])
    assert list(lists(world))[2] == [comment]
    reply(world, "officer", comment)
    assert list(lists(world))[2] == []


def test_what_an_official_answered_needs_no_sorting(world: World) -> None:
    sit(world, "officer")
    comment = world.comment("When?", kind="question")
    reply(world, "officer", comment)
    assert comment not in next(lists(world))


def test_words_that_are_gone_are_not_read_out(world: World) -> None:
    comment = world.comment()
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    with pytest.raises(Refused):
        world.do("host", Action.COMMENT_READ_OUT, comment, read_out="due")


def test_it_has_to_be_said_whether_it_was_read(world: World) -> None:
    comment = world.comment()
    with pytest.raises(Invalid):
        world.do("host", Action.COMMENT_READ_OUT, comment, read_out="perhaps")


@pytest.mark.parametrize("action", [Action.COMMENT_SORT, Action.COMMENT_READ_OUT])
def test_residents_sort_nothing(world: World, action: Action) -> None:
    comment = world.comment()
    with pytest.raises(Forbidden):
        world.do("resident", action, comment, read_out="due")


def test_the_desk_asks_whether_two_say_the_same(world: World) -> None:
    first = world.comment("Is the cellar pumped dry at last, then?", kind="question")
    again = world.comment("Is the cellar pumped dry?", "neighbour", "question")
    other = world.comment("Bins overflow", "neighbour")
    with world.reading("host") as uow:
        seen = {one.ref: one for one in sorting.views(uow, [first, again, other])}
    assert f"comment:{seen[again].same}" == first
    assert (seen[again].same_seat, seen[first].same, seen[other].same) == (seen[first].author.seat, 0, 0)
