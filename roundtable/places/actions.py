"""Acts on the house: its places and organisations."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from roundtable.core import chores, record
from roundtable.core.actions import action
from roundtable.core.errors import Invalid
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from .forms import OrganisationForm, PlaceForm
from .models import LEVELS, House, Organisation, Place

IN_ORDER = "the house keeps itself in order; nobody's words or rights change"
HEADS = 200  # topics sealed in one act, which others wait for


@action(Action.HOUSE_TIDY, on="house", no_entry=IN_ORDER)
def tidy(uow: UnitOfWork, _house: House) -> int:
    """Forget what nobody needs any more: keys, links, sign-ins, mails of long ago, files. Returns how many."""
    chores.done(uow, "tidy")
    return sum(sweep(uow) for sweep in chores.SWEEPS)


@action(Action.HOUSE_SEAL, on="house", no_entry="it is computed from the record")
def seal(uow: UnitOfWork, _house: House) -> int:
    """Keep the head of each topic that has new entries, so that nobody can take them back. Returns how many."""
    topics = record.unsealed(uow, HEADS)
    for topic in topics:
        record.seal_head(uow, topic)
    chores.done(uow, "seal", again_at=uow.now if len(topics) == HEADS else None)
    return len(topics)


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
