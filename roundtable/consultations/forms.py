"""What may be sent about consultations and seats."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, StringField
from wtforms.validators import InputRequired, Optional, Regexp

from roundtable.core.forms import ActionForm, line


class DraftForm(ActionForm):
    """What a consultation needs from the start."""

    title = line(_l("What it is about"), most=120, missing=_l("Say in a few words what it is about."))
    starts_at = DateTimeLocalField(_l("When"), [InputRequired(_l("Say on which day and at what time."))])
    code = StringField(
        _l("Code"),
        [Optional(), Regexp(r"^[A-Z]{6}$", message=_l("A code is six capital letters."))],
        description=_l("Leave it empty and one is made."),
    )


class SeatForm(ActionForm):
    """Taking a seat with a name."""

    name = line(
        _l("Your name"),
        most=40,
        missing=_l("Write the name by which the host may call you."),
        hint=_l("The host sees it. Others see your seat number."),
        autocomplete="name",
    )
