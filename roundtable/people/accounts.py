"""Accounts: found by their address, come into, and signed out of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from roundtable.core import identity
from roundtable.core.apart import apart
from roundtable.core.db import changed
from roundtable.core.unit_of_work import UnitOfWork

from . import passwords
from .models import Person, SignIn

PASSWORD, LINK = "password", "link"


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
    """Note a new sign-in; the words that the browser's cookie keeps of it. until: when it ends, if not as usual."""
    ends = until or uow.now + (identity.KEPT if keep else identity.UNKEPT)
    row = uow.add(SignIn(person_id=person.id, way=way, at=uow.now, until=ends))
    return f"{person.id}.{person.epoch}.{row.id}"


def leave_everywhere(uow: UnitOfWork, person: Person) -> None:
    """End all that a person is signed in by: no cookie made before now is good, and their lines drop."""
    person.epoch += 1
    uow.session.execute(delete(SignIn).where(SignIn.person_id == person.id))
    uow.dropped.add(person.id)


def sweep(uow: UnitOfWork) -> int:
    """Forget sign-ins that are over; how many."""
    return changed(uow.session, delete(SignIn).where(SignIn.until < uow.now))
