"""Who this browser stands for. flask-login keeps in a signed cookie: a person's id, the epoch of their sign-ins, and
which sign-in it was.

What ends a cookie: it grows old (by our own clock), the person's epoch is raised, the sign-in is ended, the person is
gone. Guests and the people of the demo have no row for a sign-in; their cookie alone says who they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask, has_request_context, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from . import clock
from .unit_of_work import VISITOR, Actor

KEPT = timedelta(days=30)  # how long a browser stays signed in that was asked to; also a guest's
UNKEPT = timedelta(hours=12)  # one that was not: until it is closed, and not longer than a day's work
AS_IT_IS = ""  # what an action answers that changes nothing about whom the browser stands for


@dataclass(frozen=True)
class Standing:
    """Whom a browser stands for, and what every page says of them. sign_in: "" where there is no row for it."""

    person: int
    epoch: int
    name: str
    account: bool  # False: a guest, who took a seat with a code and a name
    demo: str | None = None
    lang: str = "zh"
    sign_in: str = ""

    @property
    def words(self) -> str:
        """As the cookie keeps it."""
        return f"{self.person}.{self.epoch}" + (f".{self.sign_in}" if self.sign_in else "")


Known = Callable[[int, str], Standing | None]  # person, sign-in -> how they stand now; None for nobody and for an end
_known: list[Known] = []


class _Manager(LoginManager):  # type: ignore[misc]  # flask-login has no types
    def _load_user_from_remember_cookie(self, cookie: str) -> None:
        """The library's own longer-lived cookie, which we give nobody: whoever sends one made it up."""


manager = _Manager()


class Browser(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """A browser that stands for a person."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing

    def get_id(self) -> str:
        """What the cookie keeps."""
        return self.standing.words


class _Signer(TimestampSigner):
    """Cookies grow old by our own clock."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())

    def timestamp_to_datetime(self, ts: int) -> datetime:
        return datetime.fromtimestamp(ts, UTC)


class _Sessions(SecureCookieSessionInterface):
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        made: URLSafeTimedSerializer | None = super().get_signing_serializer(app)
        if made is not None:
            made.signer = _Signer
            made.signer_kwargs["digest_method"] = hashlib.sha256  # Flask's own is SHA-1
        return made


def init_app(app: Flask, known: Known) -> None:
    """`known` says which persons there are; it comes from the people module, which this one must not know."""
    _known[:] = [known]
    app.session_interface = _Sessions()
    app.config.update(
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        # the prefix has the browser refuse a cookie of that name set by a neighbouring host or over plain http
        SESSION_COOKIE_NAME="__Host-roundtable" if app.config.get("SESSION_COOKIE_SECURE") else "roundtable",
        PERMANENT_SESSION_LIFETIME=KEPT,
        SESSION_REFRESH_EACH_REQUEST=False,  # a sign-in ends when it was said to, however often it is used
    )
    manager.init_app(app)
    app.context_processor(_for_pages)


@manager.user_loader  # type: ignore[untyped-decorator]  # flask-login has no types
def _load(kept: str) -> Browser | None:
    person, _, rest = kept.partition(".")
    epoch, _, sign_in = rest.partition(".")
    if not (person.isdecimal() and epoch.isdecimal()):
        return None
    found = _known[0](int(person), sign_in)
    return Browser(found) if found and found.epoch == int(epoch) else None


def still(standing: Standing) -> bool:
    """Whether that sign-in has not ended since."""
    found = _known[0](standing.person, standing.sign_in)
    return found is not None and found.epoch == standing.epoch


def _for_pages() -> dict[str, object]:
    """Every page may say who one is; the demo's ribbon does."""
    found = standing()
    return {"who": found, "demo_person": found if found and found.demo else None}


def standing() -> Standing | None:
    """Whom the request's browser stands for; None for a visitor."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    found: Standing = current_user.standing
    return found


def actor() -> Actor:
    """The person whom the request's browser stands for, or a visitor."""
    found = standing()
    return Actor(found.person, sign_in=found.sign_in) if found else VISITOR


def become(who: int | str | None, *, keep: bool = True) -> None:
    """Have the browser stand for a person: one by id, or by the words of a sign-in. None signs it out.

    keep: for 30 days; else until the browser is closed. Nothing of who was here before is carried over.
    """
    now = standing()
    if who == AS_IT_IS or (now and who == now.person):  # sitting down at a table is no new sign-in
        return
    logout_user()
    session.clear()
    person, _, rest = str(who or "").partition(".")
    found = _known[0](int(person), rest.partition(".")[2]) if person else None
    if found is not None:
        session.permanent = keep
        login_user(Browser(found))
