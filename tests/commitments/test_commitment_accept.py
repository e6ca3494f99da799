"""commitment.accept and commitment.name_homes"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.commitments.story import commitment, proposed
from tests.world import World


def test_who_has_to_deliver_it_signs_for_it(world: World) -> None:
    ref = proposed(world, due="2024-03-20")
    world.do("officer", Action.COMMITMENT_ACCEPT, ref)
    assert commitment(world, ref).state == "active"
    assert [entry.action for entry in world.entries(ref)] == ["commitment.propose", "commitment.accept"]


@pytest.mark.parametrize("who", ["colleague", "recorder", "resident", "supervisor"])
def test_nobody_signs_for_another(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.COMMITMENT_ACCEPT, proposed(world))


def test_what_nobody_could_confirm_is_not_accepted(world: World) -> None:
    ref = proposed(world, at="", due="2024-03-20")
    with pytest.raises(Refused) as refused:
        world.do("officer", Action.COMMITMENT_ACCEPT, ref)
    assert refused.value.reason == "no_homes"


def test_homes_named_one_by_one_are_those_that_are_asked(world: World) -> None:
    ref = proposed(world, at="", due="2024-03-20")
    places = world.stage.places
    world.do("recorder", Action.COMMITMENT_NAME_HOMES, ref, homes=[places["block"]])
    assert len(commitment(world, ref).home_ids) == 3
    world.do("officer", Action.COMMITMENT_ACCEPT, ref)
    with pytest.raises(Refused):
        world.do("recorder", Action.COMMITMENT_NAME_HOMES, ref, homes=[places["block"]])


def test_homes_may_be_named_anew_and_one_by_one(world: World) -> None:
    ref, places = proposed(world), world.stage.places
    world.do("recorder", Action.COMMITMENT_NAME_HOMES, ref, homes=[places["101"], places["102"]])
    assert commitment(world, ref).home_ids == sorted([places["101"], places["102"]])


def test_a_place_without_homes_is_refused(world: World) -> None:
    world.stage.place("field", "grid", "A field")
    with pytest.raises(Refused) as refused:
        world.do("recorder", Action.COMMITMENT_NAME_HOMES, proposed(world), homes=[world.stage.places["field"]])
    assert refused.value.reason == "no_homes"
    with pytest.raises(Invalid):
        world.do("recorder", Action.COMMITMENT_NAME_HOMES, "commitment:2")


@pytest.mark.parametrize(("due", "needs_one"), [("2024-04-03", False), ("2024-04-04", True)])
def test_longer_than_thirty_days_needs_a_milestone(world: World, due: str, needs_one: bool) -> None:
    ref = proposed(world, due=due)
    if needs_one:
        with pytest.raises(Refused) as refused:
            world.do("officer", Action.COMMITMENT_ACCEPT, ref)
        assert refused.value.reason == "no_milestone"
        world.do("officer", Action.MILESTONE_ADD, ref, name="Half of it", due="2024-03-20")
    world.do("officer", Action.COMMITMENT_ACCEPT, ref)
    assert commitment(world, ref).state == "active"


def test_it_is_signed_once(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("officer", Action.COMMITMENT_ACCEPT, "commitment:1")
    assert refused.value.reason == "wrong_state"
