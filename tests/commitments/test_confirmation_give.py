"""confirmation.give: one answer a home, and the raiser's word at once"""

from __future__ import annotations

from datetime import date

import pytest

from roundtable.commitments.queries import people, proof, views
from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import answer, commitment, confirming, moment, proposed
from tests.world import OURS, World


def tally(world: World) -> tuple[int, int, int]:
    with world.reading() as uow:
        count = proof.count(uow, things.find(uow, PROMISE))
    return count.homes, count.fixed, count.not_fixed


def test_a_home_answers_and_the_last_answer_counts(world: World) -> None:
    confirming(world)
    for what, comes_to in (("fixed", (3, 1, 0)), ("partly", (3, 0, 1)), ("not", (3, 0, 1)), ("fixed", (3, 1, 0))):
        answer(world, "neighbour", what)
        assert tally(world) == comes_to


def test_two_people_of_one_home_are_one_answer(world: World) -> None:
    world.stage.grant("stranger", "resident", place="102")
    confirming(world)
    answer(world, "neighbour", "fixed")
    answer(world, "stranger", "not")
    assert tally(world) == (3, 0, 1)


@pytest.mark.parametrize("what", ["not", "partly"])
def test_who_raised_it_and_says_it_is_not_fixed_reopens_it_at_once(world: World, what: str) -> None:
    world.at(moment(7, 2))
    confirming(world)
    world.at(moment(7, 3))
    answer(world, "resident", what)
    again = commitment(world)
    assert (again.state, again.reopenings, again.due_original) == ("active", 1, date(2024, 6, 30))
    assert again.redo_due == date(2024, 7, 17)  # ten working days
    last = world.entries(PROMISE)[-1]
    assert (last.action, last.actor, last.facts["by"]) == ("commitment.reopen", "system", "raiser")


def test_who_raised_it_and_says_it_is_fixed_is_one_home_of_all(world: World) -> None:
    confirming(world)
    answer(world, "resident", "fixed")
    assert (tally(world), commitment(world).state) == ((3, 1, 0), "confirming")


def test_another_home_alone_does_not_reopen_it(world: World) -> None:
    confirming(world)
    answer(world, "neighbour", "not")
    assert commitment(world).state == "confirming"


def test_who_raised_it_is_asked_also_without_a_home_on_the_register(world: World) -> None:
    world.do("stranger", Action.SEAT_TAKE)
    ref = proposed(world, comment=world.comment("When?", who="stranger"))
    with world.reading() as uow:
        promised = things.find(uow, ref)
        stranger = world.stage.people["stranger"]
        assert people.raisers(uow, promised) == {stranger}
        assert f"person:{stranger}" in people.voices(uow, promised)
        assert len(people.voices(uow, promised)) == 4


def test_of_several_who_raised_the_same_each_may_say_that_it_is_not_fixed(world: World) -> None:
    twice = world.comment("When is the lift coming?", who="neighbour", kind="question")
    world.do("host", Action.COMMENT_MERGE, twice, into="1")
    with world.reading() as uow:
        both = {world.stage.people[who] for who in ("resident", "neighbour")}
        assert people.raisers(uow, commitment(world)) == both
    confirming(world)
    answer(world, "resident", "fixed")
    answer(world, "neighbour", "not")
    assert commitment(world).state == "active"


def test_nobody_answers_for_another_home(world: World) -> None:
    confirming(world)
    for who in ("stranger", "officer", "colleague", "verifier", "supervisor", "recorder"):
        with pytest.raises(Forbidden):
            answer(world, who, "fixed")


def test_who_has_to_deliver_it_does_not_answer_though_they_live_there(world: World) -> None:
    world.stage.grant("officer", "resident", place="103")
    confirming(world)
    with pytest.raises(Forbidden):
        answer(world, "officer", "fixed")


def test_one_of_three_answers_must_be_chosen(world: World) -> None:
    confirming(world)
    for what in ("", "maybe"):
        with pytest.raises(Invalid):
            answer(world, "neighbour", what)


def test_before_the_check_and_after_the_week_no_answer_counts(world: World) -> None:
    with pytest.raises(Refused):
        answer(world, "neighbour", "fixed")
    world.at(moment(7, 2))
    confirming(world)
    world.at(moment(7, 9, 23, 59, 58))
    answer(world, "neighbour", "fixed")
    world.at(moment(7, 10))
    with pytest.raises(Refused) as refused:
        answer(world, "neighbour", "not")
    assert (refused.value.reason, tally(world)) == ("too_late", (3, 1, 0))


def test_everyone_sees_how_many_and_nobody_which_home(world: World) -> None:
    confirming(world)
    answer(world, "neighbour", "partly", words="A bit loud after ten at night")
    page = world.client().get("/commitments/1").text
    assert "A bit loud after ten at night" in page
    assert "Xiong" not in page
    with world.reading() as uow:
        seen = views.views(uow, [PROMISE])[0].tally
    assert seen is not None
    assert (seen.answered, seen.partly, seen.silent, seen.said) == (
        1,
        1,
        2,
        (("A bit loud after ten at night", "partly"),),
    )
    entry = next(e for e in world.entries(PROMISE) if e.action == Action.CONFIRMATION_GIVE)
    assert (entry.audience, entry.facts) == ("desk", {})


def test_the_page_with_the_three_answers_chooses_none(world: World) -> None:
    confirming(world)
    browser = world.client("neighbour")
    browser.set_cookie("lang", "en")
    page = browser.get(f"/do/confirmation/give?on={PROMISE}").text
    assert page.count('name="answer"') == 3
    assert "checked" not in page
    sent = browser.post(f"/do/confirmation/give?on={PROMISE}", data={"answer": "fixed"}, headers=OURS)
    assert (sent.status_code, tally(world)) == (303, (3, 1, 0))
