"""What the worker says of a delivery. No person sends these."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired

from roundtable.core.forms import ActionForm, choices

from .models import FAILED, GIVEN_UP, KEPT, SENT, WAITING

OUTCOMES = (SENT, KEPT, WAITING, FAILED, GIVEN_UP)


class OutcomeForm(ActionForm):
    """How it went; waiting: once more, later."""

    delivery = IntegerField(_l("Mail"), [InputRequired()])
    outcome = SelectField(_l("How it went"), choices=choices({one: one for one in OUTCOMES}))
    reason = StringField(_l("Reason"))
