"""What may be sent about places and organisations."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional

from roundtable.core.forms import ActionForm, choices, line, numbered, offered
from roundtable.core.unit_of_work import UnitOfWork

from . import queries
from .models import LEVELS


class PlaceForm(ActionForm):
    """A place inside another."""

    level = SelectField(_l("Kind of place"), choices=choices(LEVELS))
    name = line(_l("Name"), most=120, missing=_l("Write what people call this place."))
    parent_id = SelectField(_l("Inside"), [Optional()], coerce=numbered)

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """What it can be inside."""
        self.parent_id.choices = offered(queries.named(uow))


class OrganisationForm(ActionForm):
    """A body, perhaps under another."""

    name = line(_l("Name"), most=120, missing=_l("Write the name as it stands on its seal."))
    parent_id = SelectField(_l("Under"), [Optional()], coerce=numbered)
    place_id = SelectField(_l("At"), [Optional()], coerce=numbered)

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """What it can be under, and where it can be."""
        self.parent_id.choices = offered(queries.organisations(uow))
        self.place_id.choices = offered(queries.named(uow))
