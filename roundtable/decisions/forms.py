"""What may be sent about decisions and dates of the timeline."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired, ValidationError

from roundtable.consultations.fields import fill, several
from roundtable.consultations.models import Consultation
from roundtable.core.forms import ActionForm, choices, line
from roundtable.core.forms import words as sentences  # a field here is called words
from roundtable.core.unit_of_work import UnitOfWork

from . import queries
from .models import REACHED, Decision, TimelineDate

_NO_DAY: dict[str, Any] = {"invalid_value_message": _l("Write a day, like 2024-06-30.")}


class WordsForm(ActionForm):
    """What was settled, by whom and why."""

    words = sentences(
        _l("What was settled"),
        most=1000,
        missing=_l("Write down what was settled, so that somebody who was not there understands it."),
    )
    decided_by = line(
        _l("Who decided"),
        most=200,
        missing=_l("Say who decided: a decision without a name is nobody's."),
        hint=_l("Such as “the owners of Block 3” or “everybody at the table”."),
    )
    why = sentences(_l("Why"), most=1000, missing=_l("Say why; it is published with the decision."))
    dissent = several(
        _l("Who disagreed, and with what"),
        most=1000,
        hint=_l("Published with the decision. Left empty: nobody disagreed."),
    )


class DecisionForm(WordsForm):
    """A decision, and how it was reached."""

    reached = RadioField(_l("How it was reached"), choices=choices(REACHED), default="agreement")
    poll = SelectField(_l("By which poll"), default="")
    about = SelectField(_l("What it began with"), default="")

    def prepare(self, uow: UnitOfWork, thing: Consultation) -> None:
        """What was said and the polls that were counted here; without a poll, none can be named."""
        said = queries.comments(uow, thing)
        nothing = SelectChoice("", _("Nothing that was said here"))
        self.about.choices = [nothing, *(SelectChoice(card.ref, card.title) for card in said)]
        found = queries.polls(uow, thing)
        none = SelectChoice("", _("By no poll"))
        self.poll.choices = [none, *(SelectChoice(card.ref, f"{card.title} ({card.word})") for card in found)]
        if not found:
            self.reached.choices = choices({name: said for name, said in REACHED.items() if name != "poll"})
            del self.poll

    def validate_poll(self, field: SelectField) -> None:
        """A poll is named exactly where one decided."""
        if (self.reached.data == "poll") != bool(field.data):
            raise ValidationError(_("Choose the poll that settled it, or say that it was settled without one."))


class CorrectionForm(WordsForm):
    """A decision as it should read."""

    def prepare(self, _uow: UnitOfWork, thing: Decision) -> None:
        """What it says now."""
        fill(self, thing)


class WithdrawalForm(ActionForm):
    """Why a decision does not stand."""

    reason = sentences(
        _l("Why it is withdrawn"), most=500, missing=_l("Say why; the decision stays on the record with it."), rows=2
    )


class DateForm(ActionForm):
    """A date of the timeline, in the organiser's own words."""

    words = line(
        _l("What happens"),
        most=200,
        missing=_l("Say what was done on that day, or is to be done."),
    )
    day = DateField(
        _l("Day"),
        [InputRequired(_l("Choose a day."))],
        **_NO_DAY,
    )
    done = BooleanField(_l("It has been done"))


class EditForm(DateForm):
    """A date as it should stand. Of a date from the record only the words change: its day is the record's."""

    def prepare(self, _uow: UnitOfWork, thing: TimelineDate) -> None:
        """What it says now."""
        if thing.source:
            del self.day, self.done
        fill(self, thing)
