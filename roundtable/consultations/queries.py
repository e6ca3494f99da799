"""Reads of consultations and seats; what somebody is to a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from roundtable.core import things
from roundtable.core.errors import Words
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.policy import Action, Role

from .models import Consultation, Seat


@dataclass(frozen=True)
class TableView:
    """A consultation as pages show it."""

    ref: str
    code: str
    title: str
    state: str
    word: Words
    starts_at: datetime
    zone: str
    seated: int
    version: int


@dataclass(frozen=True)
class SeatView:
    """A seat as the table shows it."""

    ref: str
    number: int
    side: str
    state: str
    name: str


def seat_of(uow: UnitOfWork, table: Consultation, person_id: int | None) -> Seat | None:
    """Where a person sits at a table, if they do."""
    if person_id is None:
        return None
    return uow.session.scalars(
        select(Seat).where(Seat.consultation_id == table.id, Seat.person_id == person_id)
    ).first()


def roles(uow: UnitOfWork, table: Consultation) -> frozenset[Role]:
    """What the actor is to a table."""
    if uow.actor.stands_for:
        return uow.actor.stands_for
    mine = set(people.held(uow))
    me = uow.actor.id
    if me is not None:
        offices = {Role.CONVENER: table.convener_id, Role.HOST: table.host_id or table.convener_id}
        offices[Role.RECORDER] = table.recorder_id or table.host_id or table.convener_id
        mine |= {role for role, holder in offices.items() if holder == me}
        mine |= _seated(seat_of(uow, table, me))
    return frozenset(mine)


def _seated(seat: Seat | None) -> set[Role]:
    if seat is None or seat.state not in ("seated", "muted"):
        return set()
    return {Role.PARTICIPANT} | ({Role.MUTED} if seat.state == "muted" else set())


def seated(uow: UnitOfWork, table_ids: list[int]) -> dict[int, int]:
    """How many sit at each of these tables."""
    query = select(Seat.consultation_id, func.count()).where(
        Seat.consultation_id.in_(table_ids), Seat.state.in_(("seated", "muted"))
    )
    return dict(uow.session.execute(query.group_by(Seat.consultation_id)).all())


def card(table: Consultation) -> Card:
    """A consultation's card."""
    return Card(table.ref, table.topic, table.title, table.state, f"/c/{table.code}", table.starts_at)


def views(uow: UnitOfWork, refs: list[str]) -> list[TableView]:
    """Tables, to be drawn."""
    codes = [ref.partition(":")[2] for ref in refs]
    found = uow.session.scalars(select(Consultation).where(Consultation.code.in_(codes))).all()
    there = seated(uow, [row.id for row in found])
    return [
        TableView(
            ref=t.ref,
            code=t.code,
            title=t.title,
            state=t.state,
            word=Consultation.WORDS[t.state],
            starts_at=t.starts_at,
            zone=t.zone,
            seated=there.get(t.id, 0),
            version=t.version,
        )
        for t in found
    ]


def seat_card(seat: Seat) -> Card:
    """A seat's card."""
    return Card(seat.ref, seat.table.topic, str(seat.number), seat.state, f"/c/{seat.table.code}", seat.at)


def seat_roles(uow: UnitOfWork, seat: Seat) -> frozenset[Role]:
    """What the actor is to the table that the seat stands at."""
    return roles(uow, seat.table)


def figures(uow: UnitOfWork, table: Consultation) -> dict[str, int]:
    """How many sit at the table."""
    return {f"seated-{table.code}": seated(uow, [table.id]).get(table.id, 0)}


things.register(
    Kind(
        Consultation,
        card,
        Action.CONSULTATION_SEE,
        roles,
        column="code",
        desk=Action.CONSULTATION_DESK,
        words=Consultation.WORDS,
    )
)
things.register(
    Kind(Seat, seat_card, Action.CONSULTATION_SEE, seat_roles, within=lambda seat: seat.table.ref, words=Seat.WORDS)
)
