"""The dates that the record knows of a table: what a timeline is drafted from. Other modules add their own source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.consultations.models import Consultation
from roundtable.core import things
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import local

from .models import Decision

# what a date is of -> its sentence, with the title of the thing that it is of
WHAT: Mapping[str, Callable[[Words], Words]] = {
    "announced": lambda _title: _l("The consultation is announced"),
    "held": lambda _title: _l("The consultation is held"),
    "published": lambda _title: _l("The record is published"),
    "decided": lambda title: _l("Decided: %(title)s", title=title),
    "promised": lambda title: _l("Promised: %(title)s", title=title),
    "step": lambda title: _l("A step on the way: %(title)s", title=title),
    "due": lambda title: _l("To be done by this day: %(title)s", title=title),
    "closed": lambda title: _l("Closed: %(title)s", title=title),
}


@dataclass(frozen=True)
class Dated:
    """A date, what of which thing it is, and whether that has happened."""

    what: str  # one of WHAT
    source: str  # the thing's name
    day: date
    done: bool
    title: Words
    url: str

    @property
    def key(self) -> tuple[str, str]:
        """A thing has one date of each sort."""
        return self.what, self.source

    @property
    def words(self) -> Words:
        """Its sentence, in the reader's language."""
        return WHAT[self.what](self.title)


Source = Callable[[UnitOfWork, Consultation], Iterable[Dated]]


def of_table(_uow: UnitOfWork, table: Consultation) -> Iterator[Dated]:
    """Announced, held, published."""
    held = table.state in ("closed", "published")
    when = {
        "announced": (table.announced_at, True),
        "held": (table.starts_at if table.state != "cancelled" else None, held),
        "published": (table.published_at, True),
    }
    for what, (moment, done) in when.items():
        if moment is not None:
            yield Dated(what, table.ref, local(moment, table.zone).date(), done, table.title, f"/c/{table.code}")


def of_decisions(uow: UnitOfWork, table: Consultation) -> Iterator[Dated]:
    """What was settled, and stands."""
    query = select(Decision).where(Decision.consultation_id == table.id, Decision.state == "standing")
    for decision in uow.session.scalars(query.order_by(Decision.id)).unique():
        card, day = things.card(decision), local(decision.at, table.zone).date()
        yield Dated("decided", decision.ref, day, True, card.title, card.url)


SOURCES: list[Source] = [of_table, of_decisions]


def known(uow: UnitOfWork, table: Consultation) -> dict[tuple[str, str], Dated]:
    """All dates of a table that the record knows now, by what they are of."""
    return {dated.key: dated for source in SOURCES for dated in source(uow, table)}
