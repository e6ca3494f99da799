"""What was stated and promised: in the minutes, on the timeline, on the record, in what became of a concern."""

from __future__ import annotations

from datetime import date
from typing import Any

from roundtable.core import record, things
from roundtable.decisions import timeline
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import World

PROMISE, TOPIC = "commitment:1", "/commitments/1/record"
VAGUE = {"words": "Other blocks get lifts when conditions are ripe", "said_by": "Liu Jianping, works office"}


def _page(world: World, path: str, lang: str = "en") -> str:
    answer = world.client().get(path, headers={"Accept-Language": lang})
    assert answer.status_code == 200
    return str(answer.text)


def _lock(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    world.do("recorder", Action.MINUTES_LOCK, "minutes:1")


def test_minutes_mark_a_statement_and_a_commitment_apart(world: World) -> None:
    world.do("recorder", Action.STATEMENT_RECORD, **VAGUE)
    _lock(world)
    page = _page(world, "/c/TABLEB/minutes")
    assert "promised: Block 3, Entrance 1: The lift runs by 30\u00a0June\u00a02024." in page
    assert VAGUE["words"] in page
    assert "So it is a statement only." in page
    assert page.count(">Commitment</span>") == page.count(">Statement</span>") == 1


def test_minutes_say_what_a_statement_lacked_when_they_were_locked(world: World) -> None:
    statement = f"statement:{world.do('recorder', Action.STATEMENT_RECORD, **VAGUE).result}"
    _lock(world)
    lacks = world.client().get("/c/TABLEB/minutes", headers={"Accept-Language": "en"}).text
    world.do("recorder", Action.STATEMENT_COMPLETE, statement, place="Block 4", test="A ride", outcome="A lift")
    assert "Missing: Outcome, Place" in lacks
    assert "Missing: Outcome, Place" in _page(world, "/c/TABLEB/minutes")


def test_the_timeline_knows_each_promise_its_steps_and_its_date(world: World) -> None:
    world.do("convener", Action.TIMELINE_DRAFT)
    world.do("convener", Action.TIMELINE_PUBLISH)
    found = _dates(world)
    assert found["step"].day == date(2024, 4, 15)
    assert (found["due"].day, found["due"].before, found["due"].done) == (date(2024, 6, 30), None, False)


def test_a_date_that_moved_is_shown_beside_the_one_that_was_published(world: World) -> None:
    world.do("convener", Action.TIMELINE_DRAFT)
    world.do("convener", Action.TIMELINE_PUBLISH)
    world.do("supervisor", Action.EXTENSION_GRANT, "extension:1", note="The shaft is late")
    due = _dates(world)["due"]
    assert (due.day, due.before) == (date(2024, 7, 15), date(2024, 6, 30))
    assert "planned for 30\u00a0June\u00a02024" in _page(world, "/c/TABLEB/timeline")


def _dates(world: World) -> dict[str, Any]:
    with world.reading() as uow:
        return {view.what: view for view in timeline.public(uow, things.find(uow, TABLE))}


def test_a_concern_leads_to_the_promise(world: World) -> None:
    page = _page(world, "/concerns/1")
    assert "Liu Jianping, works: The lift runs by 30\u00a0June\u00a02024." in page
    assert 'href="/commitments/1"' in page


def test_a_promise_has_a_record_of_its_own(world: World) -> None:
    page = _page(world, TOPIC)
    assert "accepted and signed" in page
    assert "承诺" in _page(world, TOPIC, "zh")
    assert "person:" not in _page(world, f"{TOPIC}.json")
    assert "accepted and signed" in _page(world, f"{TOPIC}.csv")
    assert 'href="/commitments/1/record"' in _page(world, "/commitments/1")
    assert world.client().get("/commitments/999/record").status_code == 404


def test_the_record_of_the_table_tells_what_became_of_its_promises(world: World) -> None:
    entry = world.entries()[-1]
    assert (entry.action, entry.facts) == ("commitment.accept", {"of": PROMISE})
    page = _page(world, "/c/TABLEB/record")
    assert "Somebody of works accepted and signed: Block 3, Entrance 1: The lift runs" in page
    assert 'href="/commitments/1"' in page
    assert record.verify() == []


def test_a_promise_ties_its_knot_on_the_chain_of_the_table(world: World) -> None:
    assert 'href="/commitments/1"' in _page(world, "/c/TABLEB/minutes")
