"""The chain at the head of every page about one matter: six knots, from concern to verdict, and which has happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from roundtable.commitments.queries import statements
from roundtable.core import clock, identity, links, things
from roundtable.core.errors import Words
from roundtable.core.things import Card
from roundtable.core.unit_of_work import UnitOfWork, reading
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
        **dict.fromkeys(("proposed", "active", "shelved", "superseded"), ("promise",)),
        **dict.fromkeys(("reported", "verified", "confirming"), ("promise", "check")),
        "": ("promise", "check", "verdict"),
    },
}
VERDICTS = ("fulfilled", "partial", "unfulfilled", "unconfirmed")  # stamped, and the last knot bears their word


def _stated(uow: UnitOfWork, code: str) -> list[str]:
    return statements.at_table(uow, things.find(uow, f"consultation:{code}"))


# What stands at a table, though no link leads there: (its code) -> names of things. A module adds its own row.
AT_TABLE: list[Callable[[UnitOfWork, str], Iterable[str]]] = [decisions.standing, _stated]


@dataclass(frozen=True)
class ChainView:
    """A thing's chain, to be drawn."""

    ref: str
    knots: list[dict[str, Any]]


def views(uow: UnitOfWork, refs: list[str]) -> list[ChainView]:
    """The chains of these things."""
    return [ChainView(ref, knots(uow, ref)) for ref in refs]


def knots(uow: UnitOfWork, ref: str, at: str = "") -> list[dict[str, Any]]:
    """The six knots for components/chain.html, of a thing and all that it is linked to, as far as the reader may see.

    A thing's page stands at the thing's own knot; a table's at the last one that was tied there; others say `at` which.
    """
    own = things.card(things.find(uow, ref))
    cards = [*_linked(uow, ref), own]
    tied = _tied(cards)
    here = ORDER.index(at) if at else max((ORDER.index(name) for name in _of(own)), default=0)
    if own.kind == "consultation" and not at:
        here = max([here, *(ORDER.index(name) for name in tied if name in ("vote", "promise"))])
    last = max((ORDER.index(name) for name in tied), default=0)
    drawn = [_knot(name, place, here, tied.get(name), last) for place, name in enumerate(ORDER)]
    if concern := _concern(cards):
        drawn[0]["url"] = concern
    return drawn


def _concern(cards: list[Card]) -> str:
    """The page of the concern that it began with: a table's matter, or what somebody said."""
    tables = [f"{card.url}/concern" for card in cards if card.kind == "consultation"]
    said = [f"/concerns/{card.ref.partition(':')[2]}" for card in cards if card.kind == "comment"]
    return next(iter([*tables, *said]), "")


def head(uow: UnitOfWork, ref: str, at: str = "") -> dict[str, Any]:
    """For pages/_matter.html; as knots()."""
    found = knots(uow, ref, at)
    return {"knots": found, "turns": turns(found)}


def turns(knots: list[dict[str, Any]]) -> dict[str, Any]:
    """What stands under the knots: the way back to the last one before this that has a page, and on to the next."""
    here = next((place for place, knot in enumerate(knots) if knot["state"] == "here"), 0)
    led = [knot for knot in knots[:here] if knot.get("url")][-1:]
    leads = [knot for knot in knots[here + 1 :] if knot.get("url")][:1]
    return {
        "back": {"url": led[0]["url"], "words": _l("From: %(knot)s", knot=led[0]["name"])} if led else None,
        "onward": {"url": leads[0]["url"], "words": _l("To: %(knot)s", knot=leads[0]["name"])} if leads else None,
    }


def init_app(app: Flask) -> None:
    """The template function `knots_of(ref, at)`, for the forms of acts: their door knows no module, and so no chain."""
    app.context_processor(lambda: {"knots_of": _asked})


def _asked(ref: str, at: str = "") -> list[dict[str, Any]]:
    with reading(identity.actor(), clock.now()) as uow:
        return knots(uow, ref, at)


def brief(uow: UnitOfWork, refs: list[str]) -> dict[str, list[bool]]:
    """Which of the six knots are tied, for each of many commitments in a table. Few queries, however many."""
    own = {ref: things.card(thing) for ref, thing in things.many(uow, refs).items()}
    tied = {
        ref: _tied([*(card for _why, card in chain), own[ref]])
        for ref, chain in links.chains(uow, refs).items()
        if ref in own
    }
    return {ref: [name in found or name == "concern" for name in ORDER] for ref, found in tied.items()}


def _linked(uow: UnitOfWork, ref: str) -> list[Card]:
    kind, _colon, key = ref.partition(":")
    refs = [ref]
    if kind == "consultation":
        refs += [name for find in AT_TABLE for name in find(uow, key)]
    beside = [things.card(thing) for thing in things.seen(uow, things.many(uow, refs[1:])).values()]
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
