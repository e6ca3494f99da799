"""What may be sent about comments."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired

from roundtable.core.forms import ActionForm, choices, words
from roundtable.core.unit_of_work import UnitOfWork

from . import sorting
from .models import HIDDEN_FOR, KINDS, Comment

MOST = 2000  # characters of what is said at once


def number(value: Any) -> int:
    """A choice that is an id, or 0; -1 for what is no number."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


class CommentForm(ActionForm):
    """Saying something."""

    kind = RadioField(_l("This is a"), choices=choices(KINDS), default="view")
    body = words(_l("Say it"), most=MOST, missing=_l("Write what you want to say first."))


class AnswerForm(ActionForm):
    """Replying to what somebody said."""

    body = words(_l("Your reply"), most=MOST, missing=_l("Write your reply first."), rows=5)


class OweForm(ActionForm):
    """Naming who owes an answer."""

    person_id = SelectField(_l("Who answers"), coerce=number, validate_choice=False)

    def prepare(self, uow: UnitOfWork, thing: Comment) -> None:
        """Officials at the table come first, then those who work for a body; the last choice takes the name away."""
        known = [SelectChoice(person, label) for person, label in sorting.answerers(uow, thing.table).items()]
        self.person_id.choices = [*known, SelectChoice(0, _("Nobody yet"))]


class MergeForm(ActionForm):
    """Saying that this was said before."""

    into = RadioField(
        _l("The same as"),
        [InputRequired(_l("Choose the comment that says the same."))],
        coerce=number,
        validate_choice=False,
    )

    def prepare(self, uow: UnitOfWork, thing: Comment) -> None:
        """Those that are most like it come first."""
        alike = sorting.alike(uow, thing)
        self.into.choices = [SelectChoice(other.id, sorting.quoted(other)) for other in alike]


class ReadOutForm(ActionForm):
    """Marking what is read out to the room."""

    read_out = RadioField(
        _l("Reading out"),
        [InputRequired(_l("Say whether it is to be read out, or was."))],
        choices=choices({"due": _l("to be read out"), "done": _l("read out"), "no": _l("not to be read out")}),
    )


class HideForm(ActionForm):
    """Taking words off the table."""

    hidden_for = RadioField(
        _l("Why"),
        [InputRequired(_l("Choose the reason. Everybody sees which."))],
        choices=choices(HIDDEN_FOR),
        description=_l("The reason is public and stays on the record; the words are not shown any more."),
    )
    hidden_why = words(
        _l("To its author"),
        most=300,
        missing=_l("Tell the author in a sentence why their words are hidden."),
        hint=_l("The author reads this sentence."),
    )
