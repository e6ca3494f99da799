"""What may be sent about minutes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from roundtable.core.forms import ActionForm, choices
from roundtable.core.forms import words as sentences  # a field here is called words

from .models import SECTIONS


class AdditionForm(ActionForm):
    """Words that are added to a section."""

    section = SelectField(_l("To which section"), choices=choices(SECTIONS))
    words = sentences(
        _l("What is to be added"),
        most=2000,
        missing=_l("Write what is missing or wrong in this section, and how it was."),
        hint=_l("What the record says stays as it is; your words stand beside it, with your office and the date."),
        rows=5,
    )


class AmendmentForm(AdditionForm):
    """The same after the minutes were locked: only with a reason."""

    reason = sentences(
        _l("Why it is amended"), most=500, missing=_l("Say why; locked minutes change for a reason only."), rows=2
    )
