"""What an older version has no place for, put aside while the database is taken back to it.

A keeper goes back a version because the new one fails them, and forward again when it is mended. Between the two
nothing may be lost: else the record, which speaks of those rows, would not fit any more. So each step back puts the
rows and the columns that go with it into tables of their own (`aside_rows_0013_closings`,
`aside_columns_0005_comments`), and the same step forward gives them back.
"""

# ruff: noqa: S608 - every name here is of a table or a column that the database itself told
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, inspect, select

VERSIONS = "alembic_version"
COPY, ROWS, COLUMNS = "aside_copy_", "aside_rows_", "aside_columns_"
Columns = dict[str, list[str]]  # of each table


def around(connection: Connection, revision: str, step: Callable[..., Any], *, back: bool) -> Callable[..., None]:
    """A step of a migration that loses nothing."""
    tag = f"{revision.partition('_')[0]}_"

    def lossless(**kw: Any) -> None:
        if back:
            _copy_all(connection)
        step(**kw)
        if back:
            _put_aside(connection, tag)
        else:
            _give_back(connection, tag)

    return lossless


def _copy_all(connection: Connection) -> None:
    for name in _in_use(_columns(connection)):
        connection.exec_driver_sql(f"CREATE TABLE {COPY}{name} AS SELECT * FROM {name}")


def _put_aside(connection: Connection, tag: str) -> None:
    """Keep of the copies only what the older version has no place for."""
    there = _columns(connection)
    for name in [name.removeprefix(COPY) for name in there if name.startswith(COPY)]:
        copy = COPY + name
        if name in there:
            key = inspect(connection).get_pk_constraint(name)["constrained_columns"]
            if lost := [column for column in there[copy] if column not in there[name]]:
                kept = _quoted([*key, *lost])
                connection.exec_driver_sql(f"CREATE TABLE {COLUMNS}{tag}{name} AS SELECT {kept} FROM {copy}")
            same = _same(copy, "n", key)
            connection.exec_driver_sql(f"DELETE FROM {copy} WHERE EXISTS (SELECT 1 FROM {name} n WHERE {same})")
        if name in there and not connection.exec_driver_sql(f"SELECT count(*) FROM {copy}").scalar():
            connection.exec_driver_sql(f"DROP TABLE {copy}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {copy} RENAME TO {ROWS}{tag}{name}")


def _give_back(connection: Connection, tag: str) -> None:
    there = _columns(connection)
    if not any(name.startswith((ROWS + tag, COLUMNS + tag)) for name in there):
        return
    found = MetaData()
    found.reflect(connection, only=_in_use(there))
    for table in found.sorted_tables:  # each after those that it names
        for prefix, give in ((ROWS, _give_rows), (COLUMNS, _give_columns)):
            aside = f"{prefix}{tag}{table.name}"
            if aside in there:
                give(connection, table, aside, there[aside])
                connection.exec_driver_sql(f"DROP TABLE {aside}")


def _give_rows(connection: Connection, table: Table, aside: str, held: list[str]) -> None:
    """Rows that were gone; what the step puts there by itself was there before."""
    name, columns = table.name, _quoted(held)
    same = _same("a", name, [key.name for key in table.primary_key])
    connection.exec_driver_sql(f"DELETE FROM {name} WHERE EXISTS (SELECT 1 FROM {aside} a WHERE {same})")
    connection.exec_driver_sql(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM {aside}")
    go_on_counting(connection, table)


def _give_columns(connection: Connection, table: Table, aside: str, held: list[str]) -> None:
    name, keys = table.name, [key.name for key in table.primary_key]
    given = ", ".join(f'"{column}" = a."{column}"' for column in held if column not in keys)
    with _unguarded(connection, name):
        connection.exec_driver_sql(f"UPDATE {name} SET {given} FROM {aside} a WHERE {_same('a', name, keys)}")


@contextmanager
def _unguarded(connection: Connection, name: str) -> Iterator[None]:
    """Without the triggers that refuse changes: nothing is changed that was not so before."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        return
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    triggers = connection.exec_driver_sql(asked, (name,)).all()
    for trigger, _sql in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
    yield
    for _trigger, sql in triggers:
        connection.exec_driver_sql(sql)


def go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers new rows by itself, and must begin behind those that are there."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    last = connection.scalar(select(func.max(column)))
    if sequence and last:
        connection.execute(select(func.setval(sequence, last)))


def _columns(connection: Connection) -> Columns:
    look = inspect(connection)
    return {name: [column["name"] for column in look.get_columns(name)] for name in look.get_table_names()}


def _in_use(there: Columns) -> list[str]:
    return sorted(name for name in there if name != VERSIONS and not name.startswith("aside_"))


def _quoted(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _same(one: str, other: str, key: list[str]) -> str:
    return " AND ".join(f'{one}."{column}" = {other}."{column}"' for column in key)
