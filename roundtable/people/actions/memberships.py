"""What people are, where, from when to when."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from roundtable.core.actions import action
from roundtable.core.errors import Invalid, Refused
from roundtable.core.event_log import DESK
from roundtable.core.things import HOUSE
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import local
from roundtable.people.forms import EndForm, MembershipForm
from roundtable.people.models import Membership, Person
from roundtable.places.models import House, Organisation, Place
from roundtable.policy import Action, Role

WITHOUT_BODY = (Role.RESIDENT, Role.ADMIN)  # all others are what they are for a body: without one it has no effect


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
    """From today (until a day) a person is something somewhere. Returns the membership's id. Raises Invalid."""
    today = local(uow.now).date()
    if until and until < today:
        raise Invalid({"until": [_("That day is over. Write a later one, or none.")]})
    if role not in WITHOUT_BODY and not organisation_id:
        raise Invalid({"organisation_id": [_("Choose the organisation that they are this for.")]})
    made = Membership(
        person_id=uow.get(Person, person_id).id,
        role=role,
        organisation_id=uow.get(Organisation, organisation_id).id if organisation_id else None,
        place_id=_place(uow, role, place_id),
        since=today,
        until=until,
    )
    if uow.session.scalar(_same(made, today)) is not None:
        raise Invalid({"role": [_("They are that already.")]})
    uow.add(made)
    uow.log(Action.MEMBERSHIP_GRANT, topic=house.topic, touched=[made], audience=DESK)
    uow.dropped.add(made.person_id)  # their lines come back as what they are now
    return made.id


def _place(uow: UnitOfWork, role: str, place_id: int | None) -> int | None:
    """A resident lives in a home: polls and confirmations count by homes."""
    place = uow.get(Place, place_id) if place_id else None
    if role == Role.RESIDENT and (place is None or place.level != "unit"):
        raise Invalid({"place_id": [_("Choose the home that they live in.")]})
    return place.id if place else None


def _same(made: Membership, today: date):  # type: ignore[no-untyped-def]  # a select
    return select(Membership.id).where(
        Membership.person_id == made.person_id,
        Membership.role == made.role,
        Membership.organisation_id.is_not_distinct_from(made.organisation_id),
        Membership.place_id.is_not_distinct_from(made.place_id),
        or_(Membership.until.is_(None), Membership.until >= today),
    )


@action(
    Action.MEMBERSHIP_END,
    on="membership",
    form=EndForm,
    title=_l("End what somebody is"),
    button=_l("End it"),
)
def end(uow: UnitOfWork, membership: Membership, *, until: date) -> None:
    """A person is no longer that after this day; what they did as it stays. Raises Refused when it is over already."""
    today = local(uow.now).date()
    if membership.until and membership.until < today:
        raise Refused("membership_over", _l("This ended before today already."))
    membership.until = until
    uow.log(Action.MEMBERSHIP_END, topic=HOUSE, touched=[membership], audience=DESK, until=until)
    uow.dropped.add(membership.person_id)
