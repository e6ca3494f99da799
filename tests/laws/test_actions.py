"""Law 2: every action has its function, policy row, entry or reason for none, form, doors and test; all is printed."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace

import pytest

from config import ROOT
from roundtable import tables
from roundtable.core.actions import REGISTRY, Spec
from roundtable.core.doors import OURS
from roundtable.core.things import KINDS
from roundtable.policy import POLICY, Action
from tests.samples import SAMPLES
from tests.world import World


def _lacks(spec: Spec) -> Iterator[str]:
    """What an action lacks, in words."""
    said = {p.name for p in inspect.signature(spec.function).parameters.values() if p.kind is p.KEYWORD_ONLY}
    fields = set(spec.form()._fields)
    if spec.name not in POLICY:
        yield "a row of the policy table"
    if said != fields:
        yield f"a form with the function's words: {said ^ fields}"
    if fields & set(OURS):
        yield f"names of its own for {fields & set(OURS)}"
    if not inspect.getdoc(spec.function):
        yield "a docstring"
    if spec.on not in KINDS:
        yield "a kind that is known"
    if not (str(spec.title) and str(spec.button)) and not _by_the_clock(spec.name):
        yield "a title and a button"


def _by_the_clock(action: Action) -> bool:
    return {role.value for role in POLICY[action].roles} == {"system"}


@pytest.mark.parametrize("action", sorted(Action))
def test_an_action_lacks_nothing(world: World, action: Action) -> None:
    if action in REGISTRY:
        assert list(_lacks(REGISTRY[action])) == []
        assert tables.tested(REGISTRY[action]), "a test file"
        assert action in SAMPLES
    else:
        assert action.value.endswith((".see", ".desk")), "a function, or a name that is a sight's"


def test_what_an_action_lacks_is_found(world: World) -> None:
    whole = REGISTRY[Action.COMMENT_POST]
    bare = replace(whole, function=lambda _uow, _thing: None, title="", on="nothing")
    assert len(list(_lacks(bare))) == 4
    assert tables.tested(replace(whole, name=Action.HOUSE_SEE)) == ""


@pytest.mark.parametrize("action", sorted(SAMPLES))
def test_it_is_on_the_record_or_says_why_not(world: World, action: Action) -> None:
    spec, sample = REGISTRY[action], SAMPLES[action]
    on = sample.before(world)
    done = world.do(sample.who, action, on or sample.on, **sample.fields)
    assert bool(done.seq) != bool(spec.no_entry)
    if done.seq:
        assert action in {entry.action for entry in world.entries(done.topic)}


def test_the_printed_table_is_current(world: World) -> None:
    assert (ROOT / "docs" / "actions.md").read_text() == tables.page()
