"""What may be sent about statements and commitments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from roundtable.consultations.fields import number
from roundtable.core import calendar
from roundtable.core.errors import Words
from roundtable.core.forms import (
    ActionForm,
    Instead,
    Needed,
    Upload,
    choices,
    line,
    numbered,
    one_line,
    tidy,
    too_long,
    words,
)
from roundtable.core.forms import offered as to_choose
from roundtable.core.unit_of_work import UnitOfWork

from . import vague
from .models import ANSWERS, FIELDS, FOUND, SIDES
from .queries import choices as offered
from .queries import proof, views

LINE, SENTENCES = 200, 1000  # characters
FARTHEST = timedelta(days=30 * 366)  # a date beyond that is a slip of the hand
SAY_WHY = _l("Say why. Everyone can read it.")
A_DAY = _l("Say by which day. Write it like 2024-06-30.")
WHERE = _l("Estate, block, entrance: so that someone can find it.")
BESIDE = _l("It is published. What residents reply stands beside it.")
UNNAMED = _l("It may be shown in public, without your name or home.")
SEEN = _l("What would a stranger see on site?")


class DueField(DateField):
    """A day; says what is wrong with words that are put for one."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Raises ValueError."""
        if not any(valuelist):
            self.data = None  # sent empty: no day, which is for the validators to judge
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            said, how = vague.no_date(str(valuelist[0])), _("Write it like 2024-06-30.")
            wrong = _("“%(words)s” is not a date.", words=said) if said else _("This is no date.")
            raise ValueError(f"{wrong} {how}") from None


class _Tick(CheckboxInput):
    """One of several, of which none by itself must be ticked."""

    validation_attrs = CheckboxInput.validation_attrs[1:]  # without "required"


class TicksField(SelectMultipleField):
    """Several of what is offered, ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = _Tick()


def may_line(label: Words, *, hint: Words = "", most: int = LINE) -> StringField:
    """One line that may stay empty."""
    checks = [Optional(), Length(max=most, message=too_long(most))]
    return StringField(label, checks, [one_line], description=hint, render_kw={"maxlength": most})


def may_words(label: Words, *, hint: Words = "", most: int = SENTENCES, rows: int = 2) -> TextAreaField:
    """Several sentences that may stay unwritten."""
    checks = [Optional(), Length(max=most, message=too_long(most))]
    return TextAreaField(label, checks, [tidy], description=hint, render_kw={"maxlength": most, "rows": rows})


class DatedForm(ActionForm):
    """A form with a day that must be to come."""

    today: date

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """Today is the acting instant's."""
        self.today = calendar.local_day(uow.now)

    def validate_due(self, field: DueField) -> None:
        """Raises ValidationError for a day that is over."""
        if field.data is not None and field.data < self.today:
            raise ValidationError(_("This day is over. Choose one that is to come."))
        if field.data is not None and field.data > self.today + FARTHEST:
            raise ValidationError(_("Look at the year again."))


class StatementForm(ActionForm):
    """What was said, and by whom."""

    words = words(
        _l("What was said"),
        most=SENTENCES,
        missing=_l("Write down the words as they were said."),
        hint=_l("Word for word, without making it better."),
    )
    said_by = may_line(_l("Who said it"), hint=_l("Name and office, as they are to stand on the record."), most=80)
    seat = number(_l("Seat number, if they sit at the table"), 1, 100_000)
    comment = HiddenField(filters=[tidy])


class CompleteForm(DatedForm):
    """As much of a commitment as is known so far."""

    outcome = may_line(FIELDS["outcome"])
    place = may_line(FIELDS["place"], hint=WHERE)
    place_id = SelectField(_l("On the map"), [Optional()], coerce=int, default=0)
    owner = SelectField(FIELDS["owner"], [Optional()], default="", filters=[tidy])
    due = DueField(FIELDS["due"], [Optional()])
    test = may_words(FIELDS["test"], hint=SEEN, most=300)

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """Officers with their bodies, and places; what is known and was not sent anew stays."""
        super().prepare(uow, thing)
        self.place_id.choices = [(0, _("not on the map")), *offered.places(uow).items()]
        self.owner.choices = [("", _("nobody yet")), *offered.owners(uow).items()]
        for name, value in known(thing).items():
            if not self[name].raw_data:  # not sent, which is not the same as sent empty
                self[name].process_data(value)


class ProposeForm(CompleteForm):
    """A whole commitment: nothing may be missing."""

    outcome = line(FIELDS["outcome"], most=LINE, missing=_l("Say what will be done."))
    place = line(FIELDS["place"], most=LINE, missing=_l("Say exactly where, so that someone can find it."), hint=WHERE)
    owner = SelectField(
        FIELDS["owner"], [DataRequired(_l("Choose one person, with the body they answer for."))], default=""
    )
    due = DueField(FIELDS["due"], [Needed(A_DAY)])
    test = words(
        FIELDS["test"],
        most=300,
        missing=_l("Say what a stranger would see on site once it is done."),
        hint=SEEN,
        rows=2,
    )


def known(statement: Any) -> dict[str, Any]:
    """What a statement holds, as the form has it."""
    owner = f"{statement.responsible_id}-{statement.organisation_id}" if statement.responsible_id else ""
    return {
        "outcome": statement.outcome,
        "place": statement.place_words,
        "place_id": statement.place_id or 0,
        "owner": owner,
        "due": statement.due,
        "test": statement.test,
    }


class HomesForm(ActionForm):
    """Whose homes it is about."""

    homes = TicksField(
        _l("All homes in"),
        [InputRequired(_l("Tick at least one place: its homes are asked later whether it was done."))],
        coerce=int,
    )

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """Places, and the single homes of the place that it is about."""
        self.homes.choices = list(offered.places(uow, thing.place_id).items())


class ContestForm(ActionForm):
    """Why it cannot stand as it is."""

    reason = words(_l("What is wrong with it"), most=SENTENCES, missing=SAY_WHY, hint=_l("It is published."))


class MilestoneForm(DatedForm):
    """A step on the way."""

    name = line(_l("Milestone"), most=80, missing=_l("Say what will have happened."))
    due = DueField(_l("By which day"), [Needed(A_DAY)])


class ProgressForm(ActionForm):
    """How far it is."""

    finished = TicksField(_l("What is done?"), coerce=int)
    photo = Upload(_l("Photo"), [Optional()])
    words = may_words(_l("A sentence"))

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """The milestones that are left."""
        self.finished.choices = [(step.id, step.name) for step in proof.unfinished(uow, thing)]


class ReportForm(ProgressForm):
    """That it is done."""

    words = words(_l("Say what is done"), most=SENTENCES, missing=_l("Say in a sentence what is done."), rows=2)


class EvidenceForm(ActionForm):
    """A photo from before or after."""

    side = RadioField(_l("It shows how it was"), choices=choices(SIDES), default="after")
    photo = Upload(_l("Photo"), [Needed(_l("Choose a photo, or take one."))])
    caption = line(
        _l("What it shows"), most=120, missing=_l("Say in a few words what it shows, for those who cannot see it.")
    )


class VerifyForm(ActionForm):
    """What was found on site."""

    note = words(_l("What you saw"), most=SENTENCES, missing=_l("Say what you saw on site."))
    photo = Upload(_l("Photo from the site"), [Needed(_l("A check needs a photo from the site."))])


class RejectForm(ActionForm):
    """What is not as it was reported."""

    note = words(_l("What is not as reported"), most=SENTENCES, missing=SAY_WHY)
    photo = Upload(_l("Photo from the site"), [Optional()])


class AskForm(DatedForm):
    """More time."""

    reason = words(_l("Why more time is needed"), most=SENTENCES, missing=SAY_WHY, rows=2)
    due = DueField(_l("New date"), [Needed(A_DAY)])
    photo = Upload(_l("What shows it"), [Needed(_l("Add a photo that shows why: a letter, a notice, the site."))])


class GrantForm(ActionForm):
    """More time is granted."""

    note = may_words(_l("A word on it"))


class RefuseForm(ActionForm):
    """No more time."""

    note = words(_l("Why not"), most=SENTENCES, missing=SAY_WHY, rows=2)


class AnswerForm(ActionForm):
    """Is it fixed? Three answers of equal weight, none chosen beforehand."""

    answer = RadioField(_l("Is it fixed?"), [InputRequired(_l("Choose one of the three."))], choices=choices(ANSWERS))
    words = may_words(_l("A word on it"), hint=UNNAMED, most=300)

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """What the page shows above the answers."""
        self.about = views.view(uow, thing)


class CloseForm(ActionForm):
    """A supervisor's verdict, and the reason in public."""

    verdict = RadioField(_l("Verdict"), [InputRequired(_l("Choose one of the two."))], choices=choices(FOUND))
    reason = words(_l("Why"), most=SENTENCES, missing=SAY_WHY, hint=BESIDE)


FIRST_PROMISED = Instead(
    _l("No newer commitment yet"),
    _l("First the new promise is made at a table, written down, and signed. Then it can take the place of this one."),
    "/consultations",
    _l("All consultations"),
)


class SupersedeForm(ActionForm):
    """Which commitment takes its place, and why."""

    successor = SelectField(
        _l("The commitment that takes its place"),
        [InputRequired(_l("Choose the commitment that takes its place."))],
        coerce=numbered,
        description=_l("A newer one that somebody has signed for. It has to be made at a table first."),
    )
    reason = words(_l("Why"), most=SENTENCES, missing=SAY_WHY, hint=_l("It is published."))

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """What could take its place; where nothing could, what to do about it."""
        found = offered.successors(uow, thing)
        self.successor.choices = to_choose(found)
        self.instead = None if found else FIRST_PROMISED


class ReplyForm(ActionForm):
    """What a resident says to a supervisor's verdict."""

    words = words(
        _l("Your reply"), most=300, missing=_l("Say in a sentence what you think of it."), hint=UNNAMED, rows=2
    )
