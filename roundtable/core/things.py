"""Kinds of things: how to find one, what a person is to it, and the card by which others show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from roundtable import policy
from roundtable.policy import Action, Role

from .db import Thing
from .errors import Forbidden, Missing, Words
from .unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Card:
    """What another thing's page shows of this one. `state` is a code; its words are the kind's."""

    ref: str
    topic: str
    title: Words
    state: str
    url: str
    at: Any = None  # when it came to be, for the chain; a datetime
    since: Mapping[str, Any] = field(default_factory=dict)  # the same of its later knots there: {"verdict": a datetime}

    @property
    def kind(self) -> str:
        """The kind of the thing that it is the card of."""
        return self.ref.partition(":")[0]

    @property
    def word(self) -> Words:
        """Its state in words."""
        return KINDS[self.kind].words.get(self.state, self.state)

    @property
    def dom_id(self) -> str:
        """The DOM id of this card, wherever it stands."""
        return f"card-{self.ref.replace(':', '-')}"


@dataclass(frozen=True)
class Kind:
    """All that the house knows of a kind of thing."""

    model: type[Any]
    card: Callable[[Any], Card]
    see: Action
    roles: Callable[[UnitOfWork, Any], frozenset[Role]]
    column: str = "id"  # what stands behind the colon in its name
    within: Callable[[Any], str] | None = None  # the name of what it stands in, whose closing must wait for acts on it
    desk: Action | None = None  # who may look at its topic from the desk
    words: Mapping[str, Words] = field(default_factory=dict)  # state -> what people call it
    author: Callable[[Any], int | None] = lambda _thing: None  # whose word or work it is, by person id
    took_part: Callable[[UnitOfWork, Any], Iterable[int]] = lambda _uow, _thing: ()  # who else did, by person id
    chained: bool = False  # whether the forms of acts on it begin with the chain that it stands in
    ready: Callable[[UnitOfWork, list[Any]], None] = lambda _uow, _things: None  # asks once what `roles` asks of each

    def among(self, keys: Iterable[str]) -> ColumnElement[bool]:
        """The condition that a row is one of these; unknown or malformed keys find nothing."""
        column: ColumnElement[Any] = getattr(self.model, self.column)
        # what cannot be printed is no key, and some of it (NUL, half a pair) no database takes
        known = [int(k) for k in keys if is_id(k)] if self.column == "id" else [k for k in keys if k.isprintable()]
        return column.in_(known)


def is_id(key: str) -> bool:
    """Whether it can be the number of a row."""
    return key.isascii() and key.isdecimal() and len(key) < 10  # PostgreSQL's integer ends at ten digits


KINDS: dict[str, Kind] = {}
HOUSE = "house:1"  # this installation: what is done to all of it is done on this thing, and stands in its record


def register(kind: Kind) -> None:
    """Make a kind known under its model's `kind`."""
    KINDS[kind.model.kind] = kind


def find(uow: UnitOfWork, ref: str, *, lock: bool | None = None) -> Any:
    """The thing of that name. Raises Missing.

    lock: True to change it, False to act beside it (nobody may change it meanwhile). What it stands in is locked first,
    and shared, so that nothing gets in after a closing.
    """
    kind = KINDS.get(ref.partition(":")[0])
    if kind is None:
        raise Missing
    if lock is None:
        return uow.once(("thing", ref), lambda: _one(uow, kind, ref))
    if kind.within and uow.session.get_bind().dialect.name != "sqlite":  # SQLite has one writer; nothing to lock
        find(uow, kind.within(_one(uow, kind, ref)), lock=False)
    return _one(uow, kind, ref, {"read": not lock, "key_share": lock})  # KEY: foreign keys to it may still be checked


def _one(uow: UnitOfWork, kind: Kind, ref: str, lock: dict[str, bool] | None = None) -> Any:
    known = _known(uow, kind)
    if lock is None and known.get(ref):
        return known[ref]
    query = select(kind.model).where(kind.among([ref.partition(":")[2]]))
    if lock is not None:
        query = query.with_for_update(of=kind.model, **lock).execution_options(populate_existing=True)
    if (thing := uow.session.scalars(query).unique().one_or_none()) is None:
        raise Missing
    known[thing.ref] = thing
    return thing


def _known(uow: UnitOfWork, kind: Kind) -> dict[str, Any]:
    """The things of a kind that were asked for in this snapshot already, None where there is none."""
    return uow.once(("things", kind.model.kind), dict)


def many(uow: UnitOfWork, refs: Iterable[str]) -> dict[str, Any]:
    """The things of these names that there are; one query a kind."""
    found: dict[str, Any] = {}
    for name, keys in by_kind(refs).items():
        kind, asked = KINDS[name], [f"{name}:{key}" for key in keys]
        known = _known(uow, kind)
        if new := [key for key, ref in zip(keys, asked, strict=True) if ref not in known]:
            rows = uow.session.scalars(select(kind.model).where(kind.among(new))).unique()
            known |= dict.fromkeys(f"{name}:{key}" for key in new) | {row.ref: row for row in rows}
        found |= {ref: known[ref] for ref in asked if known[ref]}
    return found


def listed(uow: UnitOfWork, query: Select[Any]) -> list[str]:
    """The names of the things that a query finds, in its order: a snapshot asks for none of them again."""
    rows = uow.session.scalars(query).unique().all()
    for row in rows:
        _known(uow, KINDS[row.kind])[row.ref] = row
    return [row.ref for row in rows]


def rows(uow: UnitOfWork, refs: Iterable[str]) -> list[Any]:
    """The things of one kind that there are of these names, by number; a snapshot asks for each once."""
    return sorted(many(uow, refs).values(), key=lambda thing: thing.id)


def by_kind(refs: Iterable[str]) -> dict[str, list[str]]:
    """`["comment:5", "comment:6"]` as `{"comment": ["5", "6"]}`; each name once, in order."""
    kinds: dict[str, list[str]] = {}
    for ref in dict.fromkeys(refs):
        name, _, key = ref.partition(":")
        if name in KINDS:
            kinds.setdefault(name, []).append(key)
    return kinds


def roles(uow: UnitOfWork, thing: Thing) -> frozenset[Role]:
    """What the actor is to a thing."""
    return uow.once(("roles", uow.actor, thing.ref), lambda: KINDS[thing.kind].roles(uow, thing))


def card(thing: Thing) -> Card:
    """The thing's card."""
    return KINDS[thing.kind].card(thing)


def author(thing: Thing) -> int | None:
    """The person whose word or work a thing is."""
    return KINDS[thing.kind].author(thing)


def took_part(uow: UnitOfWork, thing: Thing) -> set[int]:
    """All who had a part in a thing, by person id: its author, and who stood behind it."""
    return {person for person in (author(thing), *KINDS[thing.kind].took_part(uow, thing)) if person is not None}


def may(uow: UnitOfWork, action: Action, thing: Thing) -> bool:
    """Whether the actor may do that to the thing now."""
    return policy.permits(action, roles(uow, thing))


def seen(uow: UnitOfWork, found: Mapping[str, Any]) -> dict[str, Any]:
    """Of these things, by name, those that the actor may see. Few queries, however many there are."""
    kinds: dict[str, list[Any]] = {}
    for thing in found.values():
        kinds.setdefault(thing.kind, []).append(thing)
    for name, of_kind in kinds.items():
        KINDS[name].ready(uow, of_kind)
    return {ref: thing for ref, thing in found.items() if may(uow, KINDS[thing.kind].see, thing)}


def see(uow: UnitOfWork, ref: str, action: Action | None = None) -> Any:
    """The thing, if the actor may see it (or do `action` with it). Raises Missing, Forbidden."""
    thing = find(uow, ref)
    if not may(uow, action or KINDS[thing.kind].see, thing):
        raise Forbidden
    return thing
