"""What may be sent about places and organisations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import Optional

from roundtable.core.forms import ActionForm, choices, line

from .models import LEVELS


class PlaceForm(ActionForm):
    """A place inside another."""

    level = SelectField(_l("Kind of place"), choices=choices(LEVELS))
    name = line(_l("Name"), most=120, missing=_l("Write what people call this place."))
    parent_id = IntegerField(_l("Inside"), [Optional()])


class OrganisationForm(ActionForm):
    """A body, perhaps under another."""

    name = line(_l("Name"), most=120, missing=_l("Write the name as it stands on its seal."))
    parent_id = IntegerField(_l("Under"), [Optional()])
    place_id = IntegerField(_l("At"), [Optional()])
