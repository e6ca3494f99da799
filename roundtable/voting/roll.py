"""The roll of a poll: who may vote, frozen at opening, present or not; and whether they did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from roundtable.consultations.models import Consultation, Seat
from roundtable.consultations.queries import HERE
from roundtable.core.db import changed, insert_new
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.people.models import Membership
from roundtable.places import queries as places
from roundtable.places.models import Place
from roundtable.policy import Role

from .models import Poll, RollEntry


def freeze(uow: UnitOfWork, poll: Poll) -> int:
    """Write down who may vote, as the register (or the table) is now. Returns how many."""
    column, found = _electors(uow, poll)
    rows = [{"poll_id": poll.id, "voted": False, column: elector} for elector in uow.session.scalars(found)]
    if rows:
        uow.session.execute(insert(RollEntry), rows)
    return len(rows)


def _electors(uow: UnitOfWork, poll: Poll) -> tuple[str, Select[int]]:
    inside = places.inside(uow, poll.table.place_id) if poll.table.place_id else set()
    if poll.electorate == "seated":
        return "person_id", select(Seat.person_id).where(_sits_at(poll.table)).order_by(Seat.number)
    if poll.electorate == "homes":
        homes = select(Place.id).where(Place.id.in_(inside), Place.level == "unit")
        return "home_id", homes.order_by(Place.name, Place.id)
    lives = select(Membership.person_id).where(_resident(uow), Membership.place_id.in_(inside))
    return "person_id", lives.distinct().order_by(Membership.person_id)


def _sits_at(table: Consultation) -> ColumnElement[bool]:
    return and_(Seat.consultation_id == table.id, Seat.state.in_(HERE))


def _resident(uow: UnitOfWork) -> ColumnElement[bool]:
    return and_(Membership.role == Role.RESIDENT, *people.of_today(uow))


def enrol(uow: UnitOfWork, poll: Poll, person_id: int) -> bool:
    """Put somebody who sat down while it is open on the roll of the seated; True when they were not on it."""
    return insert_new(uow.session, RollEntry, poll_id=poll.id, person_id=person_id, voted=False)


def mine(uow: UnitOfWork, poll_ids: Iterable[int]) -> list[RollEntry]:
    """The entries that the actor votes for: their own, and those of their homes, in the roll's order."""
    if uow.actor.id is None:
        return []
    query = select(RollEntry).where(RollEntry.poll_id.in_(list(poll_ids)), _of_actor(uow)).order_by(RollEntry.id)
    return list(uow.session.scalars(query))


def holds(uow: UnitOfWork, poll: Poll) -> bool:
    """Whether the actor stands on the roll of a poll, or a home of theirs does."""
    if uow.actor.id is None:
        return False
    query = select(RollEntry.poll_id).where(_of_actor(uow))
    return poll.id in uow.once(("rolls", uow.actor.id), lambda: set(uow.session.scalars(query)))


def _of_actor(uow: UnitOfWork) -> ColumnElement[bool]:
    homes = select(Membership.place_id).where(_resident(uow), Membership.person_id == uow.actor.id)
    return or_(RollEntry.person_id == uow.actor.id, RollEntry.home_id.in_(homes))


def voters(uow: UnitOfWork, poll: Poll) -> set[int]:
    """The persons who may vote in a poll: those on its roll, and whoever lives in a home that is."""
    persons = select(RollEntry.person_id).where(RollEntry.poll_id == poll.id, RollEntry.person_id.is_not(None))
    at_home = select(Membership.person_id).join(RollEntry, RollEntry.home_id == Membership.place_id)
    return {
        *uow.session.scalars(persons),
        *uow.session.scalars(at_home.where(RollEntry.poll_id == poll.id, _resident(uow))),
    }


def tick(uow: UnitOfWork, entry: RollEntry) -> bool:
    """Note that this entry has voted. False when it had: the number of rows changed decides, not what was read."""
    open_bit = update(RollEntry).where(RollEntry.id == entry.id, RollEntry.voted.is_(False))
    return changed(uow.session, open_bit.values(voted=True).execution_options(synchronize_session=False)) == 1


def turnout(uow: UnitOfWork, poll_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """For each poll, how many have voted and how many may, counted from the rows."""
    voted = func.count().filter(RollEntry.voted)
    query = select(RollEntry.poll_id, voted, func.count()).where(RollEntry.poll_id.in_(poll_ids))
    return {poll: (done, may) for poll, done, may in uow.session.execute(query.group_by(RollEntry.poll_id))}


def present(uow: UnitOfWork, poll: Poll) -> int:
    """How many of the roll are at the table, or took part without sitting there."""
    sits: Any = exists().where(_sits_at(poll.table))
    at_home = exists().where(_resident(uow), Membership.place_id == RollEntry.home_id)
    there = or_(
        sits.where(Seat.person_id == RollEntry.person_id),
        at_home.where(Membership.person_id == Seat.person_id, _sits_at(poll.table)),
    )
    query = select(func.count()).select_from(RollEntry).where(RollEntry.poll_id == poll.id)
    return uow.session.scalar(query.where(or_(RollEntry.voted, there))) or 0


def home_names(uow: UnitOfWork, ids: Iterable[int]) -> dict[int, str]:
    """What is written at the doors of these homes: the name of the home with that of what it is in."""
    if not (ids := list(ids)):
        return {}
    within = aliased(Place)
    query = select(Place.id, within.name, Place.name).outerjoin(within, within.id == Place.parent_id)
    found = uow.session.execute(query.where(Place.id.in_(ids)).order_by(Place.name, Place.id))
    return {number: " ".join(filter(None, (building, home))) for number, building, home in found}
