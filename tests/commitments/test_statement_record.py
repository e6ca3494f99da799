"""statement.record"""

from __future__ import annotations

import pytest

from roundtable.commitments.models import Statement
from roundtable.core import links, things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import TABLE
from tests.commitments.story import statement
from tests.samples import SAMPLES
from tests.world import World


def _kept(world: World, ref: str) -> Statement:
    with world.reading() as uow:
        found: Statement = things.find(uow, ref)
        return found


def test_words_are_kept_as_they_were_said(world: World) -> None:
    said = _kept(world, statement(world, "Buildings where conditions are ripe will get lifts as soon as possible."))
    assert said.words == "Buildings where conditions are ripe will get lifts as soon as possible."
    assert (said.state, said.said_by) == ("said", "Liu Jianping, works office")


def test_what_it_lacks_is_listed_and_it_is_no_commitment(world: World) -> None:
    said = _kept(world, statement(world))
    assert said.lacks == ("outcome", "place", "owner", "due", "test")
    with world.reading() as uow:
        assert things.many(uow, ["commitment:2"]) == {}


def test_it_is_linked_to_the_comment_that_it_answers(world: World) -> None:
    comment = world.comment("When?", kind="question")
    said = statement(world, comment=comment)
    with world.reading() as uow:
        assert links.heads(uow, said) == [comment]
    assert list(world.entries()[-1].touched) == [said, comment]


def test_a_comment_of_another_table_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        statement(world, comment="comment:99")
    assert list(refused.value.fields) == ["comment"]


def test_who_said_it_may_be_a_seat(world: World) -> None:
    said = _kept(world, statement(world, said_by="", seat=1))
    assert said.seat is not None
    assert said.seat.number == 1


def test_somebody_must_have_said_it(world: World) -> None:
    for seat in (None, 99):
        with pytest.raises(Invalid) as refused:
            statement(world, said_by="", seat=seat)
        assert list(refused.value.fields) == ["said_by"]


def test_before_the_table_is_held_nobody_has_said_anything(world: World) -> None:
    table = SAMPLES[Action.CONSULTATION_OPEN].before(world)
    assert table is not None
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.STATEMENT_RECORD, table, words="Soon", said_by="Somebody")
    assert refused.value.reason == "wrong_state"


def test_what_was_said_may_be_written_down_when_the_table_has_closed(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    assert _kept(world, statement(world)).state == "said"


def test_words_there_must_be(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        statement(world, " ")
    assert list(refused.value.fields) == ["words"]


@pytest.mark.parametrize("who", ["resident", "host", "officer", "visitor"])
def test_only_the_recorder_writes_it_down(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.STATEMENT_RECORD, TABLE, words="x", said_by="y")


def test_a_form_that_is_refused_keeps_what_was_typed(world: World) -> None:
    browser = world.client("recorder")
    browser.set_cookie("lang", "en")
    answer = browser.post(
        f"/do/statement/record?on={TABLE}",
        data={"words": "As soon as possible"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 422
    assert "As soon as possible" in answer.text
    assert "Say who said it" in answer.text


def test_a_seat_that_no_table_has_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        statement(world, seat=2**70)
    assert list(refused.value.fields) == ["seat"]
