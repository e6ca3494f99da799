"""The log: what was done, by whom, when, and which things it touched. Appended only; gapless per topic.

An entry carries hashes, not words: words stay in the module's tables with their salt, so that they cannot be changed
unseen and can be erased. Readers tail by topic and seq; a global `id > last` misses rows on PostgreSQL, where ids
commit out of order. Of who acted, too, the hash vouches without telling: whoever checks the public record needs an
entry's bytes, and one person's acts at several tables must not be told apart from another's by them.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import rfc8785
from sqlalchemy import DDL, JSON, LargeBinary, event, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from .db import Base, OfPerson, Thing

PUBLIC, PARTICIPANTS, DESK = "public", "participants", "desk"


class Topic(Base):
    """How far a topic's log has come. Its row lock is what makes `seq` gapless."""

    __tablename__ = "topics"
    unlogged: ClassVar[str] = "the log's own counter"
    name: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]


class Entry(Base):
    """One line of a topic's log; the database refuses to change or delete it."""

    __tablename__ = "entries"
    unlogged: ClassVar[str] = "the log itself"
    of_person: ClassVar[OfPerson] = {"actor": ("topic", "seq", "at", "action", "touched")}
    topic: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str]
    actor: Mapped[str]
    salt: Mapped[str | None]  # of the actor; none before there were salts
    at: Mapped[datetime] = mapped_column(index=True)
    audience: Mapped[str]
    touched: Mapped[dict[str, Any]] = mapped_column(JSON)  # ref -> salted hash of its sealed columns, or null
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    leaf: Mapped[bytes] = mapped_column(LargeBinary(32))

    def canonical(self) -> bytes:
        """RFC 8785 bytes of all that the entry says; of who acted, a salted hash."""
        said = {name: getattr(self, name) for name in ("topic", "seq", "action", "audience", "touched", "facts")}
        return rfc8785.dumps(said | {"at": plain(self.at), "actor": self._by()})

    def _by(self) -> str:
        if not self.salt:
            return self.actor
        return hashlib.sha256(f"{self.salt} {self.actor}".encode()).hexdigest()

    def leaf_hash(self) -> bytes:
        """The RFC 6962 leaf hash (32 bytes)."""
        return hashlib.sha256(b"\0" + self.canonical()).digest()


@dataclass
class Draft:
    """An entry before its number is known."""

    action: str
    topic: str
    touched: list[Thing]
    audience: str
    actor: str
    facts: dict[str, Any] = field(default_factory=dict)
    seq: int = 0


_NEXT = text(
    "INSERT INTO topics (name, seq) VALUES (:topic, 1) "
    "ON CONFLICT (name) DO UPDATE SET seq = topics.seq + 1 RETURNING seq"
)


def append(session: Session, drafts: Iterable[Draft], at: datetime) -> None:
    """Number and write the drafts. Called last in a transaction: a topic's lock is held for the commit only.

    Topics are taken in name order, so that two acts on the same two topics cannot deadlock.
    """
    for draft in sorted(drafts, key=lambda d: d.topic):
        draft.seq = session.execute(_NEXT, {"topic": draft.topic}).scalar_one()
        session.add(_entry(draft, at))
    session.flush()


def _entry(draft: Draft, at: datetime) -> Entry:
    entry = Entry(
        topic=draft.topic,
        seq=draft.seq,
        action=draft.action,
        actor=draft.actor,
        salt=new_salt(),
        at=at,
        audience=draft.audience,
        touched={thing.ref: digest(thing) for thing in draft.touched},
        facts={name: plain(value) for name, value in draft.facts.items()},
    )
    entry.leaf = entry.leaf_hash()
    return entry


def digest(thing: Thing) -> str | None:
    """Salted hash of what the log vouches for in a thing; None when there is nothing, or it was erased."""
    if not thing.sealed or thing.salt is None:
        return None
    words = {name: plain(getattr(thing, name)) for name in thing.sealed}
    return hashlib.sha256(bytes.fromhex(thing.salt) + rfc8785.dumps(words)).hexdigest()


def plain(value: Any) -> Any:
    """A value as JSON has it: dates and moments as ISO 8601, moments in UTC to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    return value


def new_salt() -> str:
    """128 random bits, in hex."""
    return secrets.token_hex(16)


def since(session: Session, topic: str, after: int) -> list[Entry]:
    """Entries of a topic after a number, in order. Complete: numbers are committed in order (the topic's lock)."""
    query = select(Entry).where(Entry.topic == topic, Entry.seq > after).order_by(Entry.seq)
    return list(session.scalars(query))


def between(session: Session, topic: str, after: int, upto: int) -> list[Entry]:
    """Entries of a topic after a number, as far as another, in order."""
    query = select(Entry).where(Entry.topic == topic, Entry.seq > after, Entry.seq <= upto).order_by(Entry.seq)
    return list(session.scalars(query))


def moments(session: Session, action: str, topics: Iterable[str]) -> dict[str, list[datetime]]:
    """When that was done to each topic's own things, earliest first; the echo of another topic's act is no such act."""
    query = select(Entry.topic, Entry.at, Entry.facts).where(Entry.topic.in_(list(topics)), Entry.action == action)
    found: dict[str, list[datetime]] = {}
    for topic, at, facts in session.execute(query.order_by(Entry.topic, Entry.seq)):
        if "of" not in facts:
            found.setdefault(topic, []).append(at)
    return found


def head(session: Session, topic: str) -> int:
    """The number of a topic's last entry; 0 for one that has none."""
    return session.scalar(select(Topic.seq).where(Topic.name == topic)) or 0


def append_only(table: str, dialect: str) -> list[str]:
    """The statements that make the database itself refuse a change to a table; for migrations and `create_all`."""
    if dialect == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        return [f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {refuse}" for verb in ("update", "delete")]
    body = f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    call = f"EXECUTE FUNCTION {table}_append_only()"
    return [
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS {body}",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {call}",
    ]


def when_created(table: Any, statements: dict[str, list[str]]) -> None:
    """Run these statements, by dialect, whenever `create_all` makes the table."""
    for dialect, lines in statements.items():
        for line in lines:
            # DDL() fills in %(...)s by itself; ours hold none
            ddl = DDL(line.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


when_created(Entry.__table__, {name: append_only("entries", name) for name in ("sqlite", "postgresql")})
