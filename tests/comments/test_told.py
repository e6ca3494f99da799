"""Who is told of what happens to comments."""

from __future__ import annotations

from roundtable.core import things
from roundtable.core.event_log import PUBLIC, Draft
from roundtable.notices import NOTICES
from roundtable.policy import Action
from tests.cast import TABLE
from tests.comments.looking import reply, sit
from tests.world import World


def hear(world: World, action: Action, *refs: str) -> set[str]:
    """Who hears of such an act on these things."""
    names = {number: who for who, number in world.stage.people.items()}
    with world.reading() as uow:
        draft = Draft(action, TABLE, [things.find(uow, ref) for ref in refs], PUBLIC, "visitor")
        return {names[person] for notice in NOTICES[action] for person in notice.audience(uow, draft)}


def test_who_asked_hears_of_the_answer_and_so_does_who_asked_the_same(world: World) -> None:
    sit(world, "officer")
    one, other = world.comment("When?", kind="question"), world.comment("When?", "neighbour", "question")
    world.do("host", Action.COMMENT_MERGE, other, into=one.partition(":")[2])
    answer = reply(world, "officer", one, "In June")
    assert hear(world, Action.COMMENT_ANSWER, answer, one) == {"resident", "neighbour"}


def test_a_residents_reply_is_no_news_by_mail(world: World) -> None:
    one = world.comment("When?", kind="question")
    assert hear(world, Action.COMMENT_ANSWER, reply(world, "neighbour", one), one) == set()


def test_who_is_named_to_answer_hears_of_it(world: World) -> None:
    one = world.comment("When?", kind="question")
    world.do("host", Action.COMMENT_OWE, one, person_id=world.stage.people["officer"])
    assert hear(world, Action.COMMENT_OWE, one) == {"officer"}
    world.do("host", Action.COMMENT_OWE, one, person_id=0)
    assert hear(world, Action.COMMENT_OWE, one) == set()


def test_whose_words_are_hidden_hears_of_it(world: World) -> None:
    one = world.comment("liar")
    world.do("host", Action.COMMENT_HIDE, one, hidden_for="insult", hidden_why="No insults")
    assert hear(world, Action.COMMENT_HIDE, one) == {"resident"}


def test_an_officials_own_question_answered_by_themselves_is_no_news(world: World) -> None:
    sit(world, "officer")
    one = world.comment("Shall we?", "officer", "question")
    assert hear(world, Action.COMMENT_ANSWER, reply(world, "officer", one, "Yes"), one) == set()
