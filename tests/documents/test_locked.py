"""What locked minutes, and minutes that are not locked, mean for others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from roundtable.core import things
from roundtable.core.db import db
from roundtable.core.errors import Refused
from roundtable.documents import queries
from roundtable.policy import Action
from tests.world import World

SAID = {"words": "Bids", "decided_by": "All", "why": "Prices"}
MINUTES = "minutes:1"


def _lock(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    world.do("recorder", Action.MINUTES_LOCK, MINUTES)


def test_a_record_is_published_only_with_locked_minutes(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_PUBLISH)
    assert refused.value.reason == "minutes_not_locked"
    world.do("recorder", Action.MINUTES_LOCK, MINUTES)
    world.do("convener", Action.CONSULTATION_PUBLISH)
    assert world.entries()[-1].action == "consultation.publish"


def test_what_locked_minutes_say_was_settled_stays(world: World) -> None:
    _lock(world)
    acts = (
        (Action.DECISION_RECORD, "consultation:TABLEB", SAID | {"reached": "agreement"}),
        (Action.DECISION_CORRECT, "decision:1", SAID),
        (Action.DECISION_WITHDRAW, "decision:1", {"reason": "No"}),
        (Action.STATEMENT_RECORD, "consultation:TABLEB", {"words": "Soon", "said_by": "Somebody"}),
    )
    entries = len(world.entries())
    for action, on, fields in acts:
        with pytest.raises(Refused) as refused:
            world.do("recorder", action, on, **fields)
        assert refused.value.reason == "minutes_locked"
    assert len(world.entries()) == entries


def test_every_body_counts_its_minutes(world: World) -> None:
    _lock(world)
    table = _second(world)
    with world.reading() as uow:
        minutes = queries.of(uow, things.find(uow, table))
    assert minutes is not None
    world.do("convener", Action.MINUTES_LOCK, minutes.ref)
    with world.reading() as uow:
        assert things.find(uow, minutes.ref).number == 2


def _second(world: World) -> str:
    start = world.stage.now + timedelta(days=20)
    said = {"title": "The pipe", "matter": "It leaks", "address": "Block 2", "starts_at": f"{start:%Y-%m-%dT%H:%M}"}
    table = f"consultation:{world.do('convener', Action.CONSULTATION_DRAFT, 'organisation:1', **said).result}"
    world.do("convener", Action.CONSULTATION_ANNOUNCE, table)
    world.at(start)
    world.do("convener", Action.CONSULTATION_OPEN, table)
    world.do("convener", Action.CONSULTATION_CLOSE, table)
    return table


def _behind_its_back(sql: str) -> None:
    with db.engine.connect().execution_options(unlogged="an attacker") as connection, connection.begin():
        for statement in sql.split(";"):
            connection.exec_driver_sql(statement)


DROP = {"sqlite": "DROP TRIGGER minutes_locked", "postgresql": "DROP TRIGGER minutes_locked ON minutes"}


def test_a_head_misprinted_on_minutes_is_named(world: World) -> None:
    _lock(world)
    drop = DROP[db.engine.dialect.name]
    _behind_its_back(f"{drop}; UPDATE minutes SET head_root = '{'0' * 64}'")
    assert len(queries.verify()) == 1
    said: Any = world.app.test_cli_runner().invoke(args=["record", "verify"])
    assert said.exit_code == 1
    assert "the head printed on minutes:1 is not that of consultation:TABLEB" in said.output
