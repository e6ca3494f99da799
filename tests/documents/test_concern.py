"""The chain told forward: a concern, and what became of it."""

from __future__ import annotations

from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import reopened
from tests.world import OURS, World

SAID = {"words": "The office asks for bids", "decided_by": "The works office", "why": "Prices", "reached": "agreement"}


def _page(world: World, path: str, lang: str = "en") -> str:
    answer = world.client().get(path, headers={"Accept-Language": lang})
    assert answer.status_code == 200
    return str(answer.text)


def test_a_concern_tells_what_became_of_it(world: World) -> None:
    before = _page(world, "/concerns/1")
    assert "When will the lift come?" in before
    assert "raised by Seat 1" in before
    assert SAID["words"] not in before
    decision = world.do("recorder", Action.DECISION_RECORD, **SAID, about="comment:1").result
    after = _page(world, "/concerns/1")
    assert SAID["words"] in after
    assert f"/c/TABLEB/decisions/{decision}" in after


def test_the_chain_leads_in_both_directions(world: World) -> None:
    decision = world.do("recorder", Action.DECISION_RECORD, **SAID, about="comment:1").result
    assert f'href="/c/TABLEB/decisions/{decision}"' in _page(world, "/concerns/1")
    back = _page(world, f"/c/TABLEB/decisions/{decision}")
    assert 'href="/concerns/1"' in back
    assert 'href="/c/TABLEB?upto=1#comment-1"' in back


def test_a_withdrawn_decision_is_no_knot(world: World) -> None:
    decision = world.do("recorder", Action.DECISION_RECORD, **SAID, about="comment:1").result
    world.do("recorder", Action.DECISION_WITHDRAW, f"decision:{decision}", reason="No")
    assert f"Settled by agreement, without a poll: {SAID['words']}" not in _page(world, "/concerns/1")


def test_what_supervision_closed_is_told_with_its_reason_and_not_by_earlier_answers(world: World) -> None:
    reopened(world)
    why = {"verdict": "partial", "reason": "The car is missing"}
    world.do("supervisor", Action.COMMITMENT_CLOSE, PROMISE, **why)
    page = _page(world, "/concerns/1")
    assert "Partly kept. The car is missing" in page
    assert "said it is fixed" not in page


def test_what_was_hidden_is_not_told(world: World) -> None:
    comment = world.comment("Somebody is a thief")
    world.do("host", Action.COMMENT_HIDE, comment, hidden_for="insult", hidden_why="Names somebody")
    page = _page(world, f"/concerns/{comment.partition(':')[2]}")
    assert "thief" not in page


def test_the_matter_of_a_table_leads_to_all_that_was_settled_there(world: World) -> None:
    page = _page(world, "/c/TABLEB/concern")
    assert "No lift for the fifth floor" in page
    assert "A lift will be asked for" in page
    assert world.client().get("/concerns/999", headers=OURS).status_code == 404


def test_locked_minutes_are_the_page_of_the_words(world: World) -> None:
    assert 'href="/c/TABLEB/minutes"' not in _page(world, "/concerns/1")
    world.do("host", Action.CONSULTATION_CLOSE)
    world.do("recorder", Action.MINUTES_LOCK, "minutes:1")
    assert 'href="/c/TABLEB/minutes"' in _page(world, "/concerns/1")
