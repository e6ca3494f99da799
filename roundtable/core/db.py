"""Base, types and engine: how rows are stored, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, cast

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Dialect, Engine, Executable, MetaData, String, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from . import guard


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; aware in Python on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database. Raises ValueError for a naive datetime: nobody would know whose clock it is."""
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs its timezone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database; SQLite keeps no zone."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class KeptFile(String):
    """The name of a kept file (core/files.py): as long as a row holds it, the file stays."""


ALL = ("*",)
# column -> what its person may have of the row: ALL, these columns, or a sentence why nothing (core/personal.py)
OfPerson = Mapping[str, tuple[str, ...] | str]


class Base(DeclarativeBase):
    """A table. Logged unless `unlogged` gives the reason why not.

    of_person: the columns by which a row is about a person, each with what they may have of it.
    """

    unlogged: ClassVar[str] = ""
    of_person: ClassVar[OfPerson] = {}
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant()}
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Thing(Base):
    """A row with a page, a partial or a card: `kind:id` names it everywhere."""

    __abstract__ = True
    kind: ClassVar[str]
    sealed: ClassVar[tuple[str, ...]] = ()  # columns that the log vouches for by a salted hash
    id: Mapped[int] = mapped_column(primary_key=True)
    salt: Mapped[str | None]  # gone when its words are erased

    version: Mapped[int] = mapped_column()  # counts its changes: makes the key of a button that all share

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it on the class
        return {"version_id_col": cls.__table__.c.version}

    @property
    def ref(self) -> str:
        """Its name: `kind:id`."""
        return f"{self.kind}:{self.id}"


db = SQLAlchemy(metadata=Base.metadata)  # engine and migrations only; models derive from Base, so that they are typed
migrate = Migrate(db=db, directory="roundtable/migrations", render_as_batch=True, compare_type=True)
_writer = threading.Lock()  # SQLite: see `writers_turn`


@cache
def logged_tables() -> frozenset[str]:
    """Tables whose changes the log must speak of; asked first when all models are known."""
    exempt = {m.local_table.name for m in Base.registry.mappers if m.class_.unlogged}  # type: ignore[attr-defined]
    return frozenset(Base.metadata.tables) - exempt


@contextmanager
def open_session(engine: Engine, *, write: bool) -> Iterator[Session]:
    """A session whose transaction has begun. SQLite takes its write lock now, so that it never has to upgrade one."""
    with writers_turn(engine) if write else nullcontext():
        session = guard.RowSession(engine, expire_on_commit=False)
        with session:
            session.connection(execution_options={"write": write})
            yield session


@contextmanager
def writers_turn(engine: Engine) -> Iterator[None]:
    """One writer at a time in this process, on SQLite.

    A greenlet that yields inside a write transaction would make the next BEGIN IMMEDIATE wait inside SQLite, and with
    it the whole process; here it waits in our own lock, and the others go on.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    with _writer:
        yield


def insert_new(session: Session, model: type[Base], **values: Any) -> bool:
    """Insert unless its key is there; True when this call did it. On PostgreSQL it waits for a twin in flight."""
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = insert(model).values(**values).on_conflict_do_nothing().returning(*inspect(model).primary_key)
    return session.execute(statement).first() is not None  # rowcount of an ORM insert is -1 on PostgreSQL


def changed(session: Session, statement: Executable) -> int:
    """How many rows a statement changed."""
    return cast(CursorResult[Any], session.execute(statement)).rowcount


def init_app(app: Flask) -> None:
    """Engine, guard and SQLite's settings."""
    db.init_app(app)
    migrate.init_app(app)
    with app.app_context():
        guard.install(db.engine, logged_tables)
        if db.engine.dialect.name == "sqlite":
            _sqlite(db.engine)


_PRAGMAS = ("journal_mode=WAL", "busy_timeout=5000", "foreign_keys=ON", "recursive_triggers=ON")


def _sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not BEGIN by itself
        for pragma in (*_PRAGMAS, "synchronous=FULL"):  # FULL: what was acknowledged survives a power cut
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
