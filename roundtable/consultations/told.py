"""Who is told of what happens to a consultation, by person."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people.models import Person

from .models import Consultation, Seat

GONE = ("left", "removed")
WHERE = {"address", "online"}


def desk(_uow: UnitOfWork, done: Draft) -> set[int]:
    """Who is to host and to record it."""
    return {person for table in _tables(done) for person in (table.host_id, table.recorder_id) if person}


def expected(uow: UnitOfWork, done: Draft) -> set[int]:
    """Who has an account and is expected at the table: with a seat kept, or behind the desk."""
    tables = [table.id for table in _tables(done)]
    query = select(Seat.person_id).join(Person, Person.id == Seat.person_id).where(Person.email.is_not(None))
    kept = uow.session.scalars(query.where(Seat.consultation_id.in_(tables), Seat.state.not_in(GONE)))
    return {*kept, *desk(uow, done)}


def going_elsewhere(uow: UnitOfWork, edited: Draft) -> set[int]:
    """Who is expected, when where to go was changed after it was announced."""
    moved = any(not table.secret for table in _tables(edited)) and WHERE & set(edited.facts.get("changed", ()))
    return expected(uow, edited) if moved else set()


def _tables(draft: Draft) -> Iterator[Consultation]:
    return (thing for thing in draft.touched if isinstance(thing, Consultation))
