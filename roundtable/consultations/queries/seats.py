"""Reads of seats: who has one, who sits, how a seat looks to others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from roundtable.core import things
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.policy import Action

from ..models import Consultation, Ruling, Seat

HERE = ("seated", "muted")  # the states of a seat that somebody sits on


@dataclass(frozen=True)
class SeatView:
    """A seat as others see it. mark: its number, or the first letter of an official's body; who: words for it."""

    ref: str
    number: int
    mark: str
    who: Words
    office: bool
    side: str
    state: str
    word: Words
    name: str  # empty where the reader may not know it
    version: int


def seat_of(uow: UnitOfWork, table: Consultation, person_id: int | None) -> Seat | None:
    """The seat that a person has at a table, sitting on it or not."""
    if person_id is None:
        return None
    query = select(Seat).where(Seat.consultation_id == table.id, Seat.person_id == person_id)
    return uow.once(("seat", table.id, person_id), lambda: uow.session.scalars(query).first())


def ready(uow: UnitOfWork, table: Consultation, person_ids: Iterable[int]) -> list[Seat]:
    """Ask once which seats these have at a table, and what they are besides. Returns the seats."""
    ids = set(person_ids)
    people.ready(uow, ids)
    query = select(Seat).where(Seat.consultation_id == table.id, Seat.person_id.in_(ids))
    found = {seat.person_id: seat for seat in uow.session.scalars(query).unique()}
    for person in ids:
        uow.keep(("seat", table.id, person), found.get(person))
    return list(found.values())


def seated(uow: UnitOfWork, table_ids: Iterable[int]) -> dict[int, int]:
    """How many sit at each of these tables."""
    ids = tuple(table_ids)
    query = select(Seat.consultation_id, func.count()).where(Seat.consultation_id.in_(ids), Seat.state.in_(HERE))
    query = query.group_by(Seat.consultation_id)
    return uow.once(("seated", ids), lambda: dict(uow.session.execute(query).all()))


def attendance(uow: UnitOfWork, table: Consultation) -> int:
    """How many came: everybody who ever sat down, those who left before the end too."""
    query = select(func.count()).where(Seat.consultation_id == table.id, Seat.checked_in_at.is_not(None))
    return uow.session.scalar(query) or 0


def seats(uow: UnitOfWork, found: Iterable[Seat]) -> dict[int, SeatView]:
    """Seats through the eyes of the reader, by id: named for the desk, and for all where the convener chose so."""
    found = list(found)
    bodies = things.many(uow, {f"organisation:{seat.organisation_id}" for seat in found if seat.organisation_id})
    names = {body.id: body.name for body in bodies.values()}
    desk = {table: things.may(uow, Action.CONSULTATION_DESK, table) for table in {seat.table for seat in found}}
    return {s.id: _seat_view(s, names.get(s.organisation_id or 0, ""), desk[s.table]) for s in found}


def _seat_view(seat: Seat, body: str, desk: bool) -> SeatView:
    office = seat.side == "officials"
    name = seat.person.called if office or desk else seat.person.name if seat.table.names_shown else ""
    place = _l("Seat %(number)s", number=seat.number)
    return SeatView(
        ref=seat.ref,
        number=seat.number,
        mark=body[:1] if office and body else str(seat.number),
        who=" · ".join(part for part in (name, body) if part) if office else name or place,
        office=office,
        side=seat.side,
        state=seat.state,
        word=Seat.WORDS[seat.state],
        name=name,
        version=seat.version,
    )


def seats_at(uow: UnitOfWork, table: Consultation, after: int, most: int) -> list[Seat]:
    """Seats at a table by their number, some of them."""
    query = select(Seat).where(Seat.consultation_id == table.id).order_by(Seat.number).offset(after).limit(most)
    return list(uow.session.scalars(query).unique())


def seat_views(uow: UnitOfWork, refs: list[str]) -> list[SeatView]:
    """Seats, to be drawn."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found = uow.session.scalars(select(Seat).where(Seat.id.in_(ids))).unique().all()
    return list(seats(uow, found).values())


def rulings(uow: UnitOfWork, seat: Seat) -> list[Ruling]:
    """What the host decided about a seat, oldest first."""
    query = select(Ruling).where(Ruling.seat_id == seat.id).order_by(Ruling.id)
    return list(uow.session.scalars(query).unique())


def silenced(uow: UnitOfWork, seat: Seat) -> bool:
    """Whether the last that the host decided about a seat was that it should listen."""
    last = rulings(uow, seat)[-1:]
    return bool(last) and last[0].said == "muted"


def figures(uow: UnitOfWork, table: Consultation) -> dict[str, int]:
    """How many sit at the table."""
    return {f"seated-{table.code}": seated(uow, [table.id]).get(table.id, 0)}


def mine(uow: UnitOfWork, table: Consultation) -> dict[str, list[str]]:
    """Which seat is the actor's, and how it stands: `{"seats": ["seat-5"], "am": ["seated"]}`."""
    seat = seat_of(uow, table, uow.actor.id)
    return {"seats": [f"seat-{seat.id}"], "am": [seat.state]} if seat else {"seats": [], "am": []}
