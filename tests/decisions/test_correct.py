"""decision.correct and decision.withdraw"""

from __future__ import annotations

import pytest

from roundtable.core import record
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.decisions import queries
from roundtable.decisions.queries import DecisionView
from roundtable.policy import Action
from tests.world import World

DECISION = "decision:1"
BETTER = {"words": "A lift for Entrance 1 will be asked for", "decided_by": "All present", "why": "Four floors"}


def _view(world: World) -> DecisionView:
    with world.reading() as uow:
        return queries.views(uow, [DECISION])[0]


def test_a_corrected_decision_keeps_both_wordings(world: World) -> None:
    before = _view(world)
    world.do("host", Action.DECISION_CORRECT, DECISION, **BETTER)
    after = _view(world)
    assert (after.words, after.decided_by, after.why) == tuple(BETTER.values())
    assert [(e.words, e.decided_by, e.why) for e in after.earlier] == [(before.words, before.decided_by, before.why)]
    assert world.entries()[-1].facts == {"changed": ["decided_by", "why", "words"]}
    assert record.verify() == []


def test_a_correction_that_changes_nothing_is_refused(world: World) -> None:
    world.do("host", Action.DECISION_CORRECT, DECISION, **BETTER)
    with pytest.raises(Refused) as refused:
        world.do("host", Action.DECISION_CORRECT, DECISION, **BETTER)
    assert refused.value.reason == "unchanged"
    assert len(_view(world).earlier) == 1


def test_the_form_for_a_correction_holds_what_stands(world: World) -> None:
    page = world.client("recorder").get(f"/do/decision/correct?on={DECISION}").text
    assert _view(world).words in page


def test_a_withdrawn_decision_stays_to_be_read_with_its_reason(world: World) -> None:
    words = _view(world).words
    world.do("recorder", Action.DECISION_WITHDRAW, DECISION, reason="It was only read out")
    assert (_view(world).state, _view(world).withdrawn_why) == ("withdrawn", "It was only read out")
    page = world.client().get(_view(world).url).text
    assert f"<s>{words}</s>" in page
    assert "It was only read out" in page


def test_withdrawing_needs_a_reason(world: World) -> None:
    with pytest.raises(Invalid):
        world.do("recorder", Action.DECISION_WITHDRAW, DECISION, reason=" ")


def test_what_was_withdrawn_is_not_corrected_any_more(world: World) -> None:
    world.do("recorder", Action.DECISION_WITHDRAW, DECISION, reason="It was only read out")
    with pytest.raises(Refused):
        world.do("recorder", Action.DECISION_CORRECT, DECISION, **BETTER)
    with pytest.raises(Refused):
        world.do("recorder", Action.DECISION_WITHDRAW, DECISION, reason="Again")


def test_residents_and_officials_change_no_decision(world: World) -> None:
    for who in ("resident", "officer", "supervisor"):
        with pytest.raises(Forbidden):
            world.do(who, Action.DECISION_CORRECT, DECISION, **BETTER)
        with pytest.raises(Forbidden):
            world.do(who, Action.DECISION_WITHDRAW, DECISION, reason="No")
