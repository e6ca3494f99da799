"""comment.answer"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.comments.looking import reply, row, sit, view
from tests.world import World


def test_a_reply_stands_under_what_it_replies_to(world: World) -> None:
    comment = world.comment("Who pays?", kind="question")
    answer = reply(world, "neighbour", comment, "We all do")
    assert [(one.ref, one.body, one.said_as) for one in view(world, comment).replies] == [
        (answer, "We all do", "reply")
    ]


def test_a_reply_to_a_reply_goes_to_what_that_one_replied_to(world: World) -> None:
    comment = world.comment()
    first = reply(world, "neighbour", comment)
    reply(world, "resident", first, "No")
    assert [one.body for one in view(world, comment).replies] == ["So it is", "No"]
    assert view(world, first).replies == ()


def test_what_an_official_replies_is_an_answer_with_name_and_office(world: World) -> None:
    sit(world, "officer")
    comment = world.comment("When?", kind="question")
    reply(world, "officer", comment, "By June")
    answer = view(world, comment).replies[0]
    assert (answer.said_as, answer.author.name, answer.author.office) == ("answer", "Liu Jianping", "works")
    assert view(world, comment).answered


def test_a_resident_does_not_answer_a_question_for_the_officials(world: World) -> None:
    comment = world.comment("When?", kind="question")
    reply(world, "neighbour", comment)
    assert not view(world, comment).answered


def test_an_answer_settles_what_was_owed_by_anybody(world: World) -> None:
    sit(world, "officer", "colleague")
    comment = world.comment("When?", kind="question")
    world.do("host", Action.COMMENT_OWE, comment, person_id=world.stage.people["officer"])
    assert view(world, comment).owed_by == "Liu Jianping · works"
    reply(world, "colleague", comment, "By June")
    assert view(world, comment).owed_by == ""


def test_an_answer_that_is_hidden_leaves_it_owed(world: World) -> None:
    sit(world, "officer")
    comment = world.comment("When?", kind="question")
    world.do("host", Action.COMMENT_OWE, comment, person_id=world.stage.people["officer"])
    answer = reply(world, "officer", comment, "By June")
    world.do("officer", Action.COMMENT_WITHDRAW, answer)
    assert view(world, comment).owed_by != ""


def test_owed_again_after_a_thin_answer_it_is_owed(world: World) -> None:
    sit(world, "officer")
    comment = world.comment("When?", kind="question")
    reply(world, "officer", comment, "Soon")
    world.later(minutes=1)
    world.do("host", Action.COMMENT_OWE, comment, person_id=world.stage.people["officer"])
    assert view(world, comment).owed_by != ""


def test_who_owes_an_answer_gives_it_after_the_closing_without_a_seat(world: World) -> None:
    comment = world.comment("When?", kind="question")
    world.do("host", Action.COMMENT_OWE, comment, person_id=world.stage.people["officer"])
    world.do("host", Action.CONSULTATION_CLOSE)
    answer = reply(world, "officer", comment, "By June")
    shown = view(world, comment).replies[0].author
    assert (shown.name, shown.office, row(world, answer).seat_id) == ("Liu Jianping", "works", None)
    with pytest.raises((Refused, Forbidden)):
        reply(world, "neighbour", comment)


def test_nobody_replies_to_words_that_are_gone(world: World) -> None:
    comment = world.comment()
    world.do("resident", Action.COMMENT_WITHDRAW, comment)
    with pytest.raises(Refused) as refused:
        reply(world, "neighbour", comment)
    assert refused.value.reason == "wrong_state"


def test_an_empty_reply_is_refused(world: World) -> None:
    comment = world.comment()
    with pytest.raises(Invalid):
        reply(world, "neighbour", comment, " \n ")


def test_a_stranger_does_not_reply(world: World) -> None:
    comment = world.comment()
    with pytest.raises(Forbidden):
        reply(world, "stranger", comment)


def test_the_entry_says_what_kind_of_reply_it_was(world: World) -> None:
    comment = world.comment()
    answer = reply(world, "neighbour", comment)
    entry = world.entries()[-1]
    assert (entry.action, entry.facts["said_as"], set(entry.touched)) == ("comment.answer", "reply", {answer, comment})


def test_a_long_thread_shows_its_newest_replies_and_says_how_many_there_are(world: World) -> None:
    comment = world.comment()
    for number in range(8):
        reply(world, "neighbour", comment, str(number))
    shown = view(world, comment)
    assert ([one.body for one in shown.replies], shown.replies_in_all) == (["3", "4", "5", "6", "7"], 8)
