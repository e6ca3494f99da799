"""What the house keeps about a person, for that person: every table says by which of its columns it is about somebody.

A model's `of_person` names these columns, each with what its person may have of the row: all of it, some columns, or
a sentence that says why it is not given. A law (tests/laws/test_personal.py) finds every column that leads to a person
and asks for it, so that a new table cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, select

from .db import ALL, Base
from .event_log import plain
from .unit_of_work import UnitOfWork

# what opens doors or ties a hash to its words: no use to anybody, and a danger in a file that lies about
SECRET = frozenset({"password", "salt", "print", "used_by", "version"})
PEOPLE, SEATS = "people", "seats"  # a seat stands for its person
# what somebody (by id) has yet to hand over before they can be erased, in sentences; each module adds its own
DUTIES: list[Callable[[UnitOfWork, int], Iterable[str]]] = []


def held(uow: UnitOfWork, person: int) -> dict[str, list[dict[str, Any]]]:
    """All rows about a person, by table; `you_are` says by which columns."""
    found = {model.__tablename__: list(_rows(uow, model, person)) for model in models()}
    return {table: rows for table, rows in found.items() if rows}


def models() -> list[Any]:
    """Every model, by the name of its table."""
    known = [mapper.class_ for mapper in Base.registry.mappers]
    return sorted(known, key=lambda model: str(model.__tablename__))


def leads_to_a_person(column: Column[Any]) -> bool:
    """Whether a column says whose, or of whom, a row is."""
    named = column.name in {"actor", "person", "person_id"}
    return named or any(key.target_fullname.partition(".")[0] in (PEOPLE, SEATS) for key in column.foreign_keys)


def photos(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The names of the files that these rows hold."""
    for row in rows:
        yield from (value for name, value in row.items() if name.endswith("photo") and value)


def _rows(uow: UnitOfWork, model: Any, person: int) -> Iterator[dict[str, Any]]:
    table = model.metadata.tables[model.__tablename__]
    merged: dict[tuple[Any, ...], dict[str, Any]] = {}
    for name, given in model.of_person.items():
        if isinstance(given, str):
            continue
        columns = [one for one in table.columns if one.name not in SECRET and (given == ALL or one.name in given)]
        keys = list(table.primary_key)
        query = select(*keys, *columns).where(_is(table.columns[name], person)).order_by(*keys)
        for row in uow.session.execute(query):
            line = merged.setdefault(tuple(row[: len(keys)]), {"you_are": []})
            line["you_are"].append(name.removesuffix("_id"))
            line |= dict(zip((one.name for one in columns), map(plain, row[len(keys) :]), strict=True))
    yield from merged.values()


def _is(column: Column[Any], person: int) -> ColumnElement[bool]:
    """The condition that a column leads to this person: by id, by a seat of theirs, or by name in the log."""
    target: Table | None = next((key.column.table for key in column.foreign_keys), None)
    if target is None and column.name != "id":
        return column == f"person:{person}"
    if target is None or target.name == PEOPLE:
        return column == person
    return column.in_(select(target.columns["id"]).where(target.columns["person_id"] == person))
