"""Reads of consultations and their agenda; what somebody is to a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.core import things
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.policy import Role

from ..format import FLOORS
from ..models import LIVE, AgendaItem, Consultation, Seat
from .seats import seat_of, seated


@dataclass(frozen=True)
class TableView:
    """A consultation as pages show it. enough: whether its quorum is seated; None where it has none."""

    ref: str
    code: str
    title: str
    state: str
    word: Words
    starts_at: datetime
    zone: str
    seated: int
    quorum: int | None
    enough: bool | None
    version: int


@dataclass(frozen=True)
class ItemView:
    """An item of the agenda as pages show it. number: its place among the others, from 1."""

    ref: str
    order: int
    number: int
    title: str
    minutes: int
    floor: str
    floor_word: Words
    turn_seconds: int | None
    state: str
    word: Words
    version: int


def roles(uow: UnitOfWork, table: Consultation) -> frozenset[Role]:
    """What the actor is to a table; nothing, as long as only those who prepare it may know of it."""
    if uow.actor.stands_for:
        return uow.actor.stands_for
    return uow.once(("table", table.id, uow.actor.id), lambda: _roles(uow, table))


def _roles(uow: UnitOfWork, table: Consultation) -> frozenset[Role]:
    offices = _offices(uow, table)
    if table.secret and not offices:
        return frozenset()
    return people.held(uow) | offices | _seated(table, seat_of(uow, table, uow.actor.id))


def _offices(uow: UnitOfWork, table: Consultation) -> set[Role]:
    """Those who convene for the body; they host where no host is named, and the host records where no recorder is."""
    me = uow.actor.id
    if me is None:
        return set()
    found = {Role.CONVENER} if table.organisation_id in people.bodies(uow, Role.CONVENER) else set()
    if table.host_id == me if table.host_id else found:
        found.add(Role.HOST)
    if table.recorder_id == me if table.recorder_id else Role.HOST in found:
        found.add(Role.RECORDER)
    return found


def _seated(table: Consultation, seat: Seat | None) -> set[Role]:
    if seat is None or seat.state == "left":
        return set()
    if seat.state in ("registered", "removed"):
        return {Role.REGISTERED if seat.state == "registered" else Role.REMOVED}
    if table.state not in LIVE:
        return set()
    return {Role.PARTICIPANT} | ({Role.MUTED} if seat.state == "muted" else set())


NEEDED: tuple[tuple[Callable[[UnitOfWork, Consultation], bool], Words], ...] = (  # before it can be announced
    (lambda _uow, table: bool(table.matter), _l("say what the matter is")),
    (lambda _uow, table: bool(table.address or table.online), _l("say where people meet, or that it is online")),
    (lambda uow, table: table.starts_at > uow.now, _l("choose a date to come")),
    (lambda uow, table: bool(agenda(uow, table)), _l("put an item on the agenda")),
)


def missing(uow: UnitOfWork, table: Consultation) -> list[Words]:
    """What is still to be done before a draft can be announced."""
    return [what for there, what in NEEDED if not there(uow, table)]


def agenda(uow: UnitOfWork, table: Consultation) -> list[AgendaItem]:
    """The items of a table in their order."""
    query = select(AgendaItem).where(AgendaItem.consultation_id == table.id)
    return list(uow.session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)).unique())


def items(uow: UnitOfWork, table: Consultation) -> list[ItemView]:
    """The agenda, to be drawn."""
    return [
        ItemView(
            ref=item.ref,
            order=item.position,
            number=number,
            title=item.called,
            minutes=item.minutes,
            floor=item.floor,
            floor_word=FLOORS[item.floor],
            turn_seconds=item.turn_seconds,
            state=item.state,
            word=AgendaItem.WORDS[item.state],
            version=item.version,
        )
        for number, item in enumerate(agenda(uow, table), 1)
    ]


def views(uow: UnitOfWork, refs: list[str]) -> list[TableView]:
    """Tables, to be drawn."""
    found = things.many(uow, refs).values()
    there = seated(uow, [row.id for row in found])
    return [_view(table, there.get(table.id, 0)) for table in found]


def _view(t: Consultation, here: int) -> TableView:
    return TableView(
        ref=t.ref,
        code=t.code,
        title=t.title,
        state=t.state,
        word=Consultation.WORDS[t.state],
        starts_at=t.starts_at,
        zone=t.zone,
        seated=here,
        quorum=t.quorum,
        enough=here >= t.quorum if t.quorum else None,
        version=t.version,
    )
