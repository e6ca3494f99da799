"""What is left behind of a secret vote: nothing that joins a voter and a choice."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy import inspect, text

from roundtable.core.db import db
from roundtable.core.errors import Refused
from roundtable.policy import Action
from roundtable.voting import box
from tests.voting.polls import closed, opened, vote
from tests.world import OURS, World

KEY = "feedfacecafebeef" * 2
# the columns of each table that speaks of who votes, or of what was voted
ROLL = {"id", "poll_id", "person_id", "home_id", "voted"}
BOX = {"key", "poll_id", "choice", "nonce"}


def _rows(table: str) -> list[dict[str, Any]]:
    with db.engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]


def _everything() -> dict[str, list[dict[str, Any]]]:
    return {table: _rows(table) for table in inspect(db.engine).get_table_names()}


def test_the_roll_and_the_box_share_nothing_but_the_poll(world: World) -> None:
    columns = {name: {c["name"] for c in inspect(db.engine).get_columns(name)} for name in ("roll", "box")}
    assert columns == {"roll": ROLL, "box": BOX}
    assert not [key for key in inspect(db.engine).get_foreign_keys("box") if key["referred_table"] != "polls"]


def test_a_cast_ballot_changes_one_bit_and_one_row_and_no_other_table(world: World) -> None:
    before = _everything()
    world.do("resident", Action.BALLOT_CAST, "poll:1", key=KEY, choice="abstain")
    after = _everything()
    assert {name for name in after if after[name] != before[name]} == {"box", "roll"}
    assert [len(after[name]) - len(before[name]) for name in ("box", "roll")] == [1, 0]


def test_the_key_is_nowhere_and_the_choice_only_in_the_box(world: World) -> None:
    world.do("resident", Action.BALLOT_CAST, "poll:1", key=KEY, choice="abstain")
    found = {
        table
        for table, rows in _everything().items()
        for row in rows
        for value in row.values()
        if KEY in str(value) or str(value) == "abstain"
    }
    assert found == {"box"}
    assert KEY not in str(_rows("box"))


def test_nothing_is_written_to_a_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        sent = {"choice": "abstain", "key": KEY}
        answer = world.client("resident").post("/do/ballot/cast?on=poll:1", data=sent, headers=OURS)
    assert answer.status_code == 303
    assert "abstain" not in answer.headers["Location"]
    assert not [line for line in caplog.messages if "abstain" in line or KEY in line]


def test_a_fault_keeps_the_ballot_to_itself(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box, "_mark", lambda _poll, _key: None)  # the database refuses a ballot without its mark
    monkeypatch.setitem(world.app.config, "TESTING", False)
    monkeypatch.setitem(world.app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = world.client("resident").post("/do/ballot/cast?on=poll:1", data={"choice": "abstain"}, headers=OURS)
    assert answer.status_code == 500
    assert "Spoilt" in caplog.text
    assert "abstain" not in caplog.text
    assert "abstain" not in answer.text.partition("<main")[2]
    assert not _rows("box")
    assert not any(row["voted"] for row in _rows("roll"))


def test_the_box_lies_in_the_order_of_its_keys(world: World) -> None:
    poll = opened(world)
    vote(world, poll, {"resident": "yes", "neighbour": "no"})
    before = {row["key"]: row for row in _rows("box")}
    closed(world, poll)
    after = _rows("box")
    assert [row["key"] for row in after] == sorted(before)
    assert {row["key"]: row for row in after} == before


def test_once_closed_the_database_tells_no_ballot_from_another_by_when_it_came(world: World) -> None:
    poll = opened(world)
    vote(world, poll, {"resident": "yes", "neighbour": "no"})
    assert _traces() == {"postgresql": 2, "sqlite": 0}[db.engine.dialect.name]
    closed(world, poll)
    assert _traces() == {"postgresql": 1, "sqlite": 0}[db.engine.dialect.name]


def _traces() -> int:
    """How many moments of writing the database itself tells apart in the box."""
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "postgresql":
            return len(set(connection.scalars(text("SELECT xmin::text FROM box"))))
        made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'box'"))
        return 0 if made.rstrip().endswith("WITHOUT ROWID") else len(_rows("box"))


def test_before_it_closes_nobody_is_told_a_count(world: World) -> None:
    poll = opened(world)
    vote(world, poll, {"resident": "yes"})
    for who in ("visitor", "resident", "neighbour", "host", "admin"):
        page = world.client(who).get(f"/polls/{poll[5:]}").text
        assert "tally" not in page
    with pytest.raises(Refused):
        vote(world, poll, {"resident": "no"})
