"""The list of commitments: filtered by where they stand, searched, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select, true

from roundtable.commitments import ladder
from roundtable.commitments.models import ENDED, OPEN, OWED, Commitment
from roundtable.core import calendar
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork

from .views import SEALS

PAGE = 30
# what is asked for in the address -> the states it stands for; a state's own name works too
GROUPS: Mapping[str, tuple[str, ...]] = {
    "open": OPEN,
    "late": OWED,
    "checked": ("reported", "verified", "confirming"),
    "ended": ENDED,
}


@dataclass(frozen=True)
class Row:
    """A commitment in a list."""

    ref: str
    url: str
    number: str
    outcome: str
    place: str
    who: str
    body: str
    state: str
    word: Words
    seal: str
    due: date
    days_late: int
    late: bool
    unanswered: bool  # neither accepted nor contested in time
    closed_at: datetime | None


@dataclass(frozen=True)
class Found:
    """One page of what was found, and how many there are in each group."""

    rows: tuple[Row, ...]
    total: int
    page: int
    counts: Mapping[str, int]

    @property
    def pages(self) -> int:
        """How many pages there are; one where nothing was found."""
        return max(-(-self.total // PAGE), 1)


def found(uow: UnitOfWork, group: str, words: str, page: int) -> Found:
    """A page of the commitments in a group (all, for one that is unknown), whose words hold these words."""
    searched = _searched(words)
    counts = {name: _count(uow, _in_group(uow, name) & searched) for name in GROUPS}
    wanted = _in_group(uow, group) & searched
    total = _count(uow, wanted)
    last = max(-(-total // PAGE), 1)
    page = min(max(page, 1), last)
    late_first = (Commitment.state.in_(OPEN).desc(), due().asc(), Commitment.id.desc())
    order = (Commitment.closed_at.desc(),) if group == "ended" else late_first
    query = select(Commitment).where(wanted).order_by(*order).limit(PAGE).offset((page - 1) * PAGE)
    rows = tuple(row(uow, c) for c in uow.session.scalars(query).unique())
    return Found(rows, total, page, counts | {"all": _count(uow, searched)})


def row(uow: UnitOfWork, c: Commitment) -> Row:
    """One commitment in a list."""
    return Row(
        **{name: getattr(c, name) for name in ("ref", "number", "outcome", "state", "due", "closed_at")},
        url=f"/commitments/{c.id}",
        place=c.place_words,
        who=c.responsible.name,
        body=c.organisation.name,
        word=Commitment.WORDS[c.state],
        seal=SEALS.get(c.state, ""),
        late=c.is_overdue(uow.now),
        days_late=ladder.days_late(c.due, calendar.local_day(uow.now)),
        unanswered=c.state == "proposed" and uow.now > calendar.deadline(c.proposed_at, ladder.ACCEPT_WITHIN),
    )


def due() -> ColumnElement[date]:
    """The date that counts, for a query."""
    return func.coalesce(Commitment.redo_due, Commitment.due_current)


def _in_group(uow: UnitOfWork, group: str) -> ColumnElement[bool]:
    if group not in GROUPS and group not in Commitment.WORDS:
        return true()
    chosen = Commitment.state.in_(GROUPS.get(group, (group,)))
    return chosen & (due() < calendar.local_day(uow.now)) if group == "late" else chosen


def _searched(words: str) -> ColumnElement[bool]:
    """Every word must be somewhere in what was promised; Chinese has no spaces, so a phrase is one word."""
    columns = (Commitment.outcome, Commitment.place_words, Commitment.test)
    holds: ColumnElement[bool] = true()
    for word in words.split()[:8]:
        holds = holds & or_(*(column.icontains(word, autoescape=True) for column in columns))
    return holds


def _count(uow: UnitOfWork, condition: ColumnElement[bool]) -> int:
    return uow.session.scalar(select(func.count()).select_from(Commitment).where(condition)) or 0
