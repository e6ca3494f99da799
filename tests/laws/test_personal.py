"""Law 11: what the house keeps about a person, that person can have; no table is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from sqlalchemy import Column, Integer, MetaData, Table
from sqlalchemy import ForeignKey as Key

from roundtable.core import personal
from roundtable.core.db import Base


def _forgotten(models: list[Any]) -> Iterator[str]:
    for model in models:
        table: Table = model.metadata.tables[model.__tablename__]
        leading = {column.name for column in table.columns if personal.leads_to_a_person(column)}
        yield from (f"{table.name}.{name}" for name in sorted(leading - set(model.of_person)))


def test_every_column_that_leads_to_a_person_is_given_to_them_or_says_why_not() -> None:
    assert list(_forgotten(personal.models())) == []
    for model in personal.models():
        assert set(model.of_person) <= {column.name for column in model.__table__.columns}, model
    assert len(personal.models()) == len(Base.metadata.tables)


def test_a_table_that_was_forgotten_is_found() -> None:
    class New:
        __tablename__ = "friends"
        metadata = MetaData()
        of_person: ClassVar[dict[str, Any]] = {"mine_id": "a reason"}

    columns = [Column(name, Integer, Key("people.id")) for name in ("mine_id", "other_id")]
    Table("friends", New.metadata, *columns, Column("seat_id", Integer, Key("seats.id")), Column("actor", Integer))
    assert list(_forgotten([New])) == ["friends.actor", "friends.other_id", "friends.seat_id"]
