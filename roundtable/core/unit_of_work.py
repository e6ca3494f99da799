"""One actor, one instant, one transaction, one commit: here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from roundtable import policy
from roundtable.policy import Action, Role

from . import event_log, guard
from .db import Base, Thing, db, open_session
from .errors import Forbidden, Missing
from .event_log import Draft, new_salt
from .surfaces import EYES, Surface

T = TypeVar("T", bound=Base)
R = TypeVar("R")


@dataclass(frozen=True)
class Actor:
    """Who acts or looks. A person's roles are read from the rows; the system and a surface stand for fixed ones."""

    id: int | None = None
    stands_for: frozenset[Role] = frozenset()
    sign_in: str = field(default="", compare=False)  # which of their sign-ins the act came by

    @property
    def ref(self) -> str:
        """As the log names it: `person:4`, `system`, `visitor`."""
        return f"person:{self.id}" if self.id else min(self.stands_for, default=Role.VISITOR).value


SYSTEM = Actor(stands_for=frozenset({Role.SYSTEM}))
VISITOR = Actor()


@dataclass
class UnitOfWork:
    """What an action's function is handed: the session, who acts, and when."""

    session: Session
    actor: Actor
    now: datetime
    key: str = ""  # of the act; a crowd act, whose key is kept nowhere, may know its own repetition by it
    drafts: list[Draft] = field(default_factory=list)
    whispers: list[Draft] = field(default_factory=list)  # told to those whom notices.py names, and not to the log
    moved: set[tuple[str, str]] = field(default_factory=set)  # (topic, figure) changed without an entry
    theirs: set[tuple[int, str]] = field(default_factory=set)  # (person, topic) whose own changed by another's act
    dropped: set[int] = field(default_factory=set)  # persons whose lines drop after the commit
    found: dict[object, Any] | None = (
        None  # what was asked for once already; in a snapshot alone, where nothing changes
    )

    @property
    def me(self) -> int:
        """The acting person's id. Raises Forbidden for visitors, the system and surfaces."""
        if self.actor.id is None:
            raise Forbidden
        return self.actor.id

    def add(self, row: T) -> T:
        """Insert a row; its id is known afterwards."""
        if isinstance(row, Thing) and row.sealed:
            row.salt = new_salt()
        self.session.add(row)
        self.session.flush()
        return row

    def get(self, model: type[T], key: Any) -> T:
        """The row of that primary key. Raises Missing."""
        row = self.session.get(model, key)
        if row is None:
            raise Missing
        return row

    def once(self, key: object, find: Callable[[], R]) -> R:
        """What `find` gives; in a snapshot it is asked for once a key. For what every row of a page would ask again."""
        if self.found is None:
            return find()
        if key not in self.found:
            self.found[key] = find()
        kept: R = self.found[key]
        return kept

    def each(self, key: object, names: Iterable[str], find: Callable[[list[str]], Mapping[str, R]]) -> dict[str, R]:
        """What `find` gives for each of these names that there is; a snapshot asks only for those not asked for yet."""
        names = list(dict.fromkeys(names))
        known: dict[str, R | None] = self.once(key, dict)
        if new := [name for name in names if name not in known]:
            known |= dict.fromkeys(new) | dict(find(new))
        return {name: found for name in names if (found := known[name]) is not None}

    def keep(self, key: object, value: object) -> None:
        """Have `once` find this: it was asked for together with much else."""
        if self.found is not None:
            self.found.setdefault(key, value)

    def authorize(self, action: Action, roles: frozenset[Role]) -> None:
        """Ask the policy table. Raises Forbidden."""
        if not policy.permits(action, roles):
            raise Forbidden

    def log(self, action: Action, *, topic: str, touched: list[Any], audience: str, **facts: Any) -> None:
        """Say what was done; written last, with its number, when the unit of work settles."""
        self.drafts.append(Draft(action, topic, touched, audience, self.actor.ref, facts))

    def whisper(self, action: Action, *, topic: str, **facts: Any) -> None:
        """Have it told to those whom notices.py names for it, where the log does not speak of it."""
        self.whispers.append(Draft(action, topic, [], "", self.actor.ref, facts))

    def as_system(self) -> UnitOfWork:
        """The same transaction in the system's hand: for what follows by rule from a person's act."""
        return replace(self, actor=SYSTEM)

    def seen_on(self, surface: Surface) -> UnitOfWork:
        """The same snapshot through a surface's eyes, so that what is drawn is the same for all who look at it."""
        return replace(self, actor=Actor(stands_for=EYES[surface]))

    def settle(self) -> None:
        """Check that the log speaks of all that changed, and number its entries: the last thing before the commit."""
        self.session.flush()
        guard.vouch(self.session, (thing for draft in self.drafts for thing in draft.touched))
        event_log.append(self.session, self.drafts, self.now)

    def commit(self) -> None:
        """Make it true. Called by `perform` alone."""
        self.session.commit()


@contextmanager
def writing(actor: Actor, now: datetime) -> Iterator[UnitOfWork]:
    """A transaction that the caller commits once, with `uow.commit()`; anything else rolls back."""
    with open_session(db.engine, write=True) as session:
        yield UnitOfWork(session, actor, now)


@contextmanager
def reading(actor: Actor, now: datetime) -> Iterator[UnitOfWork]:
    """A snapshot to read from; never commits."""
    with open_session(db.engine, write=False) as session:
        yield UnitOfWork(session, actor, now, found={})
