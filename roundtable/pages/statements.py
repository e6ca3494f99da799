"""The desk's place for statements: what was caught, and the line to catch the next."""

from __future__ import annotations

from typing import Any

from roundtable.comments import queries as comments
from roundtable.commitments.queries import statements
from roundtable.consultations.models import Consultation
from roundtable.core import things
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.pages.live import LivePage
from roundtable.policy import Action


def statements_slot(live: LivePage, uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    """For commitments/desk_slot.html: the statements of this table, and the comments that one may answer."""
    return {
        "parts": live.parts(statements.at_table(uow, table), "statement"),
        "comments": live.parts(comments.at_table(uow, table), "answering"),
        "may": things.may(uow, Action.STATEMENT_RECORD, table),
    }
