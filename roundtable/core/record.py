"""Checks the whole record: entries against their hashes, rows against entries, older heads against today's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import ClassVar

from sqlalchemy import LargeBinary, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from . import clock, event_log, seal, things
from .actions import REGISTRY
from .db import Base
from .event_log import Entry, Topic
from .unit_of_work import SYSTEM, UnitOfWork, reading


class Seal(Base):
    """A topic's head at a size; printed on documents, so that nobody can take it back."""

    __tablename__ = "seals"
    unlogged: ClassVar[str] = "computed from the log"
    topic: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True)
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime]


def leaves(session: Session, topic: str) -> list[bytes]:
    """A topic's leaf hashes, in order."""
    return list(session.scalars(select(Entry.leaf).where(Entry.topic == topic).order_by(Entry.seq)))


def seal_head(uow: UnitOfWork, topic: str) -> Seal | None:
    """Keep a topic's head as it is now; None for a topic without entries."""
    found = leaves(uow.session, topic)
    if not found:
        return None
    kept = uow.session.get(Seal, (topic, len(found)))
    return kept or uow.add(Seal(topic=topic, size=len(found), root=seal.root(found), at=uow.now))


def unsealed(uow: UnitOfWork, limit: int) -> list[str]:
    """Topics that have entries which no kept head counts."""
    newest = select(Seal.topic, func.max(Seal.size).label("size")).group_by(Seal.topic).subquery()
    query = select(Topic.name).outerjoin(newest, newest.c.topic == Topic.name)
    query = query.where(or_(newest.c.size.is_(None), newest.c.size < Topic.seq)).order_by(Topic.name)
    return list(uow.session.scalars(query.limit(limit)))


def verify(erased: Collection[str] = ()) -> list[str]:
    """What does not fit, in words; empty when all does. `erased`: names of things whose words an act erased."""
    with reading(SYSTEM, clock.now()) as uow:
        last: dict[str, dict[str, Entry]] = {}  # name -> topic -> the last entry there that touched it
        for entry in uow.session.scalars(select(Entry).order_by(Entry.topic, Entry.seq)):
            for ref in entry.touched:
                last.setdefault(ref, {})[entry.topic] = entry
        return [
            *_entries(uow.session),
            *_counters(uow.session),
            *_rows(uow, last, erased),
            *_heads(uow.session),
        ]


def erased() -> int:
    """Of how many things the words were erased: entries have a hash of them, the last of these says that it is gone."""
    with reading(SYSTEM, clock.now()) as uow:
        hashed = {ref for (said,) in uow.session.execute(select(Entry.touched)) for ref, words in said.items() if words}
        return sum(event_log.digest(thing) is None for thing in things.many(uow, sorted(hashed)).values())


def _entries(session: Session) -> Iterator[str]:
    topic, seq = "", 0
    for entry in session.scalars(select(Entry).order_by(Entry.topic, Entry.seq)):
        due = seq + 1 if entry.topic == topic else 1
        yield from (f"{entry.topic}#{n} is missing" for n in range(due, entry.seq))
        if entry.leaf != entry.leaf_hash():
            yield f"{entry.topic}#{entry.seq} does not fit its hash"
        topic, seq = entry.topic, entry.seq


def _counters(session: Session) -> Iterator[str]:
    """Entries cut off at the end leave a counter that is ahead."""
    for topic in session.scalars(select(Topic).order_by(Topic.name)):
        query = select(Entry.seq).where(Entry.topic == topic.name).order_by(Entry.seq.desc()).limit(1)
        there = session.scalar(query) or 0
        yield from (f"{topic.name}#{n} is missing" for n in range(there + 1, topic.seq + 1))


def _heads(session: Session) -> Iterator[str]:
    for head in session.scalars(select(Seal)):
        if seal.root(leaves(session, head.topic)[: head.size]) != head.root:
            yield f"the head of {head.topic} at {head.size} is no prefix of today's"


def _rows(uow: UnitOfWork, last: dict[str, dict[str, Entry]], erased: Collection[str]) -> Iterator[str]:
    """A thing must be what the last entry of its own topic says; other topics only echo it."""
    found = things.many(uow, last)
    for ref, entries in last.items():
        any_entry = next(iter(entries.values()))
        if ref not in found and any(map(_removes, entries.values())):
            continue
        if ref not in found:
            yield f"{ref} of {any_entry.topic}#{any_entry.seq} does not exist"
            continue
        entry = entries.get(things.card(found[ref]).topic, any_entry)
        yield from _row(ref, event_log.digest(found[ref]), entry, ref in erased)


def _removes(entry: Entry) -> bool:
    spec = REGISTRY.get(entry.action)  # type: ignore[call-overload]  # a StrEnum equals its string
    return spec is not None and spec.removes


def _row(ref: str, now: str | None, entry: Entry, erased: bool) -> Iterator[str]:
    if now is None and entry.touched[ref] is not None and not erased:
        yield f"{ref} is gone without an erasure"
    elif now is not None and now != entry.touched[ref]:
        yield f"{ref} is not what {entry.topic}#{entry.seq} says"
