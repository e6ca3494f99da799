"""A house taken back to an older version and forward again: nothing of the demo is lost, and its record fits."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import MetaData, inspect, select

from roundtable import create_app
from roundtable.core import record
from roundtable.core.db import Base, db
from roundtable.documents import queries as documents
from tests.laws.test_migrations import differences

STEPS = sorted(path.stem for path in Path("roundtable/migrations/versions").glob("0*.py"))
LAST = STEPS[-3:]


@pytest.fixture
def house(loaded: Flask, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A copy of the loaded demo, to be done with as one likes."""
    url, cluster = str(loaded.config["SQLALCHEMY_DATABASE_URI"]), None
    if url.startswith("sqlite"):
        shutil.copy(url.removeprefix("sqlite:///"), tmp_path / "roundtable.sqlite")
        url = f"sqlite:///{tmp_path}/roundtable.sqlite"
    else:
        cluster = request.getfixturevalue("postgres_cluster")
        with loaded.app_context():
            db.engine.dispose()  # what is copied has nobody connected to it
        url = cluster.copy(url)
    app = create_app({"ROUNDTABLE_HOME": str(tmp_path), "DATABASE_URL": url, "RATE_LIMITS": "off"}, TESTING=True)
    with app.app_context():
        yield app
        db.engine.dispose()
    if cluster is not None:
        cluster.drop(url)


def _rows() -> dict[str, tuple[int, str]]:
    """Every table's rows: how many, and a hash of them."""
    found = MetaData()
    with db.engine.connect() as connection:
        found.reflect(connection)
        kept = {}
        for table in found.sorted_tables:
            columns = sorted(table.columns, key=lambda column: column.name)
            lines = sorted(repr(tuple(row)) for row in connection.execute(select(*columns)))
            kept[table.name] = (len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest())
    return kept


def _tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def _is_whole() -> bool:
    with db.engine.connect() as connection:
        assert differences(connection) == []
    return record.verify() == documents.verify() == []


@pytest.mark.usefixtures("house")
def test_each_of_the_last_steps_back_and_forward_loses_nothing() -> None:
    before = _rows()
    for step in reversed(LAST):
        flask_migrate.downgrade(revision=f"{step}-1")
        assert _tables() != set(before)
        flask_migrate.upgrade()
        assert _rows() == before
    assert _is_whole()
    assert _tables() == {*Base.metadata.tables, "alembic_version"}  # nothing is left aside


@pytest.mark.usefixtures("house")
def test_all_the_way_back_and_forward_loses_nothing() -> None:
    before = _rows()
    flask_migrate.downgrade(revision="base")
    assert {name for name in _tables() if not name.startswith("aside_")} == {"alembic_version"}
    flask_migrate.upgrade()
    assert _rows() == before
    assert _is_whole()


SEATLESS = (
    "UPDATE comments SET author_id = 1, seat_id = NULL WHERE id = (SELECT min(comment_id) FROM supports)",
    "SELECT body FROM comments WHERE seat_id IS NULL",
)


@pytest.mark.usefixtures("house")
def test_columns_and_rows_that_an_older_version_has_no_place_for_come_back() -> None:
    with db.engine.execution_options(unlogged="a test's row").begin() as connection:
        connection.exec_driver_sql(SEATLESS[0])
        assert connection.exec_driver_sql(SEATLESS[1]).scalar()
    before = _rows()
    for step in ("0005_comments-1", "0004_people-1"):
        flask_migrate.downgrade(revision=step)
    assert {"aside_columns_0004_people", "aside_rows_0004_sign_ins", "aside_rows_0005_comments"} <= _tables()
    flask_migrate.upgrade()
    assert _rows() == before
