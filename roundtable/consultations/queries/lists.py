"""Lists of consultations: what is on, what is to come, what was; searched by words. And what one's own are."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.places.models import Organisation
from roundtable.policy import Role

from ..models import LIVE, Consultation, Seat
from .seats import seated

PAGE = 20
MOST_WORDS, LONGEST = 8, 100  # of a search: more says no more, and costs
SHELVES: Mapping[str, tuple[str, ...]] = {  # what one may ask for -> the states that it means
    "live": LIVE,
    "ahead": ("announced",),
    "over": ("closed", "published", "cancelled"),
}
SHELF_WORDS: Mapping[str, Words] = {"live": _l("Live now"), "ahead": _l("To come"), "over": _l("Over")}


@dataclass(frozen=True)
class RowView:
    """A consultation as a list shows it. own: what it is to the reader, in words."""

    ref: str
    code: str
    title: str
    state: str
    word: Words
    starts_at: datetime
    zone: str
    body: str
    seated: int
    own: Words = ""


@dataclass(frozen=True)
class Found:
    """One page of what was found."""

    rows: tuple[RowView, ...]
    total: int
    page: int
    pages: int


def search(uow: UnitOfWork, words: str, shelf: str, page: int) -> Found:
    """What is public and has all these words: live first, then by date what is to come, then what was, newest first."""
    wanted = and_(Consultation.announced_at.is_not(None), *_having(words), *_on(shelf))
    total = uow.session.scalar(select(func.count()).select_from(Consultation).where(wanted)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    query = _rows().where(wanted).order_by(*_order()).limit(PAGE).offset((page - 1) * PAGE)
    return Found(tuple(_read(uow, query)), total, page, pages)


def _having(words: str) -> list[ColumnElement[bool]]:
    """Each word stands somewhere in what is said of it; Chinese is not cut into words, so any run of it is one."""
    asked = unicodedata.normalize("NFKC", words[:LONGEST]).replace("\0", "").split()[:MOST_WORDS]
    columns = (Consultation.title, Consultation.matter, Consultation.address, Consultation.code)
    return [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in asked]


def _on(shelf: str) -> list[ColumnElement[bool]]:
    return [Consultation.state.in_(SHELVES[shelf])] if shelf in SHELVES else []


def _order() -> tuple[ColumnElement[Any], ...]:
    ahead = Consultation.state == "announced"
    rank = case((Consultation.state.in_(LIVE), 0), (ahead, 1), else_=2)
    soonest = case((ahead, Consultation.starts_at), else_=None)
    return rank, soonest, Consultation.starts_at.desc(), Consultation.id.desc()


def _rows() -> Select[Consultation, str]:
    return select(Consultation, Organisation.name).join(Organisation, Organisation.id == Consultation.organisation_id)


def _read(uow: UnitOfWork, query: Select[Consultation, str]) -> list[RowView]:
    found = uow.session.execute(query).all()
    here = seated(uow, [table.id for table, _name in found if table.state in LIVE])
    return [
        RowView(
            ref=table.ref,
            code=table.code,
            title=table.title,
            state=table.state,
            word=Consultation.WORDS[table.state],
            starts_at=table.starts_at,
            zone=table.zone,
            body=body,
            seated=here.get(table.id, 0),
        )
        for table, body in found
    ]


def own(uow: UnitOfWork) -> list[RowView]:
    """What the actor prepares, hosts, records or has a seat at, and what is not over yet; the soonest first."""
    me = uow.actor.id
    if me is None:
        return []
    at = select(Seat.consultation_id).where(Seat.person_id == me, Seat.state.not_in(("left", "removed")))
    offices = (
        (_l("You convene"), Consultation.organisation_id.in_(people.bodies(uow, Role.CONVENER))),
        (_l("You host"), Consultation.host_id == me),
        (_l("You record"), Consultation.recorder_id == me),
        (_l("You have a seat"), and_(Consultation.id.in_(at), Consultation.announced_at.is_not(None))),
    )
    found: dict[str, RowView] = {}
    for word, mine in offices:
        current = _rows().where(mine, Consultation.state.in_(("draft", "announced", *LIVE)))
        for row in _read(uow, current.order_by(Consultation.starts_at, Consultation.id).limit(PAGE)):
            found.setdefault(row.ref, replace(row, own=word))
    return sorted(found.values(), key=lambda row: row.starts_at)


def convening(uow: UnitOfWork) -> list[tuple[str, str]]:
    """The names (`organisation:3`) and titles of the bodies for which the actor may prepare a consultation."""
    query = select(Organisation).where(Organisation.id.in_(people.bodies(uow, Role.CONVENER)))
    return [(body.ref, body.name) for body in uow.session.scalars(query.order_by(Organisation.name))]
