"""Who said something, as the public reads it: residents by their seat number, officials by name and office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.places.models import Organisation

from .models import Comment


@dataclass(frozen=True)
class Author:
    """`name` and `office` are empty where only the seat number is shown."""

    seat: int | None
    name: str = ""
    office: str = ""
    official: bool = False

    @property
    def mark(self) -> str:
        """What stands in the seat beside the words: the number, or for an official the office's first letter."""
        return (self.office or self.name)[:1] if self.official else str(self.seat)


class Authors:
    """The authors of some comments, and those who owe them answers: read at once."""

    def __init__(self, uow: UnitOfWork, comments: Iterable[Comment]) -> None:
        comments = list(comments)
        unseated = {c.author_id for c in comments if c.author_id} | {c.owed_by_id for c in comments if c.owed_by_id}
        self.bodies = people.officers(uow, unseated)
        self.names = people.names(uow, unseated)
        seats = {c.seat.organisation_id for c in comments if c.seat and c.seat.organisation_id}
        query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(seats))
        self.offices = dict(uow.session.execute(query).all()) if seats else {}

    def of(self, comment: Comment) -> Author:
        """Who said it."""
        seat = comment.seat
        if seat is None:
            person = comment.author_id or 0
            return Author(None, self.names.get(person, ""), self.bodies.get(person, ""), official=True)
        if seat.side == "officials":
            return Author(
                seat.number, seat.person.called, self.offices.get(seat.organisation_id or 0, ""), official=True
            )
        return Author(seat.number, seat.person.name if comment.table.names_shown else "")

    def named(self, person_id: int | None) -> str:
        """`Liu Jianping · works office`: who owes an answer."""
        known = [self.names.get(person_id or 0, ""), self.bodies.get(person_id or 0, "")]
        return " · ".join(word for word in known if word)
