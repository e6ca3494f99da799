"""Persons, how they come in, and what they are where and when."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from roundtable.core.db import ALL, Base, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.policy import Role

# What a person can be by membership; what they are at one table is said there.
GRANTED: Mapping[str, Words] = {
    Role.RESIDENT: _l("resident"),
    Role.CONVENER: _l("convener"),
    Role.HOST: _l("host"),
    Role.RECORDER: _l("recorder"),
    Role.OFFICER: _l("officer"),
    Role.HEAD: _l("head of unit"),
    Role.VERIFIER: _l("verifier"),
    Role.SUPERVISOR: _l("supervisor"),
    Role.ADMIN: _l("administrator"),
}

NAMELESS: Words = _l("name erased")
WAYS: Mapping[str, Words] = {"password": _l("with the password"), "link": _l("with a mailed link")}  # to come in
LANGUAGES: Mapping[str, Words] = {"zh": "中文", "en": "English"}  # each in its own words


class Person(Base):
    """Somebody. With an email: an account. Without: a guest, who took a seat with a code and a name."""

    __tablename__ = "people"
    kind: ClassVar[str] = "person"
    unlogged: ClassVar[str] = "personal data; what a person may do is logged as a membership"
    of_person: ClassVar[OfPerson] = {"id": ALL}
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(unique=True)
    password: Mapped[str | None]  # Argon2id
    epoch: Mapped[int] = mapped_column(default=0)  # raised to sign out every browser of theirs
    demo: Mapped[str | None] = mapped_column(unique=True)  # the slug of an invented person of the demo
    lang: Mapped[str] = mapped_column(default="zh", server_default="zh")  # what they are written to in
    closed_at: Mapped[datetime | None]  # since when the account is closed: nobody comes in by it
    erased_at: Mapped[datetime | None]  # since when nothing says any more who they were

    @property
    def called(self) -> str:
        """Their name, or in the reader's language that it is gone."""
        return self.name or str(NAMELESS)

    @property
    def ref(self) -> str:
        """Their name in links and rooms."""
        return f"{self.kind}:{self.id}"


NUMBERS = 10**9 - 1  # of rows, as things.is_id takes them


class SignIn(Base):
    """A browser that came in with an account, so that it can be seen and ended. Guests have none."""

    __tablename__ = "sign_ins"
    unlogged: ClassVar[str] = "personal data, forgotten when it has ended"
    of_person: ClassVar[OfPerson] = {"person_id": ALL}
    # by chance: SQLite gives the number of a row that is gone to the next one, and an old cookie would be good again
    id: Mapped[int] = mapped_column(primary_key=True, default=lambda: 1 + secrets.randbelow(NUMBERS))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    way: Mapped[str]  # password | link
    at: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    proved_at: Mapped[datetime | None]  # when the password was written again, for what a left device must not do


class MailedLink(Base):
    """A link that was asked for by mail: good once, for a while. Its token is never kept, only what it hashes to.

    One is written for an unknown address too, for nobody, so that asking takes the same time.
    """

    __tablename__ = "mailed_links"
    unlogged: ClassVar[str] = "personal data, forgotten when it is used or too old"
    of_person: ClassVar[OfPerson] = {"person_id": ALL}
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    purpose: Mapped[str]  # sign_in | invite | reset
    salt: Mapped[str]  # with the house's secret it makes the token anew, when the mail is written
    print: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the token
    until: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
    used_by: Mapped[str | None]  # SHA-256 of the key of the act that used it: the same press twice is one


class Membership(Thing):
    """A person is something (a role's name) somewhere, for some time."""

    __tablename__ = "memberships"
    kind: ClassVar[str] = "membership"
    sealed: ClassVar[tuple[str, ...]] = ("person_id", "role", "place_id", "organisation_id", "since", "until")
    of_person: ClassVar[OfPerson] = {"person_id": ALL}
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
