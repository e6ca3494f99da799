"""What is late, waiting, disputed or silent in all bodies: reasons for the queue of oversight (domain.md §4.3, §4.5).

Nothing here is stored. Days are working days past the limit, except for a stall, which is counted on the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from roundtable.commitments import ladder
from roundtable.commitments.models import OWED, Commitment, Extension, Milestone, Statement, Update
from roundtable.core import calendar
from roundtable.core.unit_of_work import UnitOfWork

from . import proof

TWICE, SENT_BACK = 2, 3  # from how often on an order is proposed (domain.md §4.5, level 3)
Settled = Mapping[int, datetime]  # commitment's id -> when the last order on it was closed


@dataclass(frozen=True)
class Concern:
    """Why a commitment should be looked at. reason: a code of this file's functions; since: the day of the limit."""

    ref: str
    reason: str
    since: date
    days: int


def overdue(uow: UnitOfWork) -> list[Concern]:
    """Proposed or active past the date that counts, the latest first. Level 3 of the ladder begins at five days."""
    found = _where(uow, Commitment.state.in_(OWED))
    return _late(uow, "overdue", ((c, c.due) for c in found))


def unaccepted(uow: UnitOfWork) -> list[Concern]:
    """Neither accepted nor contested within three working days: listed in public as not accepted."""
    found = _where(uow, Commitment.state == "proposed")
    return _late(
        uow, "unaccepted", ((c, _limit(calendar.local_day(c.proposed_at), ladder.ACCEPT_WITHIN)) for c in found)
    )


def unchecked(uow: UnitOfWork) -> list[Concern]:
    """Reported done and not checked within five working days: the missing check itself is what is late."""
    found = _where(uow, Commitment.state == "reported")
    days = ((c, calendar.local_day(c.reported_at)) for c in found if c.reported_at)
    return _late(uow, "unchecked", ((c, _limit(day, ladder.CHECK_WITHIN)) for c, day in days))


def disputed(uow: UnitOfWork) -> list[Concern]:
    """Contested by the person responsible, and not yet promised anew; since the day that it was contested."""
    asked = select(Statement.id).where(Statement.state == "said")
    found = _where(uow, (Commitment.state == "contested") & Commitment.statement_id.in_(asked))
    return _since(uow, "disputed", ((c, calendar.local_day(c.closed_at)) for c in found if c.closed_at))


def troubled(uow: UnitOfWork, settled: Settled) -> list[Concern]:
    """Under way, or claimed to be done, and reopened twice or found undone twice: each alone is reason for an order.

    Only what happened since the last order was closed: it was closed because what came before had been put right.
    """
    found = [c for c in _where(uow, Commitment.state.in_(("active", "reported"))) if c.active_since]
    ids = [c.id for c in found]
    counted = (proof.reopenings(uow, ids), proof.failed_checks(uow, ids))
    twice = [c for c in found if any(_anew(times.get(c.id, ()), settled.get(c.id)) >= TWICE for times in counted)]
    return _since(uow, "troubled", ((c, calendar.local_day(c.active_since)) for c in twice if c.active_since))


def returned(uow: UnitOfWork, settled: Settled) -> list[Concern]:
    """Asked of somebody again, after it was sent back three times: nobody wants to be the one who owes it.

    Each time is a commitment of its own, made of the same statement; an order on any of them was about all until then.
    """
    contested: dict[int, dict[int, datetime]] = {}
    query = select(Commitment.statement_id, Commitment.id, Commitment.closed_at)
    for statement, number, at in uow.session.execute(query.where(Commitment.state == "contested")):
        contested.setdefault(statement, {}).update({number: at} if at else {})

    def often(c: Commitment) -> bool:
        back = contested.get(c.statement_id, {})
        orders = [settled[number] for number in (c.id, *back) if number in settled]
        return _anew(back.values(), max(orders, default=None)) >= SENT_BACK

    found = filter(often, _where(uow, Commitment.state.in_(OWED)))
    return _since(uow, "returned", ((c, calendar.local_day(c.proposed_at)) for c in found))


def _anew(times: Iterable[datetime], settled: datetime | None) -> int:
    return sum(1 for at in times if settled is None or at > settled)


def asking(uow: UnitOfWork) -> list[Concern]:
    """More time was asked for, and nobody has decided; since the day that it was asked."""
    query = select(Extension).join(Commitment).where(Extension.state == "asked", Commitment.state == "active")
    found = uow.session.scalars(query.order_by(Extension.id)).unique()
    return _since(uow, "asking", ((e.commitment, calendar.local_day(e.asked_at)) for e in found))


def stalled(uow: UnitOfWork) -> list[Concern]:
    """Active, and not a word for fourteen days: no update, no milestone. Days without a word, on the calendar."""
    long_ago = uow.now - timedelta(days=ladder.STALLED_AFTER)
    told = select(Update.commitment_id).where(Update.at > long_ago)
    stepped = select(Milestone.commitment_id).where(Milestone.done_at > long_ago)
    silent = Commitment.id.not_in(told) & Commitment.id.not_in(stepped) & (Commitment.active_since <= long_ago)
    quiet = _where(uow, (Commitment.state == "active") & silent)
    today, heard = calendar.local_day(uow.now), _heard(uow, [c.id for c in quiet])
    days = ((c, max(calendar.local_day(at) for at in (c.active_since, *heard.get(c.id, ())) if at)) for c in quiet)
    return [Concern(c.ref, "stalled", since, (today - since).days) for c, since in days]


def soon(uow: UnitOfWork) -> list[Concern]:
    """Due within three working days; days is 0."""
    today = calendar.local_day(uow.now)
    found = _where(uow, Commitment.state.in_(OWED))
    return [Concern(c.ref, "soon", c.due, 0) for c in found if ladder.day_of(0, c.due) <= today <= c.due]


def _where(uow: UnitOfWork, condition: ColumnElement[bool]) -> list[Commitment]:
    return list(uow.session.scalars(select(Commitment).where(condition).order_by(Commitment.id)).unique())


def _limit(start: date, working_days: int) -> date:
    return calendar.add_working_days(start, working_days)


def _late(uow: UnitOfWork, reason: str, limits: Iterable[tuple[Commitment, date]]) -> list[Concern]:
    """Those whose limit is over; on a weekend after it, with no working day yet."""
    today = calendar.local_day(uow.now)
    over = [Concern(c.ref, reason, day, ladder.days_late(day, today)) for c, day in limits if day < today]
    return sorted(over, key=lambda concern: concern.since)


def _since(uow: UnitOfWork, reason: str, starts: Iterable[tuple[Commitment, date]]) -> list[Concern]:
    today = calendar.local_day(uow.now)
    return [Concern(c.ref, reason, day, ladder.days_late(day, today)) for c, day in starts]


def _heard(uow: UnitOfWork, ids: list[int]) -> dict[int, list[datetime]]:
    """When each of them was last heard of: an update, a milestone."""
    told = select(Update.commitment_id, func.max(Update.at)).group_by(Update.commitment_id)
    stepped = select(Milestone.commitment_id, func.max(Milestone.done_at)).group_by(Milestone.commitment_id)
    asked = (told.where(Update.commitment_id.in_(ids)), stepped.where(Milestone.commitment_id.in_(ids)))
    heard: dict[int, list[datetime]] = {}
    for query in asked:
        for number, at in uow.session.execute(query):
            heard.setdefault(number, []).extend([at] if at else [])
    return heard
