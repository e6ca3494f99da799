"""One matter from the first word to the verdict: the promise that was last found kept, told from its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from roundtable.commitments.models import Commitment
from roundtable.commitments.queries import proof
from roundtable.core import links, things
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.pages import chain

from .verdicts import answers

QUOTED = 60  # characters of what was asked


@dataclass(frozen=True)
class Story:
    """A kept promise. asked: the words it began with; yes of entitled: the vote; each "" or 0 where there was none."""

    title: str
    url: str
    knots: list[dict[str, Any]]
    asked: str
    yes: int
    entitled: int
    body: str
    due: date
    checker: str
    answered: int
    fixed: int


def kept(uow: UnitOfWork) -> Story | None:
    """The one that was closed last; the same for everybody who looks."""
    uow = uow.seen_on(Surface.TABLE)
    query = select(Commitment).where(Commitment.state == "fulfilled")
    last = query.order_by(Commitment.closed_at.desc(), Commitment.id.desc()).limit(1)
    found = uow.session.scalars(last).unique().first()
    return _told(uow, found) if found else None


def _told(uow: UnitOfWork, c: Commitment) -> Story:
    led = list(things.many(uow, links.linked(uow, c.ref)).values())
    check, given = proof.check(uow, c), answers(uow, [c.id]).get(c.id, {})
    yes, entitled = _vote(led)
    return Story(
        title=c.table.title,
        url=f"/commitments/{c.id}",
        knots=chain.knots(uow, c.ref),
        asked=_asked(led),
        yes=yes,
        entitled=entitled,
        body=c.organisation.name,
        due=c.due_original,
        checker=check.organisation.name if check else "",
        answered=sum(given.values()),
        fixed=given.get("fixed", 0),
    )


def _asked(led: list[Any]) -> str:
    said = [thing.body for thing in led if thing.kind == "comment" and thing.state == "shown"]
    return said[0] if said and len(said[0]) <= QUOTED else f"{said[0][: QUOTED - 1]}…" if said else ""


def _vote(led: list[Any]) -> tuple[int, int]:
    counted = [(poll.yes, poll.entitled) for poll in led if poll.kind == "poll" and poll.state == "closed"]
    return counted[-1] if counted else (0, 0)
