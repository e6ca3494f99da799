"""Settings: all from the environment, read once at start, refused at once when they cannot be right.

What each variable means, and its default, stands in docs/settings.md. The program sees a frozen `Settings`; Flask and
its extensions get theirs from `flask_config`. A name that other programs read too has ours in front.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
# ASVS 5.0 asks for 128 bits in what signs sessions: 22 of the characters that token_urlsafe(16) makes
SECRET_LENGTH = 22
TRIED_SECRET_LENGTH = 16  # of a house that is only tried
MAX_PORT = 65535
MAX_PROXIES = 9
# photos of damage come from phones: several at once, each a few megabytes
MAX_UPLOAD_BYTES = 32 * 1024 * 1024

ENVIRONMENTS = ("development", "production")
DATABASES = ("sqlite", "postgresql+psycopg")
REDIS = ("redis", "rediss", "unix")
MAIL = ("smtp", "smtps")
PUBLIC = ("http", "https")

# what may come in as one word and means a driver of ours: the URL that hosting companies hand out, and the old spelling
DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class BadSetting(SystemExit):
    """A setting that the house cannot start with; its text is one sentence that names the variable.

    It ends the program by itself, so every door (make run, flask, a WSGI server) prints the sentence and no traceback.
    """


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the environment said; URLs are complete, paths absolute."""

    production: bool
    home: Path
    host: str
    port: int
    database_url: str
    redis_url: str | None
    secret_key: str
    public_url: str | None
    mail_url: str | None
    rate_limits: bool
    clock: Path | None
    metrics_token: str | None
    proxies: int

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Settings from environment variables. Raises BadSetting; an empty variable counts as absent."""
        given = {name: value.strip() for name, value in env.items() if value.strip()}
        production = _one_of(given, "ROUNDTABLE_ENV", ENVIRONMENTS) == "production"
        home = _home(given)
        return cls(
            production=production,
            home=home,
            host=given.get("HOST", "127.0.0.1"),
            port=_number(given, "PORT", 1, MAX_PORT, 5000),
            database_url=_database_url(given, home),
            redis_url=_url(given, "REDIS_URL", REDIS),
            secret_key=_secret(given, "SECRET_KEY") or _kept_secret(home, production=production),
            public_url=_public_url(given),
            mail_url=_url(given, "MAIL_URL", MAIL),
            rate_limits=_one_of(given, "RATE_LIMITS", ("on", "off")) == "on",
            clock=_clock(given, home, production=production),
            metrics_token=_secret(given, "METRICS_TOKEN"),
            proxies=_number(given, "PROXIES", 0, MAX_PROXIES, 0),
        )

    @property
    def https(self) -> bool:
        """Whether people come over https, so that cookies may insist on it."""
        return bool(self.public_url) and urlsplit(self.public_url or "").scheme == "https"


def flask_config(env: Mapping[str, str] = os.environ) -> dict[str, object]:
    """The same, under the names that Flask and its extensions look for. Raises BadSetting."""
    settings = Settings.from_env(env)
    return {
        "SETTINGS": settings,
        "DEMO": not settings.production,
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": MAX_UPLOAD_BYTES,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.https,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SECURE": settings.https,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            # what people said or chose stands in no error, and so in no log
            "hide_parameters": True,
            # a connection that the database has cut meanwhile is seen before it is used; SQLite's is a file
            "pool_pre_ping": not settings.database_url.startswith("sqlite"),
        },
    }


def _one_of(given: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """The word given, or the first allowed one."""
    word = given.get(name, allowed[0]).lower()
    if word not in allowed:
        raise BadSetting(f"{name} is {word!r}: it may be {' or '.join(allowed)}.")
    return word


def _home(given: Mapping[str, str]) -> Path:
    home = ROOT / Path(given.get("ROUNDTABLE_HOME", "instance")).expanduser()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"ROUNDTABLE_HOME is {str(home)!r}, which cannot be made ({error.strerror}).") from None
    return home


def _number(given: Mapping[str, str], name: str, least: int, most: int, otherwise: int) -> int:
    text = given.get(name, str(otherwise))
    if not (text.isdecimal() and least <= int(text) <= most):
        raise BadSetting(f"{name} is {text!r}: it must be a number from {least} to {most}.")
    return int(text)


def _url(given: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    """The URL given, or none. The sentence of a refusal leaves the URL out: it may hold a password."""
    if (url := given.get(name)) is None:
        return None
    if "://" not in url or url.split("://", 1)[0].lower() not in schemes:
        raise BadSetting(f"{name} must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}.")
    return url


def _database_url(given: Mapping[str, str], home: Path) -> str:
    url = given.get("DATABASE_URL", f"sqlite:///{home / 'roundtable.sqlite'}")
    scheme, separator, rest = url.partition("://")
    complete = f"{DRIVERS.get(scheme, scheme)}{separator}{rest}"
    return _url({"DATABASE_URL": complete}, "DATABASE_URL", DATABASES) or complete


def _public_url(given: Mapping[str, str]) -> str | None:
    """The address that people type, without a slash at its end: links in mails and the same-origin check need it."""
    if (url := _url(given, "PUBLIC_URL", PUBLIC)) is None:
        return None
    parts = urlsplit(url)
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise BadSetting(
            "PUBLIC_URL must be a scheme and a host, such as https://table.example, with nothing behind it."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _clock(given: Mapping[str, str], home: Path, *, production: bool) -> Path | None:
    """The file by which time is moved: of a house that is tried out, one in its home that is not there at first."""
    if (name := given.get("ROUNDTABLE_CLOCK")) is None:
        return None if production else home / "clock"
    if production:
        raise BadSetting("ROUNDTABLE_CLOCK moves the clock, for tests and the demo: take it away in production.")
    return Path(name)


def _secret(given: Mapping[str, str], name: str) -> str | None:
    secret = given.get(name)
    least = SECRET_LENGTH if given.get("ROUNDTABLE_ENV", "").lower() == "production" else TRIED_SECRET_LENGTH
    if secret is not None and len(secret) < least:
        raise BadSetting(f"{name} is too short: it needs {least} characters or more, made by chance.")
    return secret


def _kept_secret(home: Path, *, production: bool) -> str:
    """The secret of a house that was given none: made by chance at its first start, kept where only its owner reads."""
    if production:
        raise BadSetting("SECRET_KEY is missing: production needs a secret made by chance, 22 characters or more.")
    path = home / "secret_key"
    if not path.exists():
        _keep_once(path, secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii").strip()


def _keep_once(path: Path, secret: str) -> None:
    """Write the file whole or not at all; of two that start together, one wins and both read the same."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(secret)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
