"""A world for a test: the application on a real database with the cast in it, and a clock that the test moves.

Every test that asks for `world` runs twice, on SQLite and on PostgreSQL. The cast is built once for each; a test gets a
copy of it.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from flask_babel import refresh
from sqlalchemy import select

from roundtable import create_app
from roundtable.core import clock
from roundtable.core.actions import perform
from roundtable.core.acts import Done
from roundtable.core.db import db, open_session
from roundtable.core.event_log import Entry, since
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.demo.stage import Stage
from roundtable.notifications.models import Delivery
from roundtable.notifications.queries import Letter, letter
from roundtable.policy import Action
from tests.cast import NOW, TABLE, play
from tests.services.kept import Kept
from tests.services.postgres import Cluster

OURS = {"Sec-Fetch-Site": "same-origin"}


class Browser(FlaskClient):
    """A browser that asks anew who it stands for, and in which language.

    The world holds one application context open; flask-login and flask-babel remember in it what they found.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """A request."""
        g.pop("_login_user", None)
        g.pop("_flask_babel", None)
        return super().open(*args, **kwargs)


class World:
    """What a test does and sees."""

    def __init__(self, app: Flask, stage: Stage, clock_file: Path, restore: Callable[[], None]) -> None:
        self.app, self.stage, self._clock, self._restore = app, stage, clock_file, restore
        self.at(stage.now)

    def again(self) -> None:
        """Back to the beginning, for a test that tries many things."""
        self._restore()

    def at(self, moment: datetime) -> None:
        """Set the house's clock; from there it runs."""
        clock.use(None)
        self._clock.write_text(str((moment - clock.now()).total_seconds()))
        clock.use(self._clock)

    def later(self, **span: float) -> None:
        """Let time pass: later(days=3)."""
        self.at(clock.now() + timedelta(**span))

    def do(self, who: str, action: Action, on: str = TABLE, key: str | None = None, **fields: Any) -> Done:
        """An act, as both doors do it."""
        return perform(action, on, fields, self.stage.actor(who), key or secrets.token_hex(16), clock.now())

    def comment(self, body: str = "A lift, please", who: str = "resident", kind: str = "view") -> str:
        """Something said; the comment's name."""
        return f"comment:{self.do(who, Action.COMMENT_POST, kind=kind, body=body).result}"

    def entries(self, topic: str = TABLE) -> list[Entry]:
        """All that a topic's log says."""
        with open_session(db.engine, write=False) as session:
            return since(session, topic, 0)

    def mail(self, who: str) -> list[Letter]:
        """What they are or were written, oldest first, as it would be drawn now; see also the `mailbox`."""
        mine = select(Delivery.id).where(Delivery.person_id == self.stage.people[who]).order_by(Delivery.id)
        with self.reading() as uow:
            return [text for number in uow.session.scalars(mine) if (text := letter(uow, number))]

    def reading(self, who: str = "visitor") -> Any:
        """A snapshot, as somebody may read it."""
        return reading(self.stage.actor(who), clock.now())

    def client(self, who: str = "visitor") -> FlaskClient:
        """A browser without scripts that stands for one of the cast; Chinese unless it asks for English."""
        client = self.app.test_client()
        refresh()  # a test's requests share its context, and an act in it may have asked for the language before
        if who in self.stage.people:
            with client.session_transaction() as session:
                session["_user_id"] = f"{self.stage.people[who]}.0"
                session["_fresh"] = True
        return client


class Theatre:
    """One application on one database; the stage is set once and copied for each test."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.app = create_app(
            {"ROUNDTABLE_HOME": str(folder), "DATABASE_URL": url, "RATE_LIMITS": "off", "SECRET_KEY": "s" * 32},
            TESTING=True,
        )
        self.app.test_client_class = Browser
        self.stage = Stage(NOW)
        with self.app.app_context():
            flask_migrate.upgrade()
            play(self.stage)
            self.engine = db.engine
        self.engine.dispose()
        self.keep()

    def keep(self) -> None:
        """Put the set stage aside."""
        if self.url.startswith("sqlite"):
            shutil.copyfile(self._file(), self.folder / "kept.db")

    def restore(self) -> None:
        """As it was when the curtain rose."""
        self.engine.dispose()
        for wal in ("-wal", "-shm"):
            Path(f"{self._file()}{wal}").unlink(missing_ok=True)
        shutil.copyfile(self.folder / "kept.db", self._file())

    def _file(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    def play(self, folder: Path) -> Iterator[World]:
        """A world for one test."""
        self.restore()
        stage = Stage(self.stage.now)
        stage.people, stage.places, stage.bodies = dict(self.stage.people), dict(self.stage.places), self.stage.bodies
        with self.app.app_context():
            yield World(self.app, stage, folder / "clock", self.restore)
        clock.use(None)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


class PostgresTheatre(Theatre):
    """The same, on PostgreSQL."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster = cluster
        super().__init__(cluster.database(), folder)

    def keep(self) -> None:
        """The set stage is put aside in the database itself."""
        self.kept = Kept(self.cluster, self.url)

    def restore(self) -> None:
        """Its rows are brought back; connections stay open, for to make one costs more than many a test."""
        self.kept.bring_back()

    def close(self) -> None:
        """Let go of it, and of what was put aside."""
        super().close()
        self.kept.close()


@pytest.fixture(scope="session")
def sqlite_theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """The stage on SQLite."""
    folder = tmp_path_factory.mktemp("sqlite")
    with closing(Theatre(f"sqlite:///{folder}/roundtable.db", folder)) as theatre:
        yield theatre


@pytest.fixture(scope="session")
def postgres_theatre(postgres_cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresTheatre]:
    """The stage on PostgreSQL."""
    with closing(PostgresTheatre(postgres_cluster, tmp_path_factory.mktemp("postgres"))) as theatre:
        yield theatre


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The cast at its table, on either database."""
    theatre: Theatre = request.getfixturevalue("sqlite_theatre" if request.param == "sqlite" else "postgres_theatre")
    yield from theatre.play(tmp_path)


@pytest.fixture
def uow(world: World) -> Iterator[UnitOfWork]:
    """A visitor's snapshot."""
    with world.reading() as snapshot:
        yield snapshot
