"""comment.owe"""

from __future__ import annotations

import pytest

from roundtable.comments import sorting
from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid
from roundtable.policy import Action
from tests.cast import TABLE
from tests.comments.looking import reply, sit, view
from tests.world import World


def owe(world: World, who: str, comment: str, by: str) -> None:
    world.do(who, Action.COMMENT_OWE, comment, person_id=world.stage.people[by])


def test_a_question_has_an_answer_or_somebody_who_owes_one(world: World) -> None:
    sit(world, "officer")
    asked = [world.comment(f"{number}?", kind="question") for number in range(3)]
    owe(world, "host", asked[0], "officer")
    reply(world, "officer", asked[1])
    with world.reading() as uow:
        waiting = sorting.unanswered(uow, things.find(uow, TABLE))
    ids = [int(ref.partition(":")[2]) for ref in asked]
    assert {number: waiting.get(number, "answered") for number in ids} == {
        ids[0]: world.stage.people["officer"],
        ids[1]: "answered",
        ids[2]: None,
    }


def test_everybody_reads_who_owes_the_answer(world: World) -> None:
    comment = world.comment("When?", kind="question")
    owe(world, "host", comment, "officer")
    page = world.client().get("/c/TABLEB", headers={"Accept-Language": "en"}).text
    assert "Answer owed: Liu Jianping · works" in page


def test_the_name_can_be_taken_away_again(world: World) -> None:
    comment = world.comment("When?", kind="question")
    owe(world, "host", comment, "officer")
    world.do("host", Action.COMMENT_OWE, comment, person_id=0)
    assert view(world, comment).owed_by == ""


@pytest.mark.parametrize("person", ["resident", "nobody"])
def test_only_an_official_can_owe_an_answer(world: World, person: str) -> None:
    comment = world.comment("When?", kind="question")
    with pytest.raises(Invalid) as refused:
        world.do("host", Action.COMMENT_OWE, comment, person_id=world.stage.people.get(person, "x1"))
    assert list(refused.value.fields) == ["person_id"]


def test_officials_at_the_table_are_offered_first(world: World) -> None:
    sit(world, "colleague")
    with world.reading() as uow:
        offered = list(sorting.answerers(uow, things.find(uow, TABLE)).values())
    assert offered == ["Hu Qiang · works", "Yu Hai · works", "Liu Jianping · works"]


def test_a_reply_owes_nothing_so_it_is_owed_to_what_was_asked(world: World) -> None:
    comment = world.comment("When?", kind="question")
    owe(world, "host", reply(world, "neighbour", comment), "officer")
    assert view(world, comment).owed_by != ""


def test_residents_do_not_say_who_answers(world: World) -> None:
    comment = world.comment("When?", kind="question")
    with pytest.raises(Forbidden):
        owe(world, "neighbour", comment, "officer")


def test_the_form_comes_back_with_the_choice_and_what_to_mend(world: World) -> None:
    comment = world.comment("When?", kind="question")
    answer = world.client("host").post(
        f"/do/comment/owe?on={comment}",
        data={"person_id": "99999"},
        headers={"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"},
    )
    assert answer.status_code == 422
    assert "Choose an official of this table" in answer.text
