"""A house in one file: its rows as JSON lines and its kept files, the same whichever database it came from.

Taken while people are at the table, from one snapshot; given back to an empty house, on the same database or the other,
which is also how a house moves from SQLite to PostgreSQL. The file holds what is secret in the house (who is who,
salts, sign-ins), so it is written for its owner's eyes; the secret that signs cookies is not in it.
"""

from __future__ import annotations

import base64
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import flask_migrate
from sqlalchemy import JSON, Connection, MetaData, Table, column, func, insert, select
from sqlalchemy import table as named

from roundtable.core import aside, uploads
from roundtable.core.db import db

FORMAT = 1
MANIFEST = "manifest.json"
BATCH = 500  # rows in one statement
VERSIONS = "alembic_version"


class NotRestored(Exception):
    """Why a file cannot be given back: a sentence. Nothing was changed."""


def save(target: Path) -> dict[str, int]:
    """Write the house into `target`, whole or not at all; how many rows each table has. Raises OSError."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")  # for its owner's eyes alone
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as tar:
            counts = _save_rows(tar)
            for path in _files():
                tar.add(path, f"files/{path.name}", recursive=False)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return counts


def restore(source: Path) -> dict[str, int]:
    """Give an empty house what is in `source`; how many rows each table got. Raises NotRestored, OSError."""
    with _opened(source) as tar:
        manifest = _manifest(tar)
        try:
            flask_migrate.upgrade(revision=manifest["revision"])
        except SystemExit:  # alembic's way to say that it does not know the revision
            raise NotRestored("This file was made by a newer Roundtable. Install that version first.") from None
        # rows are given back, nothing is done: their entries come with them
        with db.engine.execution_options(unlogged="it was logged where it was saved").begin() as connection:
            counts = _restore_rows(connection, tar, manifest["counts"])
            _restore_files(tar)
    flask_migrate.upgrade()
    return counts


def _save_rows(tar: tarfile.TarFile) -> dict[str, int]:
    counts = {}
    with _snapshot() as connection:
        tables = _tables(connection)
        revision = connection.scalar(select(column("version_num")).select_from(named(VERSIONS)))
        for table in tables:
            rows = connection.execution_options(yield_per=BATCH).execute(select(table).order_by(*table.primary_key))
            lines = [json.dumps([_out(value) for value in row], ensure_ascii=False) for row in rows]
            counts[table.name] = len(lines)
            _put(tar, f"rows/{table.name}.jsonl", "\n".join([json.dumps(list(table.columns.keys())), *lines]))
    _put(tar, MANIFEST, json.dumps({"format": FORMAT, "revision": revision, "counts": counts}, indent=1))
    return counts


@contextmanager
def _snapshot() -> Iterator[Connection]:
    """A connection that only reads, to which all tables are of one moment."""
    with db.engine.connect() as connection:
        options: dict[str, Any] = {"write": False}
        if connection.dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        with connection.execution_options(**options).begin():
            yield connection


def _restore_rows(connection: Connection, tar: tarfile.TarFile, counts: dict[str, int]) -> dict[str, int]:
    tables = _tables(connection)
    if connection.scalar(select(func.count()).select_from(named("people"))):
        raise NotRestored("Somebody lives in this house already. Give a backup to an empty one.")
    for table in reversed(tables):
        if connection.scalar(select(func.count()).select_from(table)):
            connection.execute(table.delete())  # what a migration put there
    for table in tables:
        rows = list(_rows(tar, table))
        if len(rows) != counts.get(table.name, 0):
            raise NotRestored(f"The file is not whole: {table.name} has {len(rows)} rows.")
        for first in range(0, len(rows), BATCH):
            connection.execute(insert(table), rows[first : first + BATCH])
        aside.go_on_counting(connection, table)
    return counts


def _rows(tar: tarfile.TarFile, table: Table) -> Iterable[dict[str, Any]]:
    """The rows of a table, each after those that it names: a place after the one that it lies in."""
    lines = _read(tar, f"rows/{table.name}.jsonl").splitlines()
    names = json.loads(lines[0])
    rows = [dict(zip(names, (_in(value) for value in json.loads(line)), strict=True)) for line in lines[1:]]
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    return _after_named(rows, own, next(iter(table.primary_key)).name) if own else rows


def _after_named(rows: list[dict[str, Any]], own: list[str], key: str) -> Iterator[dict[str, Any]]:
    left, done = rows, set[Any]()
    while left:
        ready = [row for row in left if all(row[name] is None or row[name] in done for name in own)]
        if not ready:
            raise NotRestored("The file is not whole: rows name each other in a circle.")
        yield from ready
        done |= {row[key] for row in ready}
        left = [row for row in left if row[key] not in done]


def _restore_files(tar: tarfile.TarFile) -> None:
    files = uploads.store()
    for member in tar.getmembers():
        if member.isfile() and member.name.startswith("files/"):
            data = _bytes(tar, member.name)
            name = member.name.removeprefix("files/")
            if files.save(data, Path(name).suffix) != name:
                raise NotRestored(f"The file is not whole: {name} is not what its name says.")


def _opened(source: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(source)
    except tarfile.TarError:
        raise NotRestored("This file is no backup of a Roundtable house.") from None


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(_read(tar, MANIFEST))
    except (KeyError, ValueError):
        raise NotRestored("This file is no backup of a Roundtable house.") from None
    if manifest.get("format") != FORMAT:
        raise NotRestored("This file was made by a newer Roundtable. Install that version first.")
    return manifest


def _tables(connection: Connection) -> list[Table]:
    """As they are in the database, each after those that it names; not as the models of today want them."""
    found = MetaData()
    found.reflect(connection)
    for one in (one for table in found.tables.values() for one in table.columns):
        if isinstance(one.type, JSON):
            one.type = JSON(none_as_null=True)  # else nothing comes back as the word null
    return [table for table in found.sorted_tables if table.name != VERSIONS]


def _files() -> Iterator[Path]:
    folder = uploads.store().folder
    return (path for path in sorted(folder.glob("??/*")) if not path.name.startswith("."))


OUT: dict[type, tuple[str, Callable[[Any], str]]] = {
    datetime: ("instant", lambda value: _utc(value).isoformat()),
    date: ("day", lambda value: value.isoformat()),
    time: ("hour", lambda value: value.isoformat()),
    bytes: ("bytes", lambda value: base64.b64encode(value).decode("ascii")),
}
IN: dict[str, Callable[[str], Any]] = {
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
    "hour": time.fromisoformat,
    "bytes": base64.b64decode,
}


def _utc(value: datetime) -> datetime:
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)  # SQLite keeps no zone


def _out(value: Any) -> Any:
    """A value as JSON has it: what JSON has no word for is `{"$": kind, "is": text}`, and so is any other object."""
    if type(value) in OUT:
        kind, write = OUT[type(value)]
        return {"$": kind, "is": write(value)}
    return {"$": "json", "is": value} if isinstance(value, dict | list) else value


def _in(value: Any) -> Any:
    """The value again."""
    if not isinstance(value, dict):
        return value
    return value["is"] if value["$"] == "json" else IN[value["$"]](value["is"])


def _put(tar: tarfile.TarFile, name: str, words: str) -> None:
    data = words.encode()
    about = tarfile.TarInfo(name)
    about.size, about.mode = len(data), 0o600
    tar.addfile(about, io.BytesIO(data))


def _bytes(tar: tarfile.TarFile, name: str) -> bytes:
    """What is in a member. Raises KeyError where there is none."""
    stream = tar.extractfile(name)
    if stream is None:
        raise KeyError(name)
    return stream.read()


def _read(tar: tarfile.TarFile, name: str) -> str:
    return _bytes(tar, name).decode()
