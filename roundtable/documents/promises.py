"""What was stated and promised at a table: for its minutes, and the dates that it brings to the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.commitments.models import ENDED, Commitment, Milestone, Statement
from roundtable.consultations.models import Consultation
from roundtable.core import things
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import local
from roundtable.decisions import dates
from roundtable.decisions.dates import Dated

DONE = ("reported", "verified", "confirming", *ENDED)  # whoever had to deliver says that it is done, or it is over


def commitments(uow: UnitOfWork, table: Consultation) -> list[Commitment]:
    """The commitments made at a table, in order; one that was contested is a statement again."""
    query = select(Commitment).where(Commitment.consultation_id == table.id, Commitment.state != "contested")
    return list(uow.session.scalars(query.order_by(Commitment.id)).unique())


def section(uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    """For minutes: the commitments, and the statements that were none then, with what they lacked."""
    query = select(Statement).where(Statement.consultation_id == table.id, Statement.state == "said")
    said = uow.session.scalars(query.order_by(Statement.id)).unique()
    return {
        "commitments": [commitment.ref for commitment in commitments(uow, table)],
        "statements": [{"ref": statement.ref, "lacks": list(statement.lacks)} for statement in said],
    }


def dated(uow: UnitOfWork, table: Consultation) -> Iterator[Dated]:
    """Each promise, its steps, its date, and its end."""
    for commitment in commitments(uow, table):
        title, url = things.card(commitment).title, f"/commitments/{commitment.id}"
        promised = local(commitment.proposed_at, table.zone).date()
        yield Dated("promised", commitment.ref, promised, True, title, url)
        yield from _steps(uow, commitment, url)
        yield Dated("due", commitment.ref, commitment.due, commitment.state in DONE, title, url)
        if commitment.closed_at:
            verdict = _l("%(title)s (%(word)s)", title=title, word=Commitment.WORDS[commitment.state])
            yield Dated("closed", commitment.ref, local(commitment.closed_at, table.zone).date(), True, verdict, url)


def _steps(uow: UnitOfWork, commitment: Commitment, url: str) -> Iterator[Dated]:
    query = select(Milestone).where(Milestone.commitment_id == commitment.id).order_by(Milestone.due, Milestone.id)
    for step in uow.session.scalars(query).unique():
        title = _l("%(place)s: %(outcome)s", place=commitment.place_words, outcome=step.name)
        yield Dated("step", step.ref, step.due, step.done_at is not None, title, url)


dates.SOURCES.append(dated)
