"""Accounts: found by their address, come into, and signed out of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from roundtable.core import identity
from roundtable.core.apart import apart
from roundtable.core.db import changed
from roundtable.core.errors import Refused
from roundtable.core.unit_of_work import UnitOfWork

from . import passwords
from .models import Person, SignIn

PASSWORD, LINK = "password", "link"
NEW = timedelta(minutes=15)  # so long a sign-in is one of a moment ago


@dataclass(frozen=True)
class Proof:
    """What a typed password came to: whose it is (None: nobody's), which kept hash says so, and a newer one of it."""

    person: int | None = None
    kept: str | None = None
    newer: str | None = None


def by_address(uow: UnitOfWork, address: str | None) -> Person | None:
    """The account that mail to this address belongs to, unless it is closed."""
    query = select(Person).where(Person.email == (address or ""), Person.closed_at.is_(None))
    return uow.session.scalars(query).one_or_none()


def proved(person: int | None, kept: str | None, password: str) -> Proof:
    """Try a password at a kept hash, off the loop. It takes as long for nobody."""
    if not apart(passwords.right, kept, password) or kept is None:
        return Proof()
    return Proof(person, kept, apart(passwords.renewed, kept, password))


def come_in(uow: UnitOfWork, person: Person, way: str, *, keep: bool = False, until: datetime | None = None) -> str:
    """Note a new sign-in in place of the one that this browser had; the words that its cookie keeps of it.

    until: when it ends, if not as usual.
    """
    end_this(uow)
    ends = until or uow.now + (identity.KEPT if keep else identity.UNKEPT)
    row = uow.add(SignIn(person_id=person.id, way=way, at=uow.now, until=ends))
    return f"{person.id}.{person.epoch}.{row.id}"


def end_this(uow: UnitOfWork) -> None:
    """End the sign-in by which the act came, if there is one: no copy of its cookie is good any more."""
    if uow.actor.sign_in and uow.actor.id:
        uow.session.execute(delete(SignIn).where(SignIn.id == int(uow.actor.sign_in)))
        uow.dropped.add(uow.actor.id)


def must_be_new(uow: UnitOfWork) -> None:
    """What would give the account to whoever finds a browser open is for a sign-in of a moment ago. Raises Refused."""
    here = uow.session.get(SignIn, int(uow.actor.sign_in)) if uow.actor.sign_in else None
    if here and here.at < uow.now - NEW:
        raise Refused(
            "sign_in_old",
            _l("It is a while since you signed in. Sign out, come in by a mailed link, and choose it then."),
        )


def leave_everywhere(uow: UnitOfWork, person: Person) -> None:
    """End all that a person is signed in by: no cookie made before now is good, and their lines drop."""
    person.epoch += 1
    uow.session.execute(delete(SignIn).where(SignIn.person_id == person.id))
    uow.dropped.add(person.id)


def sweep(uow: UnitOfWork) -> int:
    """Forget sign-ins that are over; how many."""
    return changed(uow.session, delete(SignIn).where(SignIn.until < uow.now))
