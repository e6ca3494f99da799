"""Links that are mailed to somebody: good once, for a while, for one purpose, on whatever device they are opened.

The token is an HMAC of a salt under the house's secret, so it can be made again when the mail is written and is kept
nowhere; the row has only its hash. Who reads the database alone can use no link.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, delete, select, update

from roundtable.core.db import changed
from roundtable.core.errors import Refused
from roundtable.core.unit_of_work import UnitOfWork

from .models import MailedLink, Person

SIGN_IN, INVITE, RESET = "sign_in", "invite", "reset"
GOOD_FOR = {SIGN_IN: timedelta(minutes=15), RESET: timedelta(minutes=15), INVITE: timedelta(days=3)}
PATHS = {SIGN_IN: "/link", INVITE: "/link", RESET: "/reset"}
SAME_PRESS = timedelta(minutes=1)
KEY = 32  # characters of a key that nobody hits upon
KEPT = timedelta(days=1)  # so long "used already" can still be told from "never was"; nobody needs it longer


def make(uow: UnitOfWork, person: Person | None, purpose: str) -> MailedLink:
    """A new link for somebody; for nobody a row just the same, so that both take as long."""
    salt = secrets.token_hex(16)
    made = MailedLink(
        person_id=person.id if person else None,
        purpose=purpose,
        salt=salt,
        print=_print(_token(purpose, salt)),
        until=uow.now + GOOD_FOR[purpose],
    )
    return uow.add(made)


def path(link: MailedLink) -> str:
    """Where the link leads in the house: `/link/<token>`."""
    return f"{PATHS[link.purpose]}/{_token(link.purpose, link.salt)}"


def whose(uow: UnitOfWork, token: str, *purposes: str) -> Person | None:
    """For whom a link is good now; None when it is used, too old, or none of ours."""
    mine = select(MailedLink.person_id).where(*_good(uow, token, purposes))
    person = uow.session.get(Person, uow.session.scalar(mine) or 0)
    return person if person and not person.closed_at else None


def use(uow: UnitOfWork, token: str, *purposes: str) -> Person:
    """Use a link up; for whom it was. The same press again (a double click), which has the same key, is the same use.

    Raises Refused for a link that is used, too old, or none of ours.
    """
    person = whose(uow, token, *purposes)
    used = update(MailedLink).where(*_good(uow, token, purposes)).values(used_at=uow.now, used_by=_print(uow.key))
    if person and changed(uow.session, used):  # of two at once, one changes the row
        return person
    again = select(MailedLink.person_id).where(
        MailedLink.print == _print(token),
        MailedLink.purpose.in_(purposes),
        MailedLink.used_by == _print(uow.key),
        MailedLink.used_at > uow.now - SAME_PRESS,
    )
    guessable = len(uow.key) < KEY
    person = None if guessable else uow.session.get(Person, uow.session.scalar(again) or 0)
    if person is None or person.closed_at:
        raise Refused("link_used", _l("This link was used already, or is too old. Have a new one mailed to you."))
    return person


def end(uow: UnitOfWork, person: Person) -> None:
    """Make what was mailed to somebody and not used yet good for nothing."""
    theirs = update(MailedLink).where(MailedLink.person_id == person.id, MailedLink.used_at.is_(None))
    uow.session.execute(theirs.values(until=uow.now))


def _good(uow: UnitOfWork, token: str, purposes: tuple[str, ...]) -> tuple[ColumnElement[bool], ...]:
    return (
        MailedLink.print == _print(token),
        MailedLink.purpose.in_(purposes),
        MailedLink.used_at.is_(None),
        MailedLink.until > uow.now,
    )


def sweep(uow: UnitOfWork) -> int:
    """Forget links that are long over; how many."""
    return changed(uow.session, delete(MailedLink).where(MailedLink.until < uow.now - KEPT))


def _token(purpose: str, salt: str) -> str:
    """43 characters that fit into an address."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    made = hmac.new(secret, f"mailed link {purpose} {salt}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _print(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
