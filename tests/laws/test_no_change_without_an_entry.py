"""Law 4: only the unit of work commits, and a logged table cannot change unspoken of, however it is written to."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update

from roundtable.comments.models import Comment, Support
from roundtable.core import clock
from roundtable.core.db import db, open_session
from roundtable.core.errors import Unlogged
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import SYSTEM, UnitOfWork, writing
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import World

RAW = "UPDATE comments SET body = 'forged'"
TABLE_ITSELF = Comment.metadata.tables["comments"]
NEW = {"consultation_id": 1, "seat_id": 1, "said_as": "view", "body": "forged", "state": "shown", "version": 1}
Way = Callable[[UnitOfWork], object]


def _orm(uow: UnitOfWork) -> None:
    uow.get(Comment, 1).body = "forged"


def _flushed_and_forgotten(uow: UnitOfWork) -> None:
    _orm(uow)
    uow.session.flush()
    uow.session.expunge_all()


def _savepoint(uow: UnitOfWork) -> None:
    with uow.session.begin_nested():
        _orm(uow)


def _cte(uow: UnitOfWork) -> None:
    if db.engine.dialect.name == "sqlite":  # which has no data-changing CTE
        uow.session.execute(text(RAW))
        return
    gone = update(Comment).values(body="forged").returning(Comment.id).cte("gone")
    uow.session.execute(select(gone.c.id)).all()


WAYS: dict[str, Way] = {
    "orm": _orm,
    "flushed and forgotten": _flushed_and_forgotten,
    "savepoint": _savepoint,
    "cte": _cte,
    "bulk update": lambda uow: uow.session.execute(update(Comment).values(body="forged")),
    "bulk delete": lambda uow: uow.session.execute(delete(Comment)),
    "bulk insert": lambda uow: uow.session.execute(insert(Comment), [NEW | {"at": uow.now}]),
    "core": lambda uow: uow.session.connection().execute(update(TABLE_ITSELF).values(body="forged")),
    "text": lambda uow: uow.session.execute(text(RAW)),
    "driver": lambda uow: uow.session.connection().exec_driver_sql(RAW),
}


def _said(_world: World) -> list[str]:
    with open_session(db.engine, write=False) as session:
        return list(session.scalars(select(Comment.body)))


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_a_change_without_an_entry_is_refused(world: World, way: Way) -> None:
    before = _said(world)
    with pytest.raises(Unlogged), writing(SYSTEM, clock.now()) as uow:
        way(uow)
        uow.settle()
        uow.commit()
    assert _said(world) == before


@pytest.mark.parametrize(
    "way", [w for n, w in WAYS.items() if n != "savepoint"], ids=[n for n in WAYS if n != "savepoint"]
)
def test_also_where_settling_is_forgotten(world: World, way: Way) -> None:
    before = _said(world)
    with pytest.raises(Unlogged), writing(SYSTEM, clock.now()) as uow:
        way(uow)
        uow.session.commit()
    assert _said(world) == before


def test_also_outside_a_unit_of_work(world: World) -> None:
    before = _said(world)
    for _ in range(3):  # a connection that was refused goes back to the pool clean
        with pytest.raises(Unlogged), db.engine.begin() as connection:
            connection.exec_driver_sql(RAW)
    assert _said(world) == before
    world.comment("fine")


def test_a_row_that_no_entry_touches_is_refused_though_its_table_is_spoken_of(world: World) -> None:
    world.comment("two")
    with pytest.raises(Unlogged, match="comment:2"), writing(SYSTEM, clock.now()) as uow:
        one, two = uow.get(Comment, 1), uow.get(Comment, 2)
        one.state = two.state = "hidden"
        uow.log(Action.COMMENT_POST, topic=TABLE, touched=[one], audience=PUBLIC)
        uow.settle()


def test_a_table_that_says_why_needs_no_entry(world: World) -> None:
    with writing(SYSTEM, clock.now()) as uow:
        uow.session.add(Support(comment_id=1, seat_id=2))
        uow.settle()
        uow.commit()
    with open_session(db.engine, write=False) as session:
        assert session.scalars(select(Support.seat_id)).all() == [2]


def test_a_reader_cannot_write(world: World) -> None:
    with pytest.raises(Unlogged, match="reader"), world.reading() as uow:
        uow.session.execute(insert(Support).values(comment_id=1, seat_id=1))


COMMITS = re.compile(r"\.commit\(\)|\bengine\b.*\.begin\(")  # the second commits at its end, without the word


def _committing(root: Path) -> list[str]:
    """Files of the program that commit by themselves."""
    files = [*root.rglob("*.py")]
    return sorted(f.name for f in files if re.search(COMMITS, f.read_text()) and "migrations" not in f.parts)


def test_only_the_unit_of_work_commits(tmp_path: Path) -> None:
    asks_it_to, brings_the_entries, unlogged_rows = (
        ["actions.py"],
        ["backup.py"],
        ["build.py", "stage.py"],
    )  # the demo's
    assert _committing(Path("roundtable")) == [*asks_it_to, *brings_the_entries, *unlogged_rows, "unit_of_work.py"]
    (tmp_path / "sly.py").write_text("def act(session):\n    session.commit()\n")
    (tmp_path / "slyer.py").write_text("def act(engine):\n    with engine.begin() as connection:\n        pass\n")
    assert _committing(tmp_path) == ["sly.py", "slyer.py"]
