"""Acts on the house: its places and organisations."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from roundtable.core.actions import action
from roundtable.core.errors import Invalid
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from .forms import OrganisationForm, PlaceForm
from .models import LEVELS, House, Organisation, Place


@action(Action.PLACE_ADD, on="house", form=PlaceForm, title=_l("Add a place"), button=_l("Add it"))
def add_place(uow: UnitOfWork, house: House, *, level: str, name: str, parent_id: int | None) -> int:
    """Put a place on the map; inside another, where a parent is given. Returns its id. Raises Invalid."""
    parent = uow.get(Place, parent_id) if parent_id else None
    levels = list(LEVELS)
    if parent and levels.index(parent.level) >= levels.index(level):
        raise Invalid({"parent_id": [_("Choose a wider place: this one is inside it.")]})
    place = uow.add(Place(level=level, name=name, parent_id=parent.id if parent else None))
    uow.log(Action.PLACE_ADD, topic=house.topic, touched=[place], audience=PUBLIC)
    return place.id


@action(
    Action.ORGANISATION_ADD, on="house", form=OrganisationForm, title=_l("Add an organisation"), button=_l("Add it")
)
def add_organisation(uow: UnitOfWork, house: House, *, name: str, parent_id: int | None, place_id: int | None) -> int:
    """Make a body known. Returns its id."""
    parent = uow.get(Organisation, parent_id) if parent_id else None
    place = uow.get(Place, place_id) if place_id else None
    made = Organisation(name=name, parent_id=parent.id if parent else None, place_id=place.id if place else None)
    uow.add(made)
    uow.log(Action.ORGANISATION_ADD, topic=house.topic, touched=[made], audience=PUBLIC)
    return made.id
