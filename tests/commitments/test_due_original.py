"""The original date never changes: the database itself sees to it."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from roundtable.commitments.models import Commitment
from roundtable.core import clock
from roundtable.core.db import db
from roundtable.core.unit_of_work import SYSTEM, writing
from tests.world import World

CHANGES = {
    "sqlite": [
        "UPDATE commitments SET due_original = '2025-01-01'",
        "UPDATE commitments SET due_original = NULL",
        "DELETE FROM commitments",
        "INSERT OR REPLACE INTO commitments SELECT * FROM commitments",
    ],
    "postgresql": [
        "UPDATE commitments SET due_original = '2025-01-01'",
        "DELETE FROM commitments",
        "TRUNCATE commitments CASCADE",
    ],
}


def test_no_statement_of_any_kind_changes_it_or_takes_the_commitment_away(world: World) -> None:
    for sql in CHANGES[db.engine.dialect.name]:
        with pytest.raises(DBAPIError, match="never"), db.engine.begin() as connection:
            connection.exec_driver_sql(sql)


def test_nor_does_the_program(world: World) -> None:
    for change in (update(Commitment).values(due_original=clock.now().date()), delete(Commitment)):
        with pytest.raises(DBAPIError, match="never"), writing(SYSTEM, clock.now()) as uow:
            uow.session.execute(change)


def test_all_else_may_change(world: World) -> None:
    with db.engine.connect().execution_options(unlogged="a test") as connection, connection.begin():
        connection.exec_driver_sql("UPDATE commitments SET due_current = '2024-07-15'")
        changed = connection.exec_driver_sql("SELECT due_original, due_current FROM commitments").one()
    assert [str(day) for day in changed] == ["2024-06-30", "2024-07-15"]
