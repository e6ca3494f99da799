"""Reads of consultations, their agenda and seats; what somebody is to a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from roundtable.core import things
from roundtable.core.errors import Words
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.places.models import Organisation
from roundtable.policy import Action, Role

from .format import FLOORS
from .models import LIVE, AgendaItem, Announcement, Consultation, Ruling, Seat

HERE = ("seated", "muted")  # the states of a seat that somebody sits on


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


def seat_of(uow: UnitOfWork, table: Consultation, person_id: int | None) -> Seat | None:
    """The seat that a person has at a table, sitting on it or not."""
    if person_id is None:
        return None
    return uow.session.scalars(
        select(Seat).where(Seat.consultation_id == table.id, Seat.person_id == person_id)
    ).first()


def roles(uow: UnitOfWork, table: Consultation) -> frozenset[Role]:
    """What the actor is to a table; nothing, as long as only those who prepare it may know of it."""
    if uow.actor.stands_for:
        return uow.actor.stands_for
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


def seated(uow: UnitOfWork, table_ids: Iterable[int]) -> dict[int, int]:
    """How many sit at each of these tables."""
    query = select(Seat.consultation_id, func.count()).where(
        Seat.consultation_id.in_(list(table_ids)), Seat.state.in_(HERE)
    )
    return dict(uow.session.execute(query.group_by(Seat.consultation_id)).all())


def attendance(uow: UnitOfWork, table: Consultation) -> int:
    """How many came: everybody who ever sat down, those who left before the end too."""
    query = select(func.count()).where(Seat.consultation_id == table.id, Seat.checked_in_at.is_not(None))
    return uow.session.scalar(query) or 0


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
    codes = [ref.partition(":")[2] for ref in refs]
    found = uow.session.scalars(select(Consultation).where(Consultation.code.in_(codes))).all()
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


def seats(uow: UnitOfWork, found: Iterable[Seat]) -> dict[int, SeatView]:
    """Seats through the eyes of the reader, by id: named for the desk, and for all where the convener chose so."""
    found = list(found)
    ids = {seat.organisation_id for seat in found}
    bodies = {b.id: b.name for b in uow.session.scalars(select(Organisation).where(Organisation.id.in_(ids)))}
    desk: dict[str, bool] = {}
    for seat in found:
        desk.setdefault(seat.table.ref, things.may(uow, Action.CONSULTATION_DESK, seat.table))
    return {s.id: _seat_view(s, bodies.get(s.organisation_id or 0, ""), desk[s.table.ref]) for s in found}


def _seat_view(seat: Seat, body: str, desk: bool) -> SeatView:
    office = seat.side == "officials"
    name = seat.person.name if office or desk or seat.table.names_shown else ""
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
    """Which seat is the actor's, and how it stands: `{"seats": ["seat-5"], "me": ["seated"]}`."""
    seat = seat_of(uow, table, uow.actor.id)
    return {"seats": [f"seat-{seat.id}"], "me": [seat.state]} if seat else {"seats": [], "me": []}


def seat_roles(uow: UnitOfWork, seat: Seat) -> frozenset[Role]:
    """What the actor is to the table that the seat stands at, and whether it is theirs."""
    mine = uow.actor.id is not None and seat.person_id == uow.actor.id
    return roles(uow, seat.table) | ({Role.SITTER} if mine else set())


def card(table: Consultation) -> Card:
    """A consultation's card."""
    return Card(table.ref, table.topic, table.title, table.state, f"/c/{table.code}", table.starts_at)


def _within(thing: AgendaItem | Announcement | Seat) -> str:
    return thing.table.ref


def _item_card(item: AgendaItem) -> Card:
    return Card(item.ref, item.table.topic, item.called, item.state, f"/c/{item.table.code}#item-{item.id}")


def _seat_card(seat: Seat) -> Card:
    place = _l("Seat %(number)s", number=seat.number)
    return Card(seat.ref, seat.table.topic, place, seat.state, f"/c/{seat.table.code}", seat.at)


def _announcement_card(word: Announcement) -> Card:
    return Card(word.ref, word.table.topic, word.table.title, word.said, f"/c/{word.table.code}", word.at)


def _ruling_card(ruling: Ruling) -> Card:
    table = ruling.seat.table
    place = _l("Seat %(number)s", number=ruling.seat.number)
    return Card(ruling.ref, table.topic, place, ruling.said, f"/c/{table.code}", ruling.at)


_SEE = Action.CONSULTATION_SEE
_DESK = Action.CONSULTATION_DESK
things.register(Kind(Consultation, card, _SEE, roles, column="code", desk=_DESK, words=Consultation.WORDS))
things.register(Kind(Seat, _seat_card, _SEE, seat_roles, within=_within, words=Seat.WORDS))
things.register(
    Kind(AgendaItem, _item_card, _SEE, lambda uow, it: roles(uow, it.table), within=_within, words=AgendaItem.WORDS)
)
things.register(
    Kind(Announcement, _announcement_card, _SEE, lambda uow, it: roles(uow, it.table), words=Announcement.WORDS)
)
things.register(Kind(Ruling, _ruling_card, _SEE, lambda uow, it: roles(uow, it.seat.table), words=Ruling.WORDS))
