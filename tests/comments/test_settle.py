"""comment.settle: what closing does to what was said."""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden
from roundtable.policy import Action
from tests.comments.looking import sit
from tests.world import World


def test_closing_writes_the_totals_into_the_log(world: World) -> None:
    one, other = world.comment("a"), world.comment("b")
    for who in ("resident", "neighbour"):
        world.do(who, Action.COMMENT_SUPPORT, one)
    world.do("neighbour", Action.COMMENT_SUPPORT, other)
    world.do("host", Action.CONSULTATION_CLOSE)
    settled = [entry for entry in world.entries() if entry.action == "comment.settle"]
    assert [entry.facts["supports"] for entry in settled] == [{one: 2, other: 1}]
    assert settled[0].actor == "system"


def test_closing_lists_the_questions_that_wait(world: World) -> None:
    sit(world, "officer")
    asked = [world.comment(f"{number}?", kind="question") for number in range(3)]
    world.do("officer", Action.COMMENT_ANSWER, asked[0], body="Yes")
    world.do("host", Action.COMMENT_OWE, asked[1], person_id=world.stage.people["officer"])
    world.do("host", Action.CONSULTATION_CLOSE)
    facts = next(entry for entry in world.entries() if entry.action == "comment.settle").facts
    assert [ref for ref in facts["unanswered"] if ref in asked] == asked[1:]
    assert facts["owed"] == [asked[1]]


def test_after_the_closing_the_page_offers_no_buttons(world: World) -> None:
    world.comment()
    world.do("host", Action.CONSULTATION_CLOSE)
    page = world.client("resident").get("/c/TABLEB").text
    assert "/do/comment/support" not in page
    assert 'id="say"' not in page


def test_nobody_settles_by_hand(world: World) -> None:
    for who in ("host", "resident", "admin"):
        with pytest.raises(Forbidden):
            world.do(who, Action.COMMENT_SETTLE)
