"""What the first page tells of tables: the one that is open now, or the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from roundtable.consultations.models import LIVE, AgendaItem, Consultation, Seat
from roundtable.consultations.queries import HERE
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.floor import queries as floor
from roundtable.people.models import Person

DRAWN = 60  # seats in the ring, at most (components/table.html)
KEPT = (*HERE, "registered")  # the states of a seat that stands at the table, taken or not


@dataclass(frozen=True)
class Table:
    """A table on the first page. seats: those taken and those kept; number, item: what is on, 0 and "" for nothing.

    speaks: the place in the ring, from 0, of whoever has the floor.
    """

    code: str
    title: str
    state: str
    starts_at: datetime
    zone: str
    seated: int
    seats: int
    number: int
    item: str
    speaks: int | None


@dataclass(frozen=True)
class Now:
    """What is on: the table opened last, and how many others are open; else the next one announced."""

    live: Table | None
    others: int
    ahead: Table | None


def now(uow: UnitOfWork) -> Now:
    """What is on now, or comes next."""
    query = select(Consultation).where(Consultation.state.in_(LIVE)).order_by(Consultation.opened_at.desc())
    live = list(uow.session.scalars(query))
    query = select(Consultation).where(Consultation.state == "announced", Consultation.starts_at > uow.now)
    ahead = uow.session.scalars(query.order_by(Consultation.starts_at).limit(1)).first()
    shown = live[0] if live else ahead
    table = _table(uow, shown) if shown else None
    return Now(table if live else None, max(len(live) - 1, 0), None if live else table)


def anything(uow: UnitOfWork) -> bool:
    """Whether people were ever told of a table here."""
    told = select(Consultation.id).where(Consultation.announced_at.is_not(None)).limit(1)
    return uow.session.scalar(told) is not None


def anybody(uow: UnitOfWork) -> bool:
    """Whether anybody has an account here."""
    return uow.session.scalar(select(Person.id).where(Person.email.is_not(None)).limit(1)) is not None


def _table(uow: UnitOfWork, table: Consultation) -> Table:
    seats = _seats(uow, table)
    number, item = _item(uow, table)
    return Table(
        code=table.code,
        title=table.title,
        state=table.state,
        starts_at=table.starts_at,
        zone=table.zone,
        seated=sum(seats.get(state, 0) for state in HERE),
        seats=sum(seats.values()),
        number=number,
        item=item,
        speaks=_speaks(uow, table, sum(seats.values())),
    )


def _seats(uow: UnitOfWork, table: Consultation) -> dict[str, int]:
    query = select(Seat.state, func.count()).where(Seat.consultation_id == table.id, Seat.state.in_(KEPT))
    return dict(uow.session.execute(query.group_by(Seat.state)).all())


def _speaks(uow: UnitOfWork, table: Consultation, seats: int) -> int | None:
    turn = floor.speaking(uow, table)
    if turn is None:
        return None
    before = select(func.count()).where(
        Seat.consultation_id == table.id, Seat.state.in_(HERE), Seat.number < turn.seat.number
    )
    place = uow.session.scalar(before) or 0
    return place * DRAWN // seats if seats > DRAWN else place


def _item(uow: UnitOfWork, table: Consultation) -> tuple[int, str]:
    query = select(AgendaItem).where(AgendaItem.consultation_id == table.id)
    agenda = uow.session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)).unique()
    return next(((number, item.called) for number, item in enumerate(agenda, 1) if item.state == "current"), (0, ""))
