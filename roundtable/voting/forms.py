"""What may be sent about polls and ballots."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from roundtable.core.errors import Words
from roundtable.core.forms import ActionForm, choices, line, one_line, tidy, too_long
from roundtable.core.unit_of_work import UnitOfWork

from . import roll, words
from .models import CHOICES, Poll

ELECTORATES = {
    "seated": _l("those seated at this table; indicative, it decides nothing"),
    "people": _l("residents on the register, one ballot each"),
    "homes": _l("homes on the register, one ballot a home"),
}
SECRECY = {
    "secret": _l("secret: nobody sees who voted how"),
    "named": _l("named: shown after closing, with the seat or door number"),
}
MAJORITIES = {
    "simple": _l("more than half"),
    "two_thirds": _l("at least two thirds"),
    "three_quarters": _l("at least three quarters"),
    "unanimous": _l("all"),
}
BASES = {
    "cast": _l("of all who vote; who abstains counts"),
    "valid": _l("of those who vote yes or no"),
    "present": _l("of those present"),
    "entitled": _l("of all who may vote"),
}
QUORUMS = {
    "": _l("no minimum"),
    "simple": _l("more than half"),
    "two_thirds": _l("at least two thirds"),
    "three_quarters": _l("at least three quarters"),
    "unanimous": _l("all"),
}
LONGEST = 60 * 24 * 31  # minutes
_SPAN = _l("Write a whole number of minutes, from 1 to 44640, which is 31 days; or leave it empty.")
_MEND: dict[str, Any] = {"invalid_value_message": _SPAN}


class PollForm(ActionForm):
    """A question, who is asked, and the rule, which is part of the question."""

    question = line(
        _l("The question"),
        most=200,
        missing=_l("Write the question, so that it can be answered by yes or no."),
        hint=_l("It can be answered by yes or no. It is frozen when voting opens."),
    )
    about = StringField(
        _l("What a yes means"),
        [Optional(), Length(max=120, message=too_long(120))],
        [one_line, lambda text: text or ""],
        description=_l("Stands under the word on the ballot: what it costs, who pays."),
        render_kw={"maxlength": 120},
    )
    electorate = RadioField(_l("Who votes"), choices=choices(ELECTORATES), default="seated")
    secrecy = RadioField(_l("How they vote"), choices=choices(SECRECY), default="secret")
    majority = SelectField(_l("It passes if yes is"), choices=choices(MAJORITIES), default="simple")
    base = SelectField(_l("Counted"), choices=choices(BASES), default="cast")
    quorum = SelectField(_l("How many must take part"), choices=choices(QUORUMS), default="")


class DraftForm(PollForm):
    """The same, drafted from a proposal."""

    comment = HiddenField(default="", filters=[tidy])  # the proposal's name, where it begins with one


class EditForm(PollForm):
    """The same, as it stands; what is not sent stays."""

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """Put in what the draft says."""
        for field in self:
            if not field.raw_data:
                field.data = getattr(thing, field.name)


def _of_a_span(_form: BaseForm, field: IntegerField) -> None:
    """The library's own check takes the number for a fraction first, which a long one is too large for."""
    if field.data is not None and not 1 <= field.data <= LONGEST:
        raise ValidationError(str(_SPAN))


class OpenForm(ActionForm):
    """Opening the vote."""

    minutes = IntegerField(
        _l("For how many minutes"),
        [Optional(), _of_a_span],
        description=_l("Leave it empty to close the vote yourself."),
        render_kw={"inputmode": "numeric", "min": 1, "max": LONGEST},
        **_MEND,
    )


class BallotForm(ActionForm):
    """A ballot. `home` is asked only of somebody who votes for several; else it is the one that has not voted."""

    homes: dict[int, str]  # those that the actor votes for, with what is written at their doors
    sees: str  # who can see what of it
    rule: str
    choice = RadioField(_l("Your choice"), [InputRequired(_l("Choose one first."))], choices=choices(CHOICES))
    home = IntegerField(_l("For which home"), [Optional()])

    def prepare(self, uow: UnitOfWork, thing: Poll) -> None:
        """Offer the homes that the actor votes for, and say what the ballot paper says."""
        entries = [entry for entry in roll.mine(uow, [thing.id]) if entry.home_id]
        self.homes = roll.home_names(uow, [entry.home_id for entry in entries if entry.home_id])
        self.sees, self.rule = words.sees(thing), words.rule(thing)
        if self.home.data is None and entries:
            self.home.data = next((entry.home_id for entry in entries if not entry.voted), entries[0].home_id)

    @property
    def chosen(self) -> Words:
        """The choice in words; empty where none of them was made."""
        return CHOICES.get(self.choice.data, "")
