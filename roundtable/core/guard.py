"""No logged table changes without an entry: refused at commit, whoever wrote and however.

Three events. `before_cursor_execute` sees every statement of the process (flush, bulk, Core, text, CTE) as the SQL that
it is; `commit` refuses; `after_flush` adds which rows, where the ORM knows them. Not seen: database functions, COPY by
the driver, and a literal COMMIT.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from .errors import Unlogged

_VERB = r"(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy)"
_WRITES = re.compile(rf'\b{_VERB}\s+(?:only\s+)?(?:"?\w+"?\.)?"?(\w+)', re.IGNORECASE)


class RowSession(Session):
    """A session that remembers which things were flushed."""


@lru_cache(maxsize=2048)
def tables_written(statement: str) -> frozenset[str]:
    """Names of the tables that an SQL statement writes to."""
    return frozenset(name.lower() for name in _WRITES.findall(statement))


def install(engine: Engine, logged: Callable[[], frozenset[str]]) -> None:
    """Stand at an engine. `logged` gives the names of the tables that must not change unspoken of."""
    event.listen(engine, "begin", _forget)
    event.listen(engine, "before_cursor_execute", _note_tables)

    @event.listens_for(engine, "commit")
    def refuse(connection: Connection) -> None:
        written: set[str] = connection.info.get("written", set())
        missing = (written & logged()) - connection.info.get("vouched", set())
        if missing and not connection.get_execution_options().get("unlogged"):
            connection.connection.rollback()  # else the pool gets it back with its transaction open
            raise Unlogged(f"changed without a log entry: {', '.join(sorted(missing))}")


def _forget(connection: Connection) -> None:
    connection.info["written"], connection.info["vouched"] = set(), set()  # info outlives a transaction


def _note_tables(connection: Connection, _cursor: Any, sql: str, _params: Any, _context: Any, _many: bool) -> None:
    if tables := tables_written(sql):
        if connection.get_execution_options().get("write") is False:
            raise Unlogged(f"a reader writes: {sql[:80]}")
        connection.info.setdefault("written", set()).update(tables)


@event.listens_for(RowSession, "after_flush")
def _note_rows(session: Session, _context: Any) -> None:
    rows = session.info.setdefault("rows", set())
    rows.update(row for row in (*session.new, *session.deleted) if hasattr(row, "ref"))
    rows.update(row for row in session.dirty if hasattr(row, "ref") and session.is_modified(row))


def vouch(session: Session, touched: Iterable[Any]) -> None:
    """Say that the log speaks of these things; refuse if a flushed row of a logged table is not among them."""
    touched = set(touched)
    session.connection().info["vouched"].update(thing.__tablename__ for thing in touched)
    missing = {row for row in session.info.get("rows", set()) - touched if not row.unlogged}
    if missing:
        raise Unlogged(f"changed but not touched: {sorted(row.ref for row in missing)}")
