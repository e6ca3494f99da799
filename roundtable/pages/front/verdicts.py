"""The latest verdicts: commitments that were closed, with their seals and what the homes answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from roundtable.commitments.models import ENDED, Commitment, Confirmation, Update
from roundtable.commitments.queries.views import SEALS
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork

SHOWN = 4


@dataclass(frozen=True)
class Verdict:
    """A closed commitment. answered: homes that answered its last claim; fixed: of these, who say that it is."""

    url: str
    title: Words
    body: str
    due: date
    reported_at: datetime | None
    word: Words
    seal: str
    answered: int
    fixed: int


def latest(uow: UnitOfWork) -> list[Verdict]:
    """The last few."""
    query = select(Commitment).where(Commitment.state.in_(ENDED))
    last = query.order_by(Commitment.closed_at.desc(), Commitment.id.desc()).limit(SHOWN)
    found = list(uow.session.scalars(last).unique())
    given = answers(uow, [commitment.id for commitment in found])
    return [_verdict(commitment, given.get(commitment.id, {})) for commitment in found]


def answers(uow: UnitOfWork, ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """What homes answered to the last claim of each of these commitments: how many gave which answer."""
    claims = select(func.max(Update.id)).where(Update.commitment_id.in_(list(ids)), Update.done)
    query = select(Confirmation.commitment_id, Confirmation.answer, func.count()).where(
        Confirmation.update_id.in_(claims.group_by(Update.commitment_id))
    )
    counted: dict[int, dict[str, int]] = {}
    for number, answer, homes in uow.session.execute(query.group_by(Confirmation.commitment_id, Confirmation.answer)):
        counted.setdefault(number, {})[answer] = homes
    return counted


def titled(c: Commitment) -> Words:
    """A commitment in a line: where, and what will be done."""
    return _l("%(place)s: %(outcome)s", place=c.place_words, outcome=c.outcome)


def _verdict(c: Commitment, given: dict[str, int]) -> Verdict:
    return Verdict(
        url=f"/commitments/{c.id}",
        title=titled(c),
        body=c.organisation.name,
        due=c.due_original,
        reported_at=c.reported_at,
        word=Commitment.WORDS[c.state],
        seal=SEALS[c.state],
        answered=sum(given.values()),
        fixed=given.get("fixed", 0),
    )
