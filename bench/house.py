"""A real house with data of its own: one open table, everybody seated at it by the actions that people use."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import flask_migrate
from flask import Flask

from roundtable import create_app
from roundtable.core import clock
from roundtable.core.actions import perform
from roundtable.core.db import db
from roundtable.core.things import HOUSE
from roundtable.core.unit_of_work import VISITOR
from roundtable.core.wording import local
from roundtable.demo.stage import Stage
from roundtable.policy import Action

from .machine import free_port, running
from .report import progress

CODE = "TABLEB"
TABLE = f"consultation:{CODE}"
SAID_BEFORE = 50  # comments that stand at the table when it is measured: a page of them
# what a developer's own shell may hold and a measured house must not
OURS = ("DATABASE_URL", "FLASK_DEBUG", "HOST", "MAIL_URL", "METRICS_TOKEN", "PUBLIC_URL", "REDIS_URL", "ROUNDTABLE_ENV")


@dataclass(frozen=True)
class Served:
    """A house, or a floor, that answers: where, and which process."""

    port: int
    pid: int


@dataclass(frozen=True)
class Hall:
    """Data to serve: cookies of the host and of everybody seated, and the comments said so far, by number.

    more: settings besides, such as another database.
    """

    home: Path
    host: str
    residents: list[str]
    comments: list[int]
    more: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def open(self) -> Iterator[Served]:
        """The house, running as `python -m roundtable` does, with RATE_LIMITS=off."""
        port = free_port()
        env = settings(self.home) | dict(self.more) | {"PORT": str(port)}
        command = (sys.executable, "-m", "roundtable")
        with running(command, env, self.home / "house.log", port) as pid:
            yield Served(port, pid)


def settings(home: Path) -> dict[str, str]:
    """What a process of the house reads."""
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    return env | {"ROUNDTABLE_HOME": str(home), "RATE_LIMITS": "off", "SECRET_KEY": "measured" * 4}


def build(home: Path, residents: int, more: Mapping[str, str] = MappingProxyType({})) -> Hall:
    """Make a house with so many at its table. An inhabited house loads no demo."""
    app = create_app(settings(home) | dict(more))
    with app.app_context():
        flask_migrate.upgrade()
        stage = Stage(clock.now() - timedelta(hours=3))
        convene(stage)
        people = [sit(number) for number in range(residents)]
        comments = [say(stage, number) for number in range(SAID_BEFORE)]
        db.engine.dispose()
        return Hall(home, cookie(app, stage.people["host"]), [cookie(app, person) for person in people], comments, more)


def convene(stage: Stage) -> None:
    """A table that is open, with its host."""
    street = stage.act("system", Action.ORGANISATION_ADD, HOUSE, name="Street office", parent_id=None)
    stage.bodies["street"] = street
    for slug in ("host", "convener", "recorder"):
        stage.person(slug, slug.title())
        stage.grant(slug, slug, "street")
    when = local(stage.now + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    said = {"title": "The lift", "matter": "No lift for the fifth floor", "address": "Block 3", "starts_at": when}
    offices = {"host_id": stage.people["host"], "recorder_id": stage.people["recorder"]}
    stage.act("convener", Action.CONSULTATION_DRAFT, f"organisation:{street}", code=CODE, **said, **offices)
    stage.act("convener", Action.CONSULTATION_ANNOUNCE, TABLE, reason="The stairs are many")
    stage.act("host", Action.CONSULTATION_OPEN, TABLE)
    stage.act("host", Action.SEAT_TAKE, TABLE, name="Host")


def sit(number: int) -> int:
    """A guest takes a seat by the code and a name; the person's id."""
    if number and number % 500 == 0:
        progress(f"{number} have taken a seat")
    name = f"Resident {number}"
    return int(perform(Action.SEAT_TAKE, TABLE, {"name": name}, VISITOR, secrets.token_hex(16), clock.now()).result)


def say(stage: Stage, number: int) -> int:
    """Something said before anybody measures; its number."""
    return int(stage.act("host", Action.COMMENT_POST, TABLE, kind="view", body=f"Said before, {number}"))


def cookie(app: Flask, person: int) -> str:
    """The browser's cookie of somebody who has signed in, as the house itself signs it."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's signed cookies
    kept = {"_user_id": f"{person}.0", "_permanent": True, "_fresh": False}
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(kept)}"
