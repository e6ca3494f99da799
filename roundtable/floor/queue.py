"""Who is next, and why: a pure rule, so that anybody can check it.

Who has not spoken in this consultation comes first, then who spoke fewer times; among equals the sides take turns where
the format says so; then whoever has waited longest. Only in an item that is for one side, that side comes before all
others. Each place carries the reason for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby


@dataclass(frozen=True)
class Waiting:
    """A raised hand: whose, since when, and how often and how long (in seconds) they spoke before."""

    hand: int
    seat: int
    side: str
    since: datetime
    turns: int = 0
    seconds: int = 0


@dataclass(frozen=True)
class Place:
    """A place in the queue.

    reason: first, unspoken, other_side, spoken, spoken_other_side or not_their_item; see wording.py.
    """

    who: Waiting
    reason: str


def order(
    waiting: Iterable[Waiting], *, floor: str = "all", alternate: bool = False, last_side: str = ""
) -> list[Place]:
    """Everybody who waits, in the order of the rule.

    floor: whose item it is; a side's name puts that side first. alternate: whether the sides take turns; last_side: the
    side that spoke last, "" if nobody did.
    """
    waiting = list(waiting)
    for_one_side = any(who.side == floor for who in waiting)

    def rank(who: Waiting) -> tuple[bool, int]:
        return (for_one_side and who.side != floor, who.turns)

    placed: list[Place] = []
    for (outside, _turns), equals in groupby(sorted(waiting, key=lambda w: (*rank(w), w.since, w.hand)), key=rank):
        side = placed[-1].who.side if placed else last_side
        for who, jumped in _in_turn(list(equals), side) if alternate else ((who, False) for who in equals):
            placed.append(Place(who, _reason(who, first=not placed, outside=outside, jumped=jumped)))
    return placed


def _in_turn(equals: list[Waiting], side: str) -> Iterator[tuple[Waiting, bool]]:
    """Those who are equal otherwise, the sides taking turns after `side`.

    True goes with those who so come before somebody who has waited longer.
    """
    while equals:
        at = next((number for number, who in enumerate(equals) if who.side != side), 0) if side else 0
        who = equals.pop(at)
        side = who.side
        yield who, at > 0


def _reason(who: Waiting, *, first: bool, outside: bool, jumped: bool) -> str:
    if outside:
        return "not_their_item"
    if who.turns:
        return "spoken_other_side" if jumped else "spoken"
    return "other_side" if jumped else "first" if first else "unspoken"
