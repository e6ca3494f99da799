"""Coming in, by a password or a mailed link; leaving; and passwords.

Whether an address is known is never told: both ways answer the same, after the same work. None of it is on the record,
and what a secret was asked for is kept with no key: nobody at the same browser is let in by an old answer.
"""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update

from roundtable.core import identity, things
from roundtable.core.actions import action
from roundtable.core.errors import Invalid
from roundtable.core.things import HOUSE
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import accounts, links
from roundtable.people.accounts import Proof
from roundtable.people.forms import AddressForm, LinkForm, PasswordForm, ProveForm, ResetForm, SignInForm, SignInsForm
from roundtable.people.models import Person, SignIn
from roundtable.places.models import House
from roundtable.policy import Action

COOKIE = "it sets the browser's cookie"
PRIVATE = "when and how somebody comes in is their own affair"


@action(
    Action.PERSON_SIGN_IN,
    on="house",
    form=SignInForm,
    title=_l("Sign in"),
    button=_l("Sign in"),
    crowd=True,
    http_only=COOKIE,
    no_entry=PRIVATE,
    signs_in=True,
    counted=("sign_in", "email"),
    template="people/sign_in.html",
)
def sign_in(uow: UnitOfWork, _house: House, *, email: str, password: Proof, keep: bool) -> str:
    """Come in with a password. Returns the words of the sign-in. Raises Invalid, the same for whatever was wrong."""
    person = accounts.by_address(uow, email)
    if person is None or person.id != password.person or person.password != password.kept:
        sentence = _("This address and password do not go together. Look at both, or have a link mailed to you.")
        raise Invalid({"password": [sentence]})
    person.password = password.newer or person.password
    return accounts.come_in(uow, person, accounts.PASSWORD, keep=keep)


@action(
    Action.PERSON_SEND_LINK,
    on="house",
    form=AddressForm,
    title=_l("Have a link mailed to you"),
    button=_l("Mail me a link"),
    http_only="tries are counted at the pages' door",
    no_entry=PRIVATE,
    counted=("mailed_link", "email"),
    then="/sign-in/sent",
)
def send_link(uow: UnitOfWork, _house: House, *, email: str) -> None:
    """Mail a link by which its reader is signed in, once, within 15 minutes; nothing to an address without account."""
    _mail(uow, email, links.SIGN_IN, Action.PERSON_SEND_LINK)


@action(
    Action.PERSON_ASK_RESET,
    on="house",
    form=AddressForm,
    title=_l("Forgotten your password?"),
    button=_l("Mail me a link for a new one"),
    http_only="tries are counted at the pages' door",
    no_entry=PRIVATE,
    counted=("mailed_link", "email"),
    then="/sign-in/sent",
)
def ask_reset(uow: UnitOfWork, _house: House, *, email: str) -> None:
    """Mail a link by which its reader sets a new password, once, within 15 minutes."""
    _mail(uow, email, links.RESET, Action.PERSON_ASK_RESET)


def _mail(uow: UnitOfWork, email: str, purpose: str, act: Action) -> None:
    person = accounts.by_address(uow, email)
    link = links.make(uow, person, purpose)
    uow.whisper(act, topic=HOUSE, person=person.id if person else 0, link=link.id)


@action(
    Action.PERSON_USE_LINK,
    on="house",
    form=LinkForm,
    title=_l("Sign in by the link"),
    button=_l("Sign in"),
    crowd=True,
    http_only=COOKIE,
    no_entry=PRIVATE,
    signs_in=True,
    template="people/link.html",
)
def use_link(uow: UnitOfWork, _house: House, *, token: str, keep: bool) -> str:
    """Come in by a mailed link. Returns the words of the sign-in. Raises Refused for one that is used or too old."""
    person = links.use(uow, token, links.SIGN_IN, links.INVITE)
    return accounts.come_in(uow, person, accounts.LINK, keep=keep)


@action(
    Action.PERSON_RESET_PASSWORD,
    on="house",
    form=ResetForm,
    title=_l("Choose a new password"),
    button=_l("Save it and sign in"),
    crowd=True,
    http_only=COOKIE,
    no_entry=PRIVATE,
    signs_in=True,
    then="/me",
    template="people/reset.html",
)
def reset_password(uow: UnitOfWork, _house: House, *, token: str, password: str) -> str:
    """Set a new password by a mailed link, sign out everywhere else, and come in. Raises Refused for a used link."""
    person = links.use(uow, token, links.RESET)
    return _renew(uow, person, password)


@action(
    Action.PERSON_SET_PASSWORD,
    on="person",
    form=PasswordForm,
    title=_l("Choose a password"),
    button=_l("Save the password"),
    crowd=True,
    http_only=COOKIE,
    no_entry=PRIVATE,
    signs_in=True,
    counted=("sign_in", ""),
)
def set_password(uow: UnitOfWork, person: Person, *, current: Proof, password: str) -> str:
    """Set one's password, saying the one before, and sign out everywhere else. Raises Invalid for a wrong one.

    Who has none yet can say none: then it must be soon after coming in. Raises Refused.
    """
    if person.password is None:
        accounts.must_be_new(uow)
    elif current.kept != person.password:
        raise Invalid({"current": [_("This is not your password. Write the one that you sign in with now.")]})
    return _renew(uow, person, password)


@action(
    Action.PERSON_PROVE,
    on="person",
    form=ProveForm,
    title=_l("Write your password once more"),
    button=_l("Go on"),
    crowd=True,
    http_only="tries are counted at the pages' door",
    no_entry=PRIVATE,
    counted=("sign_in", ""),
    then="/me#data",
)
def prove(uow: UnitOfWork, person: Person, *, password: Proof) -> None:
    """Show that it is not somebody else at a device that was left. Raises Invalid for a wrong password."""
    if password.kept is None or password.kept != person.password:
        raise Invalid({"password": [_("This is not your password. Write the one that you sign in with now.")]})
    here = int(uow.actor.sign_in) if uow.actor.sign_in else 0
    mine = update(SignIn).where(SignIn.id == here, SignIn.person_id == person.id)
    uow.session.execute(mine.values(proved_at=uow.now))


def _renew(uow: UnitOfWork, person: Person, password: str) -> str:
    here = uow.session.get(SignIn, int(uow.actor.sign_in)) if uow.actor.sign_in else None
    until = here.until if here and here.person_id == person.id else None
    person.password = password
    links.end(uow, person)
    accounts.leave_everywhere(uow, person)
    uow.whisper(Action.PERSON_SET_PASSWORD, topic=HOUSE, person=person.id)
    return accounts.come_in(uow, person, accounts.PASSWORD, until=until)


@action(
    Action.PERSON_SIGN_OUT,
    on="house",
    title=_l("Sign out"),
    button=_l("Sign out"),
    crowd=True,
    http_only=COOKIE,
    no_entry=PRIVATE,
    signs_in=True,
    then="/",
)
def sign_out(uow: UnitOfWork, _house: House) -> None:
    """Leave, on this browser: its cookie is good for nothing from now on. A guest's cookie is all that they have."""
    person = uow.session.get(Person, uow.actor.id or 0)
    if person is None:
        return
    accounts.end_this(uow)
    if person.email is None:
        person.epoch += 1
    uow.dropped.add(person.id)


@action(
    Action.PERSON_END_SIGN_IN,
    on="person",
    form=SignInsForm,
    title=_l("Sign out on another device"),
    button=_l("Sign out there"),
    crowd=True,
    no_entry=PRIVATE,
)
def end_sign_in(uow: UnitOfWork, person: Person, *, sign_in: str) -> None:
    """End one of one's sign-ins."""
    one = int(sign_in) if things.is_id(sign_in) else 0
    uow.session.execute(delete(SignIn).where(SignIn.id == one, SignIn.person_id == person.id))
    uow.dropped.add(person.id)


@action(
    Action.PERSON_END_SIGN_INS,
    on="person",
    title=_l("Sign out everywhere else"),
    button=_l("Sign out everywhere else"),
    crowd=True,
    http_only=COOKIE,
    no_entry=PRIVATE,
    signs_in=True,
)
def end_sign_ins(uow: UnitOfWork, person: Person) -> str:
    """End all that a person is signed in by, but for the browser in which they ask for it themselves."""
    mine = person.id == uow.actor.id
    here = uow.session.get(SignIn, int(uow.actor.sign_in)) if mine and uow.actor.sign_in else None
    way, until = (here.way, here.until) if here else (accounts.PASSWORD, None)
    accounts.leave_everywhere(uow, person)
    return accounts.come_in(uow, person, way, until=until) if mine else identity.AS_IT_IS
