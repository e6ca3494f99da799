"""commitment.propose"""

from __future__ import annotations

from datetime import date

import pytest

from roundtable.core import links
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.commitments.story import CONVERTED, commitment, owner, proposed, statement
from tests.world import World


def test_a_statement_with_all_five_becomes_a_commitment(world: World) -> None:
    made = commitment(world, proposed(world))
    assert (made.outcome, made.place_words, made.responsible.name) == (
        "The lift runs",
        "Block 3, Entrance 1",
        "Liu Jianping",
    )
    assert (made.state, made.due_original, made.due_current) == ("proposed", date(2024, 6, 30), date(2024, 6, 30))


@pytest.mark.parametrize("missing", ["outcome", "place", "owner", "due", "test"])
def test_none_of_the_five_may_be_missing(world: World, missing: str) -> None:
    whole = CONVERTED | {"owner": owner(world)}
    with pytest.raises(Invalid) as refused:
        world.do("recorder", Action.COMMITMENT_PROPOSE, statement(world), **whole | {missing: ""})
    assert list(refused.value.fields) == [missing]


def test_what_the_statement_holds_need_not_be_sent_again(world: World) -> None:
    on = statement(world)
    world.do("recorder", Action.STATEMENT_COMPLETE, on, **CONVERTED, owner=owner(world))
    made = world.do("recorder", Action.COMMITMENT_PROPOSE, on).result
    assert commitment(world, f"commitment:{made}").test == CONVERTED["test"]


def test_the_homes_in_its_place_are_those_it_is_about(world: World) -> None:
    made = commitment(world, proposed(world))
    assert made.home_ids == sorted(world.stage.places[home] for home in ("101", "102", "103"))


def test_it_hangs_on_the_chain_from_the_comment_on(world: World) -> None:
    comment = world.comment("When?", kind="question")
    made = proposed(world, comment=comment)
    with world.reading() as uow:
        assert links.heads(uow, made) == [comment]


def test_the_table_hears_of_it(world: World) -> None:
    on = statement(world)
    proposed(world, on)
    last = world.entries()[-1]
    assert (last.action, on in last.touched) == ("commitment.propose", True)


def test_one_statement_is_one_commitment(world: World) -> None:
    on = statement(world)
    proposed(world, on)
    with pytest.raises(Refused) as refused:
        proposed(world, on)
    assert refused.value.reason == "wrong_state"


def test_only_the_recorder_makes_it_one(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("officer", Action.COMMITMENT_PROPOSE, statement(world), **CONVERTED)
