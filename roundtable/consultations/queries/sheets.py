"""The sheet of a consultation: all that its own page says while nobody sits at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import moment
from roundtable.people import queries as people
from roundtable.places import queries as places
from roundtable.places.models import Organisation

from .. import format as formats
from ..models import Announcement, Consultation, Seat
from .seats import attendance
from .tables import ItemView, items


@dataclass(frozen=True)
class WordView:
    """What the public was told, and when. before: the date that people knew until then."""

    said: str
    words: str
    starts_at: datetime
    before: datetime | None
    reason: str
    at: datetime


@dataclass(frozen=True)
class SheetView:
    """A consultation on its own page. expected: how many registered; came: how many sat down."""

    ref: str
    code: str
    title: str
    matter: str
    state: str
    word: Words
    format: Words
    starts_at: datetime
    ends_at: datetime
    zone: str
    address: str
    online: bool
    access: str
    place: str
    body: str
    host: str
    recorder: str
    quorum: int | None
    names_shown: bool
    expected: int
    came: int
    closed_at: datetime | None
    words: tuple[WordView, ...]
    items: tuple[ItemView, ...]
    version: int


AS_KEPT = (
    *("ref", "code", "title", "matter", "state", "starts_at", "zone", "address", "online", "access", "quorum"),
    *("names_shown", "closed_at", "version"),
)


def sheet(uow: UnitOfWork, table: Consultation) -> SheetView:
    """All that the page says."""
    host = table.host_id or table.convener_id
    names = people.names(uow, {host, table.recorder_id or host})
    kept: dict[str, Any] = {name: getattr(table, name) for name in AS_KEPT}
    return SheetView(
        word=Consultation.WORDS[table.state],
        format=formats.get(table.format).name,
        ends_at=table.starts_at + timedelta(minutes=table.minutes),
        place=" · ".join(place.name for place in places.path(uow, table.place_id)),
        body=uow.get(Organisation, table.organisation_id).name,
        host=names.get(host, ""),
        recorder=names.get(table.recorder_id or host, ""),
        expected=_expected(uow, table),
        came=attendance(uow, table),
        words=tuple(announced(uow, table)),
        items=tuple(items(uow, table)),
        **kept,
    )


def announced(uow: UnitOfWork, table: Consultation) -> list[WordView]:
    """What the public was told of its date, oldest first."""
    query = select(Announcement).where(Announcement.consultation_id == table.id).order_by(Announcement.id)
    said = list(uow.session.scalars(query).unique())
    before = [None, *(one.starts_at for one in said)]
    return [
        WordView(one.said, _in_words(one), one.starts_at, earlier, one.reason, one.at)
        for one, earlier in zip(said, before, strict=False)
    ]


def _in_words(one: Announcement) -> str:
    date = moment(one.starts_at, one.table.zone)
    if one.said == "announced" and one.reason:
        return str(_("Announced for %(date)s, at short notice: %(reason)s", date=date, reason=one.reason))
    if one.said == "announced":
        return str(_("Announced for %(date)s.", date=date))
    if one.said == "postponed":
        return str(_("Postponed to %(date)s: %(reason)s", date=date, reason=one.reason))
    return str(_("Cancelled: %(reason)s", reason=one.reason))


def _expected(uow: UnitOfWork, table: Consultation) -> int:
    query = select(func.count()).where(Seat.consultation_id == table.id, Seat.state == "registered")
    return uow.session.scalar(query) or 0
