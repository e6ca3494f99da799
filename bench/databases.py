"""The two databases, each as lasting as in a house that people use; and what a row of its own costs each."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from .crowd import now
from .machine import end

POSTGRES = Path("/usr/lib/postgresql/15/bin")
BARE = "CREATE TABLE bare (poll_id integer, choice text, nonce text)"
ROW = (1, "yes", "0123456789abcdef0123456789abcdef")


@contextmanager
def postgres(folder: Path) -> Iterator[Path]:
    """A PostgreSQL of its own with fsync on, on a socket in this folder; root runs it as `postgres`."""
    as_whom = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    folder.mkdir()
    if as_whom:
        folder.parent.chmod(0o755)
        shutil.chown(folder, "postgres")
    data = folder / "data"
    made = [*as_whom, str(POSTGRES / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
    subprocess.run(made, check=True, capture_output=True, cwd="/")
    serve = [*as_whom, str(POSTGRES / "postgres"), "-D", str(data), "-k", str(folder), "-c", "listen_addresses="]
    process = subprocess.Popen(serve, stderr=subprocess.DEVNULL, cwd="/")
    try:
        _await(folder)
        yield folder
    finally:
        end(process)


def _await(folder: Path) -> None:
    until = now() + 30
    while True:
        try:
            _connect(folder).close()
        except psycopg.OperationalError:
            if now() > until:
                raise
        else:
            return


def _connect(folder: Path) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=str(folder), user="postgres", autocommit=True)


def url(folder: Path) -> str:
    """What a house reads of it."""
    return f"postgresql+psycopg://postgres@/postgres?host={folder}"


def bare_sqlite(folder: Path, rows: int) -> float:
    """Rows a second, each in a transaction of its own that survives a power cut."""
    with closing(sqlite3.connect(folder / "bare.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(BARE)
        return _each(rows, lambda: connection.execute("INSERT INTO bare VALUES (?, ?, ?)", ROW))


def bare_postgres(folder: Path, rows: int) -> float:
    """The same."""
    with _connect(folder) as connection:
        connection.execute(BARE)
        return _each(rows, lambda: connection.execute("INSERT INTO bare VALUES (%s, %s, %s)", ROW))


def _each(rows: int, insert: Callable[[], object]) -> float:
    began = now()
    for _ in range(rows):
        insert()
    return rows / (now() - began)
