"""Accounts: made, named, closed."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.core.actions import action
from roundtable.core.errors import Invalid, Refused
from roundtable.core.event_log import DESK
from roundtable.core.things import HOUSE
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import accounts, links
from roundtable.people.forms import LanguageForm, NameForm, PersonForm
from roundtable.people.models import Person
from roundtable.places.models import House
from roundtable.policy import Action

PERSONAL = "an account is personal data; what its person may do is logged as a membership"


@action(
    Action.PERSON_ADD,
    on="house",
    form=PersonForm,
    makes="person",
    title=_l("Add a person"),
    button=_l("Add them"),
    no_entry=PERSONAL,
)
def add(uow: UnitOfWork, _house: House, *, name: str, email: str) -> int:
    """Make an account. Returns the person's id. Raises Invalid for an address that has one."""
    if uow.session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise Invalid({"email": [_("Somebody has this address already. Use another one, or find them in the list.")]})
    return uow.add(Person(name=name, email=email, epoch=0)).id


@action(
    Action.PERSON_EDIT,
    on="person",
    form=NameForm,
    title=_l("Change the name"),
    button=_l("Save the name"),
)
def edit(uow: UnitOfWork, person: Person, *, name: str) -> None:
    """Call somebody something else from now on. The log says so, not how; tables where they sit follow (handlers)."""
    person.name = name
    uow.log(Action.PERSON_EDIT, topic=HOUSE, touched=[], audience=DESK, person=person.id)


@action(
    Action.PERSON_CHOOSE_LANGUAGE,
    on="person",
    form=LanguageForm,
    title=_l("Choose your language"),
    button=_l("Save the language"),
    crowd=True,
    no_entry=PERSONAL,
)
def choose_language(_uow: UnitOfWork, person: Person, *, lang: str) -> None:
    """Write to somebody in this language."""
    person.lang = lang


@action(
    Action.PERSON_INVITE,
    on="person",
    title=_l("Mail them a link to come in"),
    button=_l("Mail the link"),
    no_entry="it changes nothing; who comes in by it does",
)
def invite(uow: UnitOfWork, person: Person) -> int:
    """Mail somebody a link that is good for three days. Returns its id, by which nobody gets in. Raises Refused."""
    _must_be_open(person)
    made = links.make(uow, person, links.INVITE)
    uow.whisper(Action.PERSON_INVITE, topic=HOUSE, person=person.id, link=made.id)
    return made.id


@action(
    Action.PERSON_CLOSE,
    on="person",
    title=_l("Close the account"),
    button=_l("Close it"),
)
def close(uow: UnitOfWork, person: Person) -> None:
    """Nobody comes in by this account from now on, and who is in is out at once. Raises Refused."""
    _must_be_open(person)
    person.closed_at = uow.now
    accounts.leave_everywhere(uow, person)
    uow.log(Action.PERSON_CLOSE, topic=HOUSE, touched=[], audience=DESK, person=person.id)


@action(
    Action.PERSON_REOPEN,
    on="person",
    title=_l("Open the account again"),
    button=_l("Open it again"),
)
def reopen(uow: UnitOfWork, person: Person) -> None:
    """The account is as it was. Raises Refused where it was not closed."""
    if person.erased_at is not None:
        raise Refused("erased", _l("Who was erased does not come back. Add them as a new person."))
    if person.closed_at is None:
        raise Refused("account_open", _l("This account is open already."))
    person.closed_at = None
    uow.log(Action.PERSON_REOPEN, topic=HOUSE, touched=[], audience=DESK, person=person.id)


def _must_be_open(person: Person) -> None:
    if person.closed_at or person.email is None:
        raise Refused("account_closed", _l("This account is closed. Open it again first."))
