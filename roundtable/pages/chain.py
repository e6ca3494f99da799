"""The chain at the head of every page about one matter: six knots, from concern to verdict, and which has happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from roundtable.core import links, things
from roundtable.core.errors import Words
from roundtable.core.things import Card
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import iso, short_day
from roundtable.decisions import queries as decisions

NAMES: Mapping[str, Words] = {
    "concern": _l("Concern"),
    "words": _l("Words"),
    "vote": _l("Vote"),
    "promise": _l("Promise"),
    "check": _l("Check"),
    "verdict": _l("Verdict"),
}
ORDER = list(NAMES)

# Which knots a thing has tied, by its kind and state; the last one is where it stands. "" is any other state.
KNOTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "report": {"": ("concern",)},
    "consultation": {
        **dict.fromkeys(("draft", "announced", "cancelled"), ("concern",)),
        "": ("concern", "words"),
    },
    "comment": {"hidden": (), "withdrawn": (), "": ("words",)},
    "poll": {"draft": (), "ready": (), "": ("vote",)},
    "decision": {"withdrawn": (), "": ("vote",)},
    "statement": {"": ("words",)},
    "commitment": {
        "contested": (),
        **dict.fromkeys(("proposed", "active", "shelved"), ("promise",)),
        **dict.fromkeys(("reported", "verified", "confirming"), ("promise", "check")),
        "": ("promise", "check", "verdict"),
    },
}
VERDICTS = ("fulfilled", "partial", "unfulfilled", "unconfirmed")  # stamped, and the last knot bears their word

# What stands at a table, though no link leads there: (its code) -> names of things. A module adds its own row.
AT_TABLE: list[Callable[[UnitOfWork, str], Iterable[str]]] = [decisions.standing]


@dataclass(frozen=True)
class ChainView:
    """A thing's chain, to be drawn."""

    ref: str
    knots: list[dict[str, Any]]


def views(uow: UnitOfWork, refs: list[str]) -> list[ChainView]:
    """The chains of these things."""
    return [ChainView(ref, knots(uow, ref)) for ref in refs]


def knots(uow: UnitOfWork, ref: str) -> list[dict[str, Any]]:
    """The six knots for components/chain.html, of a thing and all that it is linked to, as far as the reader may see.

    A thing's page stands at the thing's own knot; a table's at the last one that was tied there.
    """
    own = things.card(things.find(uow, ref))
    tied = _tied([*_linked(uow, ref), own])
    here = max((ORDER.index(name) for name in _of(own)), default=0)
    if own.kind == "consultation":
        here = max([here, *(ORDER.index(name) for name in tied if name in ("vote", "promise"))])
    last = max((ORDER.index(name) for name in tied), default=0)
    return [_knot(name, place, here, tied.get(name), last) for place, name in enumerate(ORDER)]


def _linked(uow: UnitOfWork, ref: str) -> list[Card]:
    kind, _colon, key = ref.partition(":")
    refs = [ref]
    if kind == "consultation":
        refs += [name for find in AT_TABLE for name in find(uow, key)]
    there = things.many(uow, refs[1:]).values()
    beside = [things.card(thing) for thing in there if things.may(uow, things.KINDS[thing.kind].see, thing)]
    return beside + [card for chain in links.chains(uow, refs).values() for _why, card in chain]


def _of(card: Card) -> tuple[str, ...]:
    states = KNOTS.get(card.kind, {})
    return states.get(card.state, states.get("", ()))


def _tied(cards: Iterable[Card]) -> dict[str, Card]:
    """Which card each knot leads to: of several the last one, so that a thing's own wins."""
    return {name: card for card in cards for name in _of(card)}


def _knot(name: str, place: int, here: int, card: Card | None, last: int) -> dict[str, Any]:
    happened = card is not None or (name == "concern" and last > 0)  # whatever is on the table, somebody raised it
    stamped = name == "verdict" and card is not None and card.state in VERDICTS
    knot: dict[str, Any] = {"name": NAMES[name], "state": "here" if place == here else "done" if happened else "next"}
    if card is not None:
        at = card.since.get(name, card.at)
        knot |= {"url": f"{card.url}#{name}" if name in card.since else card.url, "date": short_day(at), "iso": iso(at)}
    if card is not None and card.kind == "decision":
        knot["name"] = _l("Decision")  # settled without a vote
    if stamped and card is not None:
        knot |= {"name": card.word, "verdict": True}
    return knot
