"""commitment.close"""

from __future__ import annotations

import pytest

from roundtable.commitments.queries import views
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import commitment, confirming, proposed, reported, tick
from tests.world import OURS, World

WHY = "The shaft is there, the car is not"
SAID = {"verdict": "partial", "reason": WHY}


def _close(world: World, ref: str = PROMISE, who: str = "supervisor", **said: str) -> None:
    world.do(who, Action.COMMITMENT_CLOSE, ref, **(SAID | said))


@pytest.mark.parametrize("verdict", ["partial", "unfulfilled"])
def test_a_supervisor_says_how_far_it_was_kept_and_why_in_public(world: World, verdict: str) -> None:
    _close(world, verdict=verdict)
    now = commitment(world)
    assert (now.state, now.look_again_at) == (verdict, None)
    assert now.closed_at is not None
    entry = world.entries(PROMISE)[-1]
    assert (entry.action, entry.audience, entry.facts["verdict"]) == ("commitment.close", "public", verdict)
    page = world.client().get("/commitments/1").text
    assert page.count(WHY) == 2  # beside the verdict, and in the history


def test_its_seal_says_what_was_found(world: World) -> None:
    _close(world, verdict="unfulfilled")
    with world.reading() as uow:
        assert views.views(uow, [PROMISE])[0].seal == "notkept"


def test_it_can_be_closed_wherever_it_stands_while_it_is_open(world: World) -> None:
    waiting = proposed(world)
    _close(world, waiting)
    assert commitment(world, waiting).state == "partial"
    reported(world)
    _close(world)
    assert commitment(world).state == "partial"


def test_who_was_asked_is_asked_no_more(world: World) -> None:
    confirming(world)
    _close(world)
    world.later(days=9)
    tick()
    assert commitment(world).state == "partial"
    with pytest.raises(Refused):
        world.do("neighbour", Action.CONFIRMATION_GIVE, PROMISE, answer="fixed")


def test_nobody_is_reminded_of_what_is_closed(world: World) -> None:
    _close(world)
    before = len(world.entries(PROMISE))
    world.later(days=200)
    tick()
    assert len(world.entries(PROMISE)) == before


def test_an_end_is_an_end(world: World) -> None:
    _close(world)
    with pytest.raises(Refused) as refused:
        _close(world, verdict="unfulfilled")
    assert refused.value.reason == "wrong_state"
    assert commitment(world).state == "partial"


@pytest.mark.parametrize(
    "said", [{"verdict": ""}, {"verdict": "fulfilled"}, {"verdict": "superseded"}, {"reason": " "}]
)
def test_it_takes_one_of_two_verdicts_and_a_reason(world: World, said: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        _close(world, **said)
    assert list(refused.value.fields) == list(said)
    assert commitment(world).state == "active"


def test_a_refused_form_comes_back_with_what_was_typed(world: World) -> None:
    url = f"/do/commitment/close?on={PROMISE}"
    answer = world.client("supervisor").post(url, data={"reason": WHY}, headers=OURS)
    assert answer.status_code == 422
    assert WHY in answer.text


def test_it_is_for_supervisors_of_other_bodies_alone(world: World) -> None:
    for who in ("officer", "head", "verifier", "recorder", "convener", "resident", "admin", "visitor"):
        with pytest.raises(Forbidden):
            _close(world, who=who)
    world.stage.grant("colleague", "supervisor", "inspection")
    with pytest.raises(Forbidden):
        _close(world, who="colleague")


def test_whoever_took_part_is_told_the_verdict(world: World) -> None:
    _close(world)
    for who in ("resident", "neighbour", "officer"):
        assert "部分兑现" in world.mail(who)[-1].subject
