"""Who is told of a vote, by person. A vote of whoever sits at the table is told there; one of the roll also at home."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from roundtable.consultations.models import Seat
from roundtable.consultations.queries import HERE
from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork

from . import roll
from .models import Poll


def absent(uow: UnitOfWork, opened: Draft) -> set[int]:
    """Who may vote and does not sit at the table, where the vote shows by itself."""
    return {person for poll in _of_the_roll(opened) for person in roll.voters(uow, poll) - _seated(uow, poll)}


def electorate(uow: UnitOfWork, closed: Draft) -> set[int]:
    """Who could vote, whether they did or not: a mail to those who did would say that they did."""
    return {person for poll in _of_the_roll(closed) for person in roll.voters(uow, poll)}


def _seated(uow: UnitOfWork, poll: Poll) -> set[int]:
    here = select(Seat.person_id).where(Seat.consultation_id == poll.consultation_id, Seat.state.in_(HERE))
    return set(uow.session.scalars(here))


def _of_the_roll(draft: Draft) -> Iterator[Poll]:
    return (thing for thing in draft.touched if isinstance(thing, Poll) and thing.decides)
