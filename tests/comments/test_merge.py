"""comment.merge and comment.unmerge"""

from __future__ import annotations

import pytest

from roundtable.comments import queries
from roundtable.core import links, things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import TABLE
from tests.comments.looking import dom, reply, said_by, sit, view
from tests.floor.test_together import together
from tests.world import World


def merge(world: World, comment: str, into: str) -> None:
    world.do("host", Action.COMMENT_MERGE, comment, into=into.partition(":")[2])


def test_the_merged_one_is_folded_under_the_other(world: World) -> None:
    one, other = world.comment("When does it come?"), world.comment("When will it come?", "neighbour")
    merge(world, other, one)
    assert [folded.ref for folded in view(world, one).merged] == [other]
    assert not view(world, other).head
    with world.reading() as uow:
        assert queries.at_table(uow, things.find(uow, TABLE))[-1:] == [one]


def test_who_supports_both_counts_once(world: World) -> None:
    one, other = world.comment("a"), world.comment("b", "neighbour")
    world.do("neighbour", Action.COMMENT_SUPPORT, one)
    world.do("neighbour", Action.COMMENT_SUPPORT, other)
    world.do("resident", Action.COMMENT_SUPPORT, other)
    merge(world, other, one)
    assert view(world, one).support == 2
    assert said_by(world, "resident")["supports"] == [dom(one)]


def test_support_taken_back_is_taken_from_both(world: World) -> None:
    one, other = world.comment("a"), world.comment("b", "neighbour")
    world.do("resident", Action.COMMENT_SUPPORT, other)
    merge(world, other, one)
    world.do("resident", Action.COMMENT_UNSUPPORT, one)
    assert view(world, one).support == 0


def test_support_of_the_merged_one_is_support_of_the_other(world: World) -> None:
    one, other = world.comment("a"), world.comment("b", "neighbour")
    merge(world, other, one)
    world.do("resident", Action.COMMENT_SUPPORT, other)
    assert view(world, one).support == 1


def test_replies_come_along(world: World) -> None:
    sit(world, "officer")
    one, other = world.comment("a", kind="question"), world.comment("b", "neighbour", kind="question")
    reply(world, "officer", other, "In June")
    merge(world, other, one)
    assert [answer.body for answer in view(world, one).replies] == ["In June"]
    later = reply(world, "neighbour", other, "Which June?")
    assert view(world, one).replies[-1].ref == later


def test_what_was_merged_into_it_moves_with_it(world: World) -> None:
    refs = [world.comment(body) for body in "abc"]
    merge(world, refs[0], refs[1])
    merge(world, refs[1], refs[2])
    assert {folded.ref for folded in view(world, refs[2]).merged} == set(refs[:2])


def test_taken_out_again_it_takes_along_what_was_merged_into_it(world: World) -> None:
    refs = [world.comment(body) for body in "abcd"]
    merge(world, refs[0], refs[1])
    merge(world, refs[1], refs[2])
    merge(world, refs[3], refs[2])
    world.do("host", Action.COMMENT_UNMERGE, refs[1])
    assert [folded.ref for folded in view(world, refs[1]).merged] == [refs[0]]
    assert [folded.ref for folded in view(world, refs[2]).merged] == [refs[3]]
    with world.reading() as uow:
        assert links.linked(uow, refs[1], "comment") == [refs[0]]
        assert links.linked(uow, refs[2], "comment") == [refs[3]]


def test_they_are_linked_and_the_link_goes_with_the_merging(world: World) -> None:
    one, other = world.comment("a"), world.comment("b", "neighbour")
    merge(world, other, one)
    with world.reading() as uow:
        assert links.linked(uow, one, "comment") == [other]
    world.do("host", Action.COMMENT_UNMERGE, other)
    with world.reading() as uow:
        assert links.linked(uow, one, "comment") == []
    assert view(world, other).head


def test_what_stands_by_itself_is_not_taken_out(world: World) -> None:
    comment = world.comment()
    with pytest.raises(Refused) as refused:
        world.do("host", Action.COMMENT_UNMERGE, comment)
    assert refused.value.reason == "not_merged"


def test_it_goes_only_under_another_that_stands_by_itself(world: World) -> None:
    comment, gone = world.comment("a"), world.comment("gone")
    world.do("resident", Action.COMMENT_WITHDRAW, gone)
    for into in (comment, reply(world, "neighbour", comment), gone, "comment:999", "comment:x"):
        with pytest.raises(Invalid) as refused:
            merge(world, comment, into)
        assert list(refused.value.fields) == ["into"]


def test_only_the_host_merges(world: World) -> None:
    one, other = world.comment("a"), world.comment("b")
    with pytest.raises(Forbidden):
        world.do("neighbour", Action.COMMENT_MERGE, other, into=one.partition(":")[2])


def test_the_form_offers_the_likest_first(world: World) -> None:
    world.comment("The pipe leaks in the cellar")
    world.comment("When will the lift come?")
    asked = world.comment("When does the lift come?")
    page = world.client("host").get(f"/do/comment/merge?on={asked}").text
    assert page.index("When will the lift come?") < page.index("The pipe leaks")


def test_two_that_are_merged_into_each_other_at_once_do_not_both_go(world: World) -> None:
    one, other = world.comment("When does it come?"), world.comment("When will it come?", "neighbour")
    come = together(world, lambda: merge(world, one, other), lambda: merge(world, other, one))
    assert sorted(map(str, come)) == ["None", "invalid"]
    assert [view(world, one).head, view(world, other).head].count(True) == 1
