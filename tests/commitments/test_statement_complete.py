"""statement.complete"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roundtable.commitments.models import Statement
from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.commitments.story import owner, proposed, statement
from tests.world import World


def complete(world: World, on: str, **said: Any) -> Statement:
    world.do("recorder", Action.STATEMENT_COMPLETE, on, **said)
    with world.reading() as uow:
        found: Statement = things.find(uow, on)
        return found


def test_what_becomes_clear_is_added_and_what_is_missing_stays_listed(world: World) -> None:
    said = complete(world, statement(world), outcome="A lift is installed", due="2024-06-30")
    assert said.lacks == ("place", "owner", "test")
    assert (said.outcome, said.due, said.state) == ("A lift is installed", date(2024, 6, 30), "said")


def test_what_is_not_sent_stays_and_what_is_sent_empty_goes(world: World) -> None:
    on = statement(world)
    complete(world, on, outcome="A lift is installed", place="Block 3", owner=owner(world))
    said = complete(world, on, place="")
    assert (said.outcome, said.place_words, said.lacks) == ("A lift is installed", None, ("place", "due", "test"))


@pytest.mark.parametrize(
    ("typed", "mend"), [("尽快", "“尽快”"), ("as soon as possible", "as soon as possible"), ("x", "2024-06-30")]
)
def test_words_that_are_no_date_are_told_so(world: World, typed: str, mend: str) -> None:
    with pytest.raises(Invalid) as refused:
        complete(world, statement(world), due=typed)
    assert mend in str(refused.value.fields["due"])


def test_a_day_that_is_over_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        complete(world, statement(world), due="2024-03-03")
    assert list(refused.value.fields) == ["due"]


def test_one_who_answers_for_no_body_cannot_be_named(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        complete(world, statement(world), owner=owner(world, "resident", "works"))
    assert list(refused.value.fields) == ["owner"]


def test_what_became_a_commitment_is_left_as_it_is(world: World) -> None:
    on = statement(world)
    proposed(world, on)
    with pytest.raises(Refused) as refused:
        complete(world, on, outcome="Something else")
    assert refused.value.reason == "wrong_state"


def test_only_the_recorder_completes_it(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("officer", Action.STATEMENT_COMPLETE, statement(world), outcome="x")


def test_a_year_that_is_a_slip_of_the_hand_is_asked_for_again(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        complete(world, statement(world), due="9999-12-31")
    assert list(refused.value.fields) == ["due"]


def test_an_owner_of_blanks_is_nobody_yet(world: World) -> None:
    assert "owner" in complete(world, statement(world), owner=" ").lacks
