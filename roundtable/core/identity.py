"""Who this browser stands for. flask-login keeps a person's id and the epoch of their sign-ins in a signed cookie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, has_request_context
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from . import clock
from .unit_of_work import VISITOR, Actor

Known = Callable[[int], int | None]  # person id -> the epoch of their sign-ins, None for nobody
_known: list[Known] = []
manager = LoginManager()


class Browser(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """A browser that stands for a person, since a certain epoch: raising it signs out all their browsers."""

    def __init__(self, person: int, epoch: int) -> None:
        self.person, self.epoch = person, epoch

    def get_id(self) -> str:
        """What the cookie keeps."""
        return f"{self.person}.{self.epoch}"


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
        return made


def init_app(app: Flask, known: Known) -> None:
    """`known` says which persons there are; it comes from the people module, which this one must not know."""
    _known[:] = [known]
    app.session_interface = _Sessions()
    app.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_NAME="roundtable")
    manager.init_app(app)


@manager.user_loader  # type: ignore[untyped-decorator]  # flask-login has no types
def _load(kept: str) -> Browser | None:
    person, _, epoch = kept.partition(".")
    if not (person.isdecimal() and epoch.isdecimal()) or _known[0](int(person)) != int(epoch):
        return None
    return Browser(int(person), int(epoch))


def actor() -> Actor:
    """The person whom the request's browser stands for, or a visitor."""
    if not has_request_context() or not current_user.is_authenticated:
        return VISITOR
    return Actor(current_user.person)


def become(person: int | None) -> None:
    """Sign the browser in as a person; None signs it out."""
    if person is None:
        logout_user()
        return
    epoch = _known[0](person)
    if epoch is not None:
        login_user(Browser(person, epoch))
