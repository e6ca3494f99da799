"""What the program drafts and a person issues: an order's words and its date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from roundtable.commitments.models import Commitment
from roundtable.core import calendar
from roundtable.core.errors import Words
from roundtable.core.wording import day

FIX_WITHIN = 5  # working days; an order names its own date
ANSWERS: Mapping[str, Words] = {
    "solved": _l("solved, and content"),
    "partly": _l("partly solved"),
    "no": _l("not solved"),
}


def fix_by(today: date) -> date:
    """The date that an order is drafted with."""
    return calendar.add_working_days(today, FIX_WITHIN)


def draft(commitment: Commitment) -> str:
    """The words that an order is drafted with."""
    return str(
        _(
            "%(who)s, %(body)s: %(what)s at %(where)s was due on %(due)s. Do it, and say in writing what was done.",
            who=commitment.responsible.name,
            body=commitment.organisation.name,
            what=commitment.outcome,
            where=commitment.place_words,
            due=day(commitment.due),
        )
    )
