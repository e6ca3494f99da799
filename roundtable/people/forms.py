"""What may be sent about persons, and to come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import BooleanField, DateField, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length, Optional, StopValidation
from wtforms.widgets import HiddenInput

from roundtable.core.apart import apart
from roundtable.core.errors import Words
from roundtable.core.forms import ActionForm, choices, line, numbered, offered, too_long
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import local
from roundtable.places import queries as places

from . import accounts, links, passwords
from .models import GRANTED, LANGUAGES, Person

MOST_ADDRESS = 200


def address(label: Words, missing: Words, autocomplete: str = "email") -> StringField:
    """A field for a mail address; addresses are one, however they are capitalised."""
    return StringField(
        label,
        [
            InputRequired(missing),
            Length(max=MOST_ADDRESS, message=too_long(MOST_ADDRESS)),
            Email(_l("This is no mail address yet. It looks like name@example.org.")),
        ],
        [lambda text: text.strip().lower() if text else text],
        render_kw={"autocomplete": autocomplete, "type": "email", "maxlength": MOST_ADDRESS},
    )


class KnownPassword(PasswordField):
    """A password that somebody has. Once tried, its value is a Proof, and never the password."""

    data: Any

    def __init__(self, label: Words, **kw: Any) -> None:
        super().__init__(label, [InputRequired(_l("Write your password."))], **kw)
        self.render_kw = {"autocomplete": "current-password"}

    def try_at(self, person: int | None, kept: str | None) -> None:
        """Off the loop: what it comes to at a kept hash; it takes as long for nobody."""
        self.data = accounts.proved(person, kept, self.data or "")


class NewPassword(PasswordField):
    """A password being chosen. Once weighed, its value is the hash to keep, and never the password."""

    wrong: Words = ""

    def __init__(self, label: Words, **kw: Any) -> None:
        super().__init__(label, [InputRequired(passwords.SHORT)], description=passwords.SHORT, **kw)
        self.render_kw = {"autocomplete": "new-password"}

    def weigh(self, about: Iterable[str]) -> None:
        """Off the loop: whether it is good for somebody about whom others know these words, and then its hash."""
        said = str(self.data or "")
        self.wrong = apart(passwords.weakness, said, tuple(about))
        self.data = "" if self.wrong else apart(passwords.hashed, said)

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation with what is wrong with it."""
        if self.wrong:
            raise StopValidation(str(self.wrong))


def unseen() -> HiddenField:
    """A field that the page fills in; empty where it was left out."""
    return HiddenField(filters=[lambda text: text or ""])


def keep() -> BooleanField:
    """Whether to stay signed in."""
    hint = _l("Not on a device that others use. Without it you are signed out when the browser is closed.")
    return BooleanField(_l("Keep me signed in on this device for 30 days"), description=hint)


class SignInForm(ActionForm):
    """An address and its password. Before the act the password becomes a Proof."""

    email = address(_l("Email"), _l("Write the address that you have your account with."), "username")
    password = KnownPassword(_l("Password"))
    keep = keep()

    def ahead(self, uow: UnitOfWork, thing: Any) -> Callable[[], None]:
        """Try the password, as long for an unknown address as for a known one."""
        found = accounts.by_address(uow, self.email.data)
        person, kept = (found.id, found.password) if found else (None, None)
        return lambda: self.password.try_at(person, kept)


class AddressForm(ActionForm):
    """Where to mail a link."""

    email = address(_l("Email"), _l("Write the address that you have your account with."))


class LinkForm(ActionForm):
    """The one button of a mailed link."""

    token = unseen()
    keep = keep()


class ResetForm(ActionForm):
    """A new password, by a mailed link."""

    token = unseen()
    password = NewPassword(_l("New password"))

    def ahead(self, uow: UnitOfWork, thing: Any) -> Callable[[], None]:
        """Weigh it, and make its hash."""
        person = links.whose(uow, self.token.data or "", links.RESET)
        about = (person.name, person.email or "") if person else ()
        return lambda: self.password.weigh(about)


class PasswordForm(ActionForm):
    """A new password, by who has one already or has none yet."""

    current = KnownPassword(_l("Your password now"))
    password = NewPassword(_l("New password"))

    def prepare(self, uow: UnitOfWork, thing: Person) -> None:
        """Who has none yet has nothing to write."""
        if thing.password is None:
            self.current.validators = ()
            self.current.flags.required = None
            self.current.widget = HiddenInput()

    def ahead(self, uow: UnitOfWork, thing: Person) -> Callable[[], None]:
        """Try the one and weigh the other."""
        person, kept, about = thing.id, thing.password, (thing.name, thing.email or "")

        def try_and_weigh() -> None:
            self.current.try_at(person, kept)
            self.password.weigh(about)

        return try_and_weigh


class ProveForm(ActionForm):
    """One's password once more."""

    password = KnownPassword(_l("Your password now"))

    def ahead(self, uow: UnitOfWork, thing: Person) -> Callable[[], None]:
        """Try it."""
        person, kept = thing.id, thing.password
        return lambda: self.password.try_at(person, kept)


WORDS_TOO = "erase"
WORDS: dict[str, Words] = {
    "keep": _l("My words stay, as a seat's, without my name"),
    WORDS_TOO: _l("My words are erased too: what I said for myself, and what I wrote beside my answers"),
}
ASKED: dict[str, Words] = {
    "in_person": _l("in person, and it was they"),
    "letter": _l("by letter"),
    "for_them": _l("somebody asked who may speak for them"),
    "restored": _l("they were erased before; an older state of the house was brought back"),
}


def words_or_not() -> RadioField:
    """Whether the words go too."""
    missing = InputRequired(_l("Choose what becomes of the words."))
    return RadioField(_l("What becomes of the words"), [missing], choices=choices(WORDS))


SURE = _l("I know that this cannot be undone")
NOT_SURE = _l("Tick this: it cannot be undone.")


class EraseForm(ActionForm):
    """Being erased."""

    words = words_or_not()
    sure = BooleanField(SURE, [InputRequired(NOT_SURE)])


class EraseForForm(ActionForm):
    """Erasing somebody who asked for it."""

    asked = RadioField(_l("How they asked"), [InputRequired(_l("Say how they asked."))], choices=choices(ASKED))
    words = words_or_not()
    sure = BooleanField(SURE, [InputRequired(NOT_SURE)])


class PersonForm(ActionForm):
    """An account."""

    name = line(_l("Name"), most=80, missing=_l("Write the person's name."))
    email = address(_l("Email"), _l("Write the address that mail reaches them at."))


class NameForm(ActionForm):
    """What somebody is called."""

    name = line(_l("Name"), most=80, missing=_l("Write the name."), autocomplete="name")


class LanguageForm(ActionForm):
    """What somebody is written to in."""

    lang = RadioField(_l("Language of what is mailed to you"), choices=choices(LANGUAGES))


class SignInsForm(ActionForm):
    """Which of one's sign-ins."""

    sign_in = unseen()


class MembershipForm(ActionForm):
    """What a person is, where, and for how long."""

    person_id = SelectField(_l("Person"), [InputRequired(_l("Choose a person."))], coerce=numbered)
    role = SelectField(_l("Role"), choices=choices(GRANTED))
    organisation_id = SelectField(_l("Organisation"), [Optional()], coerce=numbered)
    place_id = SelectField(_l("Home"), [Optional()], coerce=numbered, description=_l("For residents: where they live."))
    until = DateField(_l("Until"), [Optional()], description=_l("The last day. Leave it empty if none is known."))

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """Who and what there is to choose from."""
        people = uow.session.execute(
            select(Person.id, Person.name, Person.email).where(Person.email.is_not(None)).order_by(Person.name)
        )
        self.person_id.choices = offered((number, f"{name} · {email}") for number, name, email in people)
        self.organisation_id.choices = offered(places.organisations(uow))
        self.place_id.choices = offered([*places.named(uow), *places.homes(uow)])


class EndForm(ActionForm):
    """When somebody stops being something."""

    until = DateField(
        _l("Last day"),
        [InputRequired(_l("Write the last day."))],
        description=_l("Today is the usual one. With yesterday it ends at once."),
    )
    today: date

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """Today, unless another day is said."""
        self.today = local(uow.now).date()
        if not self.until.raw_data:
            self.until.data = self.until.data or self.today

    def validate_until(self, field: DateField) -> None:
        """Raises StopValidation for a day that is long over: what somebody was then stays as it was."""
        if field.data and field.data < self.today - timedelta(days=1):
            raise StopValidation(str(_l("That day is over. The earliest is yesterday.")))
