"""commitment.update"""

from __future__ import annotations

from typing import Any

import pytest

from roundtable.commitments.queries import views
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import PROMISE, photo
from tests.commitments.story import proposed, reported
from tests.world import World


def test_a_sentence_a_photo_and_a_step_are_one_act(world: World) -> None:
    said: dict[str, Any] = {"words": "The car arrived today", "photo": photo(), "finished": [1]}
    world.do("officer", Action.COMMITMENT_UPDATE, PROMISE, **said)
    entry = world.entries(PROMISE)[-1]
    assert (entry.action, sorted(entry.touched)) == ("commitment.update", ["milestone:1", "update:1"])
    with world.reading() as uow:
        seen = views.views(uow, [PROMISE])[0]
    assert (seen.said[0].words, seen.said[0].photo) == (said["words"], said["photo"])
    assert seen.steps[0].done_at is not None


@pytest.mark.parametrize("said", [{"words": "On its way"}, {"photo": "photo"}, {"finished": [1]}])
def test_one_of_them_is_enough(world: World, said: dict[str, Any]) -> None:
    if "photo" in said:
        said = {"photo": photo()}
    assert world.do("officer", Action.COMMITMENT_UPDATE, PROMISE, **said).result == 1


def test_nothing_at_all_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("officer", Action.COMMITMENT_UPDATE, PROMISE, words=" ")
    assert list(refused.value.fields) == ["words"]


def test_a_photo_that_was_never_sent_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("officer", Action.COMMITMENT_UPDATE, PROMISE, photo=f"{'0' * 64}.webp")
    assert list(refused.value.fields) == ["photo"]


def test_the_step_of_another_commitment_is_refused(world: World) -> None:
    other = proposed(world)
    step = world.do("recorder", Action.MILESTONE_ADD, other, name="Vote", due="2024-03-19").result
    with pytest.raises(Invalid):
        world.do("officer", Action.COMMITMENT_UPDATE, PROMISE, finished=[step])


def test_what_is_not_under_way_has_no_progress(world: World) -> None:
    for ref in (proposed(world), reported(world)):
        with pytest.raises(Refused):
            world.do("officer", Action.COMMITMENT_UPDATE, ref, words="On its way")


def test_only_who_has_to_deliver_it_reports(world: World) -> None:
    for who in ("colleague", "resident", "verifier", "supervisor"):
        with pytest.raises(Forbidden):
            world.do(who, Action.COMMITMENT_UPDATE, PROMISE, words="x")
