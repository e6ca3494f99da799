"""Keys of acts: what makes a repeated or doubled act one act, answered the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

import rfc8785
from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from .db import Base, OfPerson, changed, insert_new
from .errors import Invalid, Refused
from .unit_of_work import UnitOfWork

KEPT = timedelta(days=30)  # longer than any phone sleeps with an unsent act
LONGEST = 200  # characters of a key
NO_KEY = _l("This act has no key of its own. Open the page anew and send it again.")


class Act(Base):
    """An act done, by its client-made key, and how it was answered."""

    __tablename__ = "acts"
    unlogged: ClassVar[str] = "answers kept so that a repeated act is answered the same"
    of_person: ClassVar[OfPerson] = {"actor": "keys of acts, forgotten after 30 days; what was done is in the entries"}
    actor: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    print: Mapped[str]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True)
class Done:
    """The answer to an act: its result, and how far its topic's log is with it (0: a crowd act, no entry)."""

    result: Any
    topic: str = ""
    seq: int = 0


def check(key: str) -> None:
    """Whether it can be a key at all, of whatever act. Raises Invalid."""
    if len(key) > LONGEST or not key.isprintable():
        raise Invalid({}, NO_KEY)


def claim(uow: UnitOfWork, key: str, act: str, on: str, fields: Mapping[str, Any]) -> Done | None:
    """Take the key, or wait for whoever has it and answer as they were answered.

    None: it is ours, and a refusal gives it back. Raises Refused when the key was used for something else.
    """
    # All visitors are one to the log, so a visitor's key must be one that nobody else can hit upon.
    if len(key) <= (0 if uow.actor.id or uow.actor.stands_for else 31):
        raise Invalid({}, NO_KEY)
    mark = hashlib.sha256(rfc8785.dumps([act, on, _marked(fields)])).hexdigest()
    if insert_new(uow.session, Act, actor=uow.actor.ref, key=key, print=mark, at=uow.now):
        return None
    earlier = uow.session.scalars(select(Act).where(Act.actor == uow.actor.ref, Act.key == key)).one()
    if earlier.print != mark:
        raise Refused("key_used", _l("This was sent before with other words. Open the page anew and send it again."))
    return Done(**(earlier.answer or {"result": None}))


def _marked(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _marked(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner) for inner in value]
    if value is None or isinstance(value, bool):
        return value
    return str(value).encode("utf-8", "replace").decode()  # a lone surrogate has no bytes


def answer(uow: UnitOfWork, key: str, done: Done) -> None:
    """Keep the answer beside the key."""
    mine = update(Act).where(Act.actor == uow.actor.ref, Act.key == key)
    uow.session.execute(mine.values(answer=asdict(done)))


def sweep(uow: UnitOfWork) -> int:
    """Forget keys older than any client could repeat; how many."""
    return changed(uow.session, delete(Act).where(Act.at < uow.now - KEPT))
