"""commitment.report"""

from __future__ import annotations

from typing import Any

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import PROMISE, photo
from tests.commitments.story import commitment, proposed, reported
from tests.world import World


def test_done_with_all_steps_and_a_photo_waits_for_its_check(world: World) -> None:
    said: dict[str, Any] = {"words": "It runs", "photo": photo(), "finished": [1]}
    world.do("officer", Action.COMMITMENT_REPORT, PROMISE, **said)
    done = commitment(world)
    assert done.state == "reported"
    assert done.reported_at is not None
    assert done.look_again_at is None


def test_a_step_that_is_not_done_is_named(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("officer", Action.COMMITMENT_REPORT, PROMISE, words="It runs", photo=photo())
    assert "Work starts" in str(refused.value.fields["finished"])
    assert commitment(world).state == "active"


def test_without_a_photo_of_after_it_is_not_done(world: World) -> None:
    for side in ("before", ""):
        if side:
            shown = {"side": side, "photo": photo(), "caption": "The stairs"}
            world.do("officer", Action.EVIDENCE_ADD, PROMISE, **shown)
        with pytest.raises(Invalid) as refused:
            world.do("officer", Action.COMMITMENT_REPORT, PROMISE, words="It runs", finished=[1])
        assert list(refused.value.fields) == ["photo"]


def test_a_photo_of_after_that_was_added_earlier_is_enough(world: World) -> None:
    world.do("officer", Action.EVIDENCE_ADD, PROMISE, side="after", photo=photo(), caption="The lift")
    world.do("officer", Action.COMMITMENT_REPORT, PROMISE, words="It runs", finished=[1])
    assert commitment(world).state == "reported"


def test_what_was_given_back_needs_a_new_photo(world: World) -> None:
    world.do("verifier", Action.COMMITMENT_REJECT, reported(world), note="It stands still")
    world.later(minutes=1)
    with pytest.raises(Invalid) as refused:
        world.do("officer", Action.COMMITMENT_REPORT, PROMISE, words="Now it runs")
    assert list(refused.value.fields) == ["photo"]
    world.do("officer", Action.COMMITMENT_REPORT, PROMISE, words="Now it runs", photo=photo("again"))
    assert commitment(world).state == "reported"


def test_it_is_reported_once_and_only_when_under_way(world: World) -> None:
    for ref in (proposed(world), reported(world)):
        with pytest.raises(Refused):
            world.do("officer", Action.COMMITMENT_REPORT, ref, words="It runs", photo=photo())


def test_nobody_reports_it_for_another(world: World) -> None:
    for who in ("colleague", "verifier", "resident"):
        with pytest.raises(Forbidden):
            world.do(who, Action.COMMITMENT_REPORT, PROMISE, words="x", photo=photo(), finished=[1])


def test_its_form_lists_the_steps_that_are_left(world: World) -> None:
    browser = world.client("officer")
    browser.set_cookie("lang", "en")
    page = browser.get(f"/do/commitment/report?on={PROMISE}").text
    assert "Work starts" in page
    assert 'enctype="multipart/form-data"' in page
