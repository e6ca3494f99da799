"""What may be sent about persons."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Optional

from roundtable.core.forms import ActionForm, choices, line

from .models import GRANTED


class PersonForm(ActionForm):
    """An account."""

    name = line(_l("Name"), most=80, missing=_l("Write the person's name."))
    email = StringField(
        _l("Email"),
        [
            InputRequired(_l("Write the address that mail reaches them at.")),
            Email(_l("This is no mail address yet. It looks like name@example.org.")),
        ],
        [lambda text: text.strip().lower() if text else text],
        render_kw={"autocomplete": "email", "type": "email", "maxlength": 200},
    )


class MembershipForm(ActionForm):
    """What a person is, where, and for how long."""

    person_id = IntegerField(_l("Person"), [InputRequired(_l("Choose a person."))])
    role = SelectField(_l("Role"), choices=choices(GRANTED))
    organisation_id = IntegerField(_l("Organisation"), [Optional()])
    place_id = IntegerField(_l("Place"), [Optional()])
    until = DateField(_l("Until"), [Optional()])
