"""Reads of minutes: frozen views, and whether the heads printed on them are the record's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation
from roundtable.core import clock, record, seal, things
from roundtable.core.errors import Words
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import SYSTEM, UnitOfWork, reading
from roundtable.people import queries as people
from roundtable.policy import Action, Role

from .models import SECTIONS, Addition, Minutes

WRITERS = frozenset({Role.CONVENER, Role.HOST, Role.RECORDER})


@dataclass(frozen=True)
class AdditionView:
    """What a person added by hand, beside what the record says."""

    ref: str
    said: str
    word: Words
    section: str
    words: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class MinutesView:
    """Minutes as pages show them."""

    ref: str
    code: str
    zone: str
    state: str
    word: Words
    number: int | None
    sections: dict[str, Any]
    upto: int
    drafted_at: datetime
    locked_at: datetime | None
    signed_by: str
    head_size: int | None
    head_root: str | None
    additions: tuple[AdditionView, ...]
    version: int

    def beside(self, section: str) -> list[AdditionView]:
        """What was added to a section."""
        return [added for added in self.additions if added.section == section]

    @property
    def corrections(self) -> int:
        """How many were added while they were written."""
        return sum(added.said == "correction" for added in self.additions)

    @property
    def amendments(self) -> int:
        """How many were added since they were locked."""
        return sum(added.said == "amendment" for added in self.additions)


def of(uow: UnitOfWork, table: Consultation) -> Minutes | None:
    """The minutes of a table, if there are any."""
    return uow.session.scalars(select(Minutes).where(Minutes.consultation_id == table.id)).unique().one_or_none()


def is_locked(uow: UnitOfWork, table: Consultation) -> bool:
    """Whether a table's minutes are signed."""
    minutes = of(uow, table)
    return minutes is not None and minutes.state == "locked"


def roles(uow: UnitOfWork, minutes: Minutes) -> frozenset[Role]:
    """What the actor is to the table; nothing to minutes that are not locked, but for those who write them."""
    held = consultations.roles(uow, minutes.table)
    return held if minutes.state == "locked" or held & WRITERS else frozenset()


def view(uow: UnitOfWork, minutes: Minutes) -> MinutesView:
    """Minutes with what was added to them, to be drawn."""
    added = list(uow.session.scalars(_additions(minutes)).unique())
    names = people.names(uow, {a.author_id for a in added} | {minutes.signed_by_id or 0})
    return MinutesView(
        ref=minutes.ref,
        code=minutes.table.code,
        zone=minutes.table.zone,
        state=minutes.state,
        word=Minutes.WORDS[minutes.state],
        number=minutes.number,
        sections=minutes.sections,
        upto=minutes.upto,
        drafted_at=minutes.drafted_at,
        locked_at=minutes.locked_at,
        signed_by=names.get(minutes.signed_by_id or 0, ""),
        head_size=minutes.head_size,
        head_root=minutes.head_root,
        additions=tuple(_addition(a, names.get(a.author_id, "")) for a in added),
        version=minutes.version,
    )


def _additions(minutes: Minutes) -> Any:
    return select(Addition).where(Addition.minutes_id == minutes.id).order_by(Addition.id)


def _addition(a: Addition, by: str) -> AdditionView:
    return AdditionView(a.ref, a.said, Addition.WORDS[a.said], a.section, a.words, a.reason, by, a.at)


def verify() -> list[str]:
    """Minutes whose printed head is not that of the record, in words; empty when all are."""
    with reading(SYSTEM, clock.now()) as uow:
        return list(_misprinted(uow))


def _misprinted(uow: UnitOfWork) -> Iterator[str]:
    for minutes in uow.session.scalars(select(Minutes).where(Minutes.state == "locked")).unique():
        leaves = record.leaves(uow.session, minutes.table.topic)[: minutes.head_size]
        if len(leaves) != minutes.head_size or seal.root(leaves).hex() != minutes.head_root:
            yield f"the head printed on {minutes.ref} is not that of {minutes.table.topic} at {minutes.head_size}"


def _card(minutes: Minutes) -> Card:
    table = minutes.table
    at = minutes.locked_at or minutes.drafted_at
    return Card(minutes.ref, table.topic, table.title, minutes.state, f"/c/{table.code}/minutes", at)


def _addition_card(added: Addition) -> Card:
    table = added.minutes.table
    return Card(added.ref, table.topic, SECTIONS[added.section], added.said, f"/c/{table.code}/minutes", added.at)


_SEE = Action.MINUTES_SEE
things.register(Kind(Minutes, _card, _SEE, roles, within=lambda it: it.table.ref, words=Minutes.WORDS))
things.register(Kind(Addition, _addition_card, _SEE, lambda uow, it: roles(uow, it.minutes), words=Addition.WORDS))
