"""Acts on accounts and memberships."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.core.actions import action
from roundtable.core.errors import Invalid
from roundtable.core.event_log import DESK
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import local
from roundtable.places.models import House, Organisation, Place
from roundtable.policy import Action

from .forms import MembershipForm, PersonForm
from .models import Membership, Person


@action(
    Action.PERSON_ADD,
    on="house",
    form=PersonForm,
    title=_l("Add a person"),
    button=_l("Add them"),
    no_entry="an account is personal data; what its person may do is logged as a membership",
)
def add(uow: UnitOfWork, _house: House, *, name: str, email: str) -> int:
    """Make an account. Returns the person's id. Raises Invalid for an address that has one."""
    if uow.session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise Invalid({"email": [_("Somebody has this address already. Use another one, or find them in the list.")]})
    return uow.add(Person(name=name, email=email, epoch=0)).id


@action(
    Action.MEMBERSHIP_GRANT,
    on="house",
    form=MembershipForm,
    title=_l("Say what somebody is"),
    button=_l("Grant it"),
)
def grant(
    uow: UnitOfWork,
    house: House,
    *,
    person_id: int,
    role: str,
    organisation_id: int | None,
    place_id: int | None,
    until: date | None,
) -> int:
    """From today (until a day) a person is something somewhere. Returns the membership's id."""
    made = Membership(
        person_id=uow.get(Person, person_id).id,
        role=role,
        organisation_id=uow.get(Organisation, organisation_id).id if organisation_id else None,
        place_id=uow.get(Place, place_id).id if place_id else None,
        since=local(uow.now).date(),
        until=until,
    )
    uow.add(made)
    uow.log(Action.MEMBERSHIP_GRANT, topic=house.topic, touched=[made], audience=DESK)
    return made.id
