"""milestone.add and milestone.finish"""

from __future__ import annotations

import pytest

from roundtable.commitments.queries import proof
from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import confirming, proposed
from tests.world import World


def steps(world: World, ref: str = PROMISE) -> list[tuple[str, bool]]:
    with world.reading() as uow:
        found = proof.milestones(uow, things.find(uow, ref))
        return [(step.name, step.done_at is not None) for step in found]


def test_steps_stand_in_the_order_of_their_days(world: World) -> None:
    world.do("officer", Action.MILESTONE_ADD, PROMISE, name="Funds in place", due="2024-03-31")
    assert steps(world) == [("Funds in place", False), ("Work starts", False)]


def test_a_step_is_done_when_the_person_responsible_says_so(world: World) -> None:
    world.do("officer", Action.MILESTONE_FINISH, "milestone:1")
    assert steps(world) == [("Work starts", True)]
    with pytest.raises(Refused) as refused:
        world.do("officer", Action.MILESTONE_FINISH, "milestone:1")
    assert refused.value.reason == "done_already"


@pytest.mark.parametrize("due", ["2024-07-01", "2024-03-01", "soon", ""])
def test_a_step_has_a_day_before_the_whole_is_due(world: World, due: str) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("officer", Action.MILESTONE_ADD, PROMISE, name="Too late", due=due)
    assert list(refused.value.fields) == ["due"]


def test_a_step_may_be_added_before_it_is_accepted(world: World) -> None:
    ref = proposed(world)
    world.do("recorder", Action.MILESTONE_ADD, ref, name="Vote", due="2024-03-19")
    assert steps(world, ref) == [("Vote", False)]


def test_once_it_is_signed_the_recorder_changes_it_no_more(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("recorder", Action.MILESTONE_ADD, PROMISE, name="One more", due="2024-06-01")
    assert refused.value.reason == "signed"
    assert steps(world) == [("Work starts", False)]


def test_a_step_is_not_done_before_the_whole_is_accepted(world: World) -> None:
    ref = proposed(world)
    step = world.do("recorder", Action.MILESTONE_ADD, ref, name="Vote", due="2024-03-19").result
    with pytest.raises(Refused):
        world.do("officer", Action.MILESTONE_FINISH, f"milestone:{step}")


def test_when_all_is_reported_no_step_is_added(world: World) -> None:
    confirming(world)
    with pytest.raises(Refused):
        world.do("officer", Action.MILESTONE_ADD, PROMISE, name="One more", due="2024-06-01")


def test_only_who_has_to_deliver_it_says_that_a_step_is_done(world: World) -> None:
    for who in ("colleague", "resident", "recorder"):
        with pytest.raises(Forbidden):
            world.do(who, Action.MILESTONE_FINISH, "milestone:1")
    with pytest.raises(Forbidden):
        world.do("resident", Action.MILESTONE_ADD, PROMISE, name="x", due="2024-06-01")
