"""What may be sent about supervision orders."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField
from wtforms.validators import InputRequired, Optional

from roundtable.commitments.models import Commitment
from roundtable.core import calendar
from roundtable.core.forms import ActionForm, Upload, choices, words
from roundtable.core.unit_of_work import UnitOfWork

from .drafting import ANSWERS, draft, fix_by

SENTENCES = 1000


class IssueForm(ActionForm):
    """An order, drafted by the program, issued by a person."""

    words = words(
        _l("What is to be done"),
        most=SENTENCES,
        missing=_l("Say what has to be done, so that anybody could tell whether it was."),
        hint=_l("Drafted from the record. Change it as you see fit; it is issued in your name."),
        rows=5,
    )
    due = DateField(_l("By when"), [InputRequired(_l("An order needs a date."))])

    def prepare(self, uow: UnitOfWork, thing: Commitment) -> None:
        """The draft, until somebody has written something else."""
        if self.words.raw_data is None:
            self.words.process_data(draft(thing))
        if self.due.raw_data is None:
            self.due.process_data(fix_by(calendar.local_day(uow.now)))


class ReplyForm(ActionForm):
    """What was done about it."""

    reply = words(_l("What was done"), most=SENTENCES, missing=_l("Say what was done, and on which day."), rows=4)


class RecheckForm(ActionForm):
    """What somebody saw who went to look again."""

    note = words(_l("What you saw"), most=SENTENCES, missing=_l("Say what you saw on site."))
    photo = Upload(_l("Photo from the site"), [Optional()])


class CallForm(ActionForm):
    """What those who are affected say, asked in person."""

    answer = RadioField(
        _l("What they say"), [InputRequired(_l("Choose what they said."))], choices=choices(ANSWERS), default=None
    )
    note = words(
        _l("Whom you asked, and their words"),
        most=SENTENCES,
        missing=_l("Say whom you reached and what they told you; no full names."),
    )
