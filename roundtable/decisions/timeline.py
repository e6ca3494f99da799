"""Reads of the timeline: what an organiser says was done and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import select

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation
from roundtable.core import things
from roundtable.core.errors import Words
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action, Role

from . import dates
from .dates import Dated
from .models import TimelineDate

ORGANISERS = frozenset({Role.CONVENER, Role.HOST, Role.RECORDER})


class Noted(Protocol):
    """What was noted of an act."""

    @property
    def topic(self) -> str:
        """The record that it stands in."""


@dataclass(frozen=True)
class DateView:
    """A date of the timeline. before: the day that people were shown, where the record now names another."""

    ref: str
    what: str
    day: date
    before: date | None
    words: Words
    done: bool
    note: Words  # what became of the thing that it is of, where that is not as it was
    url: str
    state: str
    word: Words
    changed: bool
    version: int


def roles(uow: UnitOfWork, it: TimelineDate) -> frozenset[Role]:
    """What the actor is to the table; nothing to a date that was not published, but for those who work on it."""
    held = consultations.roles(uow, it.table)
    return held if it.public or held & ORGANISERS else frozenset()


def public(uow: UnitOfWork, table: Consultation) -> list[DateView]:
    """What people see, by day."""
    rows = [row for row in _rows(uow, table) if row.public]
    return _drawn(uow, table, [(row, row.shown_words or "", row.shown_day, row.shown_done) for row in rows])


def worked_on(uow: UnitOfWork, table: Consultation) -> list[DateView]:
    """What its organisers see: as it stands now, with what publishing would take away."""
    rows = [row for row in _rows(uow, table) if row.state != "removed" or row.public]
    return _drawn(uow, table, [(row, row.words, row.day, row.done) for row in rows])


def unpublished(uow: UnitOfWork, table: Consultation) -> list[TimelineDate]:
    """The dates that people see otherwise than they stand."""
    return [row for row in _rows(uow, table) if row.changed]


def lacking(uow: UnitOfWork, table: Consultation) -> list[Dated]:
    """The dates that the record knows and the timeline never had: one that was taken off stays off."""
    there = {(row.what, row.source) for row in _rows(uow, table)}
    return [dated for key, dated in dates.known(uow, table).items() if key not in there]


def _rows(uow: UnitOfWork, table: Consultation) -> list[TimelineDate]:
    query = select(TimelineDate).where(TimelineDate.consultation_id == table.id).order_by(TimelineDate.id)
    return list(uow.session.scalars(query).unique())


def _drawn(uow: UnitOfWork, table: Consultation, rows: list[tuple[Any, ...]]) -> list[DateView]:
    known = dates.known(uow, table)
    lost = [row.source for row, *_shown in rows if row.source and (row.what, row.source) not in known]
    cards = {ref: things.card(thing) for ref, thing in things.many(uow, lost).items()}
    drawn = [_view(row, words, day, done, known.get((row.what, row.source)), cards) for row, words, day, done in rows]
    return sorted(drawn, key=lambda view: view.day)


def _view(
    row: TimelineDate, words: str, day: date, done: bool, dated: Dated | None, cards: dict[str, Card]
) -> DateView:
    card = cards.get(row.source)
    said: Words = words or (dated.words if dated else dates.WHAT[row.what](card.title) if card else "")
    return DateView(
        ref=row.ref,
        what=row.what,
        day=dated.day if dated else day,
        before=day if dated and dated.day != day else None,
        words=said,
        done=dated.done if dated else done,
        note=card.word if card else "",
        url=dated.url if dated else card.url if card else "",
        state=row.state,
        word=TimelineDate.WORDS[row.state],
        changed=row.changed,
        version=row.version,
    )


def page(_uow: UnitOfWork, act: Noted) -> str:
    """Where the timeline is that a mail tells of."""
    return f"/c/{act.topic.partition(':')[2]}/timeline"


def _card(it: TimelineDate) -> Card:
    url = f"/c/{it.table.code}/timeline"
    return Card(it.ref, it.table.topic, it.words or it.day.isoformat(), it.state, url, it.at)


things.register(
    Kind(TimelineDate, _card, Action.TIMELINE_SEE, roles, within=lambda it: it.table.ref, words=TimelineDate.WORDS)
)
