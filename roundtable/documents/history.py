"""Reads of the record: a topic's entries in words, as far as the reader may see them, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation, Seat
from roundtable.core import things
from roundtable.core.db import Thing
from roundtable.core.event_log import DESK, PARTICIPANTS, PUBLIC, Entry
from roundtable.core.record import Seal
from roundtable.core.things import KINDS, Card
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import HOME_ZONE
from roundtable.people import queries as people
from roundtable.people.models import Membership
from roundtable.places.models import Organisation
from roundtable.policy import Role

from .words import sentence

PAGE = 50
HEADS = 5  # sealed heads that a page shows; all of them are in the JSON


@dataclass(frozen=True)
class Line:
    """An entry in words. told: whether the reader may know more than that it is there."""

    seq: int
    at: datetime
    zone: str
    told: bool
    words: str
    who: str
    url: str
    entry: Entry

    @property
    def leaf(self) -> str:
        """Its hash, by which it stands in the tree."""
        return self.entry.leaf.hex()


def lines(uow: UnitOfWork, topic: str, *, before: int | None = None, limit: int = PAGE) -> list[Line]:
    """The newest entries of a topic (before a number), newest first."""
    query = select(Entry).where(Entry.topic == topic)
    if before is not None:
        query = query.where(Entry.seq < before)
    return told(uow, topic, uow.session.scalars(query.order_by(Entry.seq.desc()).limit(limit)).all())


def told(uow: UnitOfWork, topic: str, entries: Iterable[Entry]) -> list[Line]:
    """Entries in words, as far as the reader may see them. As many queries for one as for fifty."""
    entries, thing = list(entries), things.find(uow, topic)
    open_to = audiences(uow, thing)
    shown = [entry for entry in entries if entry.audience in open_to]
    cards, actors = _cards(uow, shown), Actors(uow, thing, (entry.actor for entry in shown))
    zone = getattr(thing, "zone", HOME_ZONE)
    return [_line(entry, entry.audience in open_to, cards, actors, zone) for entry in entries]


def audiences(uow: UnitOfWork, thing: Thing) -> set[str]:
    """Whose entries of a thing's topic the reader may read."""
    desk = KINDS[thing.kind].desk
    if desk is not None and things.may(uow, desk, thing):
        return {PUBLIC, PARTICIPANTS, DESK}
    return {PUBLIC, PARTICIPANTS} if Role.PARTICIPANT in things.roles(uow, thing) else {PUBLIC}


def _line(entry: Entry, is_told: bool, cards: dict[str, Card], actors: Actors, zone: str) -> Line:
    who = actors.of(entry.actor) if is_told else ""
    card = next((cards[ref] for ref in _about(entry) if ref in cards), None)
    words = (
        sentence(entry.action, who, str(card.title) if card else "", entry.facts, zone)
        if is_told
        else str(_("Something was done that only those who run the table may read"))
    )
    url = card.url if card and is_told else ""
    return Line(entry.seq, entry.at, zone, is_told, words, who, url, entry)


def _about(entry: Entry) -> list[str]:
    """What an entry is about, first of all where it was done, if this is an echo."""
    return [*([str(entry.facts["of"])] if "of" in entry.facts else []), *entry.touched]


def _cards(uow: UnitOfWork, entries: Iterable[Entry]) -> dict[str, Card]:
    refs = dict.fromkeys(ref for entry in entries for ref in _about(entry))
    return {ref: things.card(thing) for ref, thing in things.seen(uow, things.many(uow, refs)).items()}


class Actors:
    """Who acted, as the public reads it: an office, a seat's number, a body; never more than pages show of them."""

    def __init__(self, uow: UnitOfWork, thing: Thing, refs: Iterable[str]) -> None:
        ids = {int(ref.partition(":")[2]) for ref in refs if ref.startswith("person:")}
        table = thing if isinstance(thing, Consultation) else getattr(thing, "table", None)
        self.seats = self._seats(uow, table, ids) if isinstance(table, Consultation) else {}
        self.bodies = _bodies(uow, ids)
        self.offices = _offices(uow, thing)

    def _seats(self, uow: UnitOfWork, table: Consultation, ids: set[int]) -> dict[int, str]:
        query = select(Seat).where(Seat.consultation_id == table.id, Seat.person_id.in_(ids))
        found = uow.session.scalars(query).unique().all()
        views = consultations.seats(uow, found)
        return {seat.person_id: str(views[seat.id].who) for seat in found}

    def of(self, ref: str) -> str:
        """Who that is: `person:4`, `system`, `visitor`."""
        kind, _colon, key = ref.partition(":")
        if kind != "person":
            return str(_("The house itself")) if kind == Role.SYSTEM.value else str(_("Somebody"))
        number = int(key)
        known: Any = self.offices.get(number) or self.seats.get(number)
        if known is None and number in self.bodies:
            known = _("Somebody of %(body)s", body=self.bodies[number])
        return str(known or _("Somebody"))


def _bodies(uow: UnitOfWork, ids: set[int]) -> dict[int, str]:
    """The body that each of these persons works or worked for: the last that they came to."""
    query = select(Membership.person_id, Organisation.name).join(Organisation)
    query = query.where(Membership.person_id.in_(ids)).order_by(Membership.id)
    return dict(uow.session.execute(query).all())


def _offices(uow: UnitOfWork, thing: Thing) -> dict[int, Any]:
    """Whom a page of the thing names by what they are to it; the last one wins."""
    found: dict[int | None, Any] = {}
    if isinstance(thing, Consultation):
        found[thing.convener_id] = _("The convener")
        found[thing.recorder_id] = _("The recorder")
        found[thing.host_id] = _("The host")
    if responsible := getattr(thing, "responsible_id", None):
        found[responsible] = people.names(uow, [responsible]).get(responsible)
    return {person: words for person, words in found.items() if person is not None and words}


def heads(uow: UnitOfWork, topic: str, limit: int | None = None) -> list[Seal]:
    """The sealed heads of a topic, newest first."""
    return list(uow.session.scalars(select(Seal).where(Seal.topic == topic).order_by(Seal.size.desc()).limit(limit)))
