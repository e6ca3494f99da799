"""minutes.draft, minutes.correct, minutes.lock, minutes.amend"""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

from roundtable.core import record, things
from roundtable.core.db import db
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.documents import queries
from roundtable.documents.queries import MinutesView
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import World

MINUTES = "minutes:1"
ADDED = {"section": "said", "words": "Two more asked the same at the door"}


def _view(world: World) -> MinutesView:
    with world.reading("recorder") as uow:
        return queries.view(uow, things.find(uow, MINUTES))


def _lock(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    world.do("recorder", Action.MINUTES_LOCK, MINUTES)


def test_minutes_are_drafted_from_the_record(world: World) -> None:
    comment = world.comment("Share the cost by floor", kind="proposal")
    world.do("neighbour", Action.COMMENT_SUPPORT, comment)
    world.do("recorder", Action.MINUTES_DRAFT)
    sections = _view(world).sections
    assert sections["settled"] == {"decisions": ["decision:1"], "commitments": ["commitment:1"], "statements": []}
    assert sections["said"]["kinds"] == {"question": 1, "proposal": 1}
    assert sections["said"]["shown"] == [{"ref": "comment:1", "support": 0}, {"ref": comment, "support": 1}]
    assert (sections["course"]["came"], sections["course"]["sides"]) == (2, {"residents": 2})


def test_minutes_write_themselves_when_the_table_closes(world: World) -> None:
    world.comment("At the last minute")
    before = _view(world).sections["said"]["in_all"]
    world.do("host", Action.CONSULTATION_CLOSE)
    assert _view(world).sections["said"]["in_all"] == before + 1
    assert _view(world).sections["course"]["closed"]


def test_a_correction_stands_beside_what_the_record_says(world: World) -> None:
    world.do("recorder", Action.MINUTES_DRAFT)
    before = _view(world).sections
    world.do("recorder", Action.MINUTES_CORRECT, MINUTES, **ADDED)
    world.do("recorder", Action.MINUTES_DRAFT)
    view = _view(world)
    assert view.sections == before
    assert [(a.words, a.said, a.by) for a in view.beside("said")] == [(ADDED["words"], "correction", "Hu Jing")]


def test_locked_minutes_have_a_number_a_signature_and_the_head_of_the_record(world: World) -> None:
    _lock(world)
    view = _view(world)
    assert (view.state, view.number, view.signed_by) == ("locked", 1, "Hu Jing")
    lock = world.entries()[-1]
    assert lock.facts == {"number": 1, "size": lock.seq - 1, "root": view.head_root}
    assert (queries.verify(), record.verify()) == ([], [])


def test_locked_minutes_are_neither_drafted_nor_corrected_nor_locked_again(world: World) -> None:
    _lock(world)
    for action, on, fields in (
        (Action.MINUTES_DRAFT, TABLE, {}),
        (Action.MINUTES_CORRECT, MINUTES, ADDED),
        (Action.MINUTES_LOCK, MINUTES, {}),
    ):
        with pytest.raises(Refused) as refused:
            world.do("recorder", action, on, **fields)
        assert refused.value.reason == "wrong_state"


def test_the_database_itself_refuses_to_change_what_is_locked(world: World) -> None:
    world.do("recorder", Action.MINUTES_CORRECT, MINUTES, **ADDED)
    _lock(world)
    for sql in (
        "UPDATE minutes SET sections = '{}'",
        "UPDATE minutes SET state = 'draft'",
        "DELETE FROM minutes",
        "UPDATE minutes_additions SET words = 'x'",
        "DELETE FROM minutes_additions",
    ):
        with (
            pytest.raises(DBAPIError, match=r"locked|append-only"),
            db.engine.connect().execution_options(unlogged="an attacker") as connection,
            connection.begin(),
        ):
            connection.exec_driver_sql(sql)


def test_an_amendment_has_a_reason_and_leaves_the_original_as_it_was(world: World) -> None:
    _lock(world)
    before = _view(world)
    with pytest.raises(Invalid) as refused:
        world.do("host", Action.MINUTES_AMEND, MINUTES, **ADDED, reason=" ")
    assert list(refused.value.fields) == ["reason"]
    world.do("host", Action.MINUTES_AMEND, MINUTES, **ADDED, reason="The door was not recorded")
    after = _view(world)
    assert (after.sections, after.number, after.head_root) == (before.sections, before.number, before.head_root)
    assert [(a.said, a.reason) for a in after.beside("said")] == [("amendment", "The door was not recorded")]
    assert record.verify() == []


def test_minutes_that_are_not_locked_are_not_amended(world: World) -> None:
    with pytest.raises(Refused):
        world.do("recorder", Action.MINUTES_AMEND, MINUTES, **ADDED, reason="Too early")


def test_minutes_are_locked_only_as_the_record_is_now(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("recorder", Action.MINUTES_LOCK, MINUTES)
    assert refused.value.reason == "wrong_state"
    world.do("host", Action.CONSULTATION_CLOSE)
    world.do("recorder", Action.DECISION_WITHDRAW, "decision:1", reason="Only read out")
    with pytest.raises(Refused) as refused:
        world.do("recorder", Action.MINUTES_LOCK, MINUTES)
    assert refused.value.reason == "minutes_stale"
    world.do("recorder", Action.MINUTES_DRAFT)
    world.do("recorder", Action.MINUTES_LOCK, MINUTES)
    assert _view(world).state == "locked"


def test_who_does_not_record_writes_no_minutes(world: World) -> None:
    for who in ("resident", "officer", "supervisor", "admin", "visitor"):
        for action, on in ((Action.MINUTES_DRAFT, TABLE), (Action.MINUTES_CORRECT, MINUTES)):
            with pytest.raises(Forbidden):
                world.do(who, action, on, **(ADDED if on == MINUTES else {}))
    with pytest.raises(Forbidden):
        world.do("convener", Action.MINUTES_LOCK, MINUTES)
