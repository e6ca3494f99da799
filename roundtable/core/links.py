"""Links between things: how siblings know each other without meeting, and the chain from words to verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Select, case, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from . import things
from .db import Base, Thing
from .event_log import Draft
from .things import Card
from .unit_of_work import UnitOfWork

MERGED = "merged"  # why: both say the same, so the one did not lead to the other, and both are where it began
Chain = tuple[tuple[str, Card], ...]  # (why, card), nearest first


class Link(Base):
    """One thing led to another, and why (a code)."""

    __tablename__ = "links"
    unlogged: ClassVar[str] = "always written with an entry that touches both ends"
    source: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(primary_key=True, index=True)
    why: Mapped[str]
    at: Mapped[datetime]


def link(uow: UnitOfWork, source: Thing, target: Thing, why: str) -> None:
    """Note that `source` led to `target`."""
    uow.add(Link(source=source.ref, target=target.ref, why=why, at=uow.now))


def unlink(uow: UnitOfWork, source: Thing, why: str) -> None:
    """Take back what `source` led to for that reason: it was a mistake."""
    uow.session.execute(delete(Link).where(Link.source == source.ref, Link.why == why))


def led_to(uow: UnitOfWork, ref: str, why: str) -> list[str]:
    """Names of the things that led to `ref` for that reason, directly or one through the other."""
    found, new = {ref}, {ref}
    while new:
        new = set(uow.session.scalars(select(Link.source).where(Link.target.in_(new), Link.why == why))) - found
        found |= new
    return sorted(found - {ref})


def linked(uow: UnitOfWork, ref: str, kind: str = "") -> list[str]:
    """Names of the things (of a kind) anywhere on the chain of `ref`, oldest link first."""
    return beside(uow, [ref], kind)


def beside(uow: UnitOfWork, refs: Iterable[str], kind: str = "") -> list[str]:
    """The same for several at once, without themselves: as many queries as for one."""
    refs = set(refs)
    ends = dict.fromkeys(end for step in _links(uow, refs) for end in (step.source, step.target))
    return [end for end in ends if kind in ("", end.partition(":")[0]) and end not in refs]


def heads(uow: UnitOfWork, ref: str) -> list[str]:
    """Names of the things with which the chain that led to `ref` began; itself when nothing led to it.

    Of things that were merged, since they say the same, each is one (domain.md §4.3: of several raisers, each).
    """
    return heads_of(uow, [ref])[ref]


def heads_of(uow: UnitOfWork, refs: Iterable[str]) -> dict[str, list[str]]:
    """The same of each of several: as many queries as for one."""
    refs = list(refs)
    led: dict[str, dict[str, str]] = {}
    for step in _links(uow, set(refs)):
        led.setdefault(step.target, {})[step.source] = step.why
    return {ref: _heads(ref, led) for ref in refs}


def _heads(ref: str, led: dict[str, dict[str, str]]) -> list[str]:
    found, seen, queue = list[str](), {ref}, [ref]
    while queue:
        name = queue.pop(0)
        before = led.get(name, {})
        new = sorted(before.keys() - seen)
        found += [name] if set(before.values()) <= {MERGED} else []
        seen.update(new)
        queue += new
    return found


def echo(uow: UnitOfWork) -> None:
    """Note each act also in the other topics that its things are linked to.

    Their pages show its card, so the card is drawn again; and their record tells what became of it.
    """
    for draft in list(uow.drafts):
        reached = {ref for thing in draft.touched for ref in _reached(uow, thing.ref)}
        topics: dict[str, list[Thing]] = {}
        for other in things.many(uow, sorted(reached)).values():
            topics.setdefault(things.card(other).topic, []).append(other)
        for topic, touched in topics.items():
            if topic != draft.topic and not _told(uow.drafts, draft, topic):
                uow.drafts.append(replace(draft, topic=topic, touched=touched, facts={"of": draft.topic}))


def _told(drafts: list[Draft], draft: Draft, topic: str) -> bool:
    """Whether the act itself already spoke to that topic, or an echo of the same act did."""
    return any(d.action == draft.action and d.topic == topic for d in drafts)


def _reached(uow: UnitOfWork, ref: str) -> set[str]:
    return {end for step in _links(uow, {ref}) for end in (step.source, step.target)} - {ref}


def chains(uow: UnitOfWork, refs: Iterable[str]) -> dict[str, Chain]:
    """For each thing, all it came from and led to, as far as the reader may see. Few queries, however many things."""
    refs = list(refs)
    steps = _links(uow, set(refs))
    cards = _cards(uow, {end for step in steps for end in (step.source, step.target)})
    beside: dict[str, list[tuple[str, str]]] = {}
    for step in steps:
        beside.setdefault(step.source, []).append((step.why, step.target))
        beside.setdefault(step.target, []).append((step.why, step.source))
    return {ref: tuple(_walk(ref, beside, cards)) for ref in refs}


def _links(uow: UnitOfWork, refs: set[str]) -> list[Link]:
    """All links on the chains of these, oldest first. A snapshot asks for a chain once, whichever end asks."""
    ends: dict[str, list[Link]] = uow.once("links", dict)
    _load(uow, refs - ends.keys(), ends)
    found: dict[tuple[str, str], Link] = {}
    seen, queue = set(refs), list(refs)
    while queue:
        for step in ends[queue.pop()]:
            found[step.source, step.target] = step
            new = {step.source, step.target} - seen
            seen |= new
            queue += new
    return sorted(found.values(), key=lambda step: (step.at, step.source, step.target))


def _load(uow: UnitOfWork, new: set[str], ends: dict[str, list[Link]]) -> None:
    """The links at each of these and at whatever they lead to, in one query: into `ends`, by name."""
    if not new:
        return
    ends |= {ref: [] for ref in new}
    for step in uow.session.scalars(select(Link).where(Link.source.in_(_reached_from(new)))):
        for end in {step.source, step.target}:
            ends.setdefault(end, []).append(step)


def _reached_from(refs: set[str]) -> Select[str]:
    """The names of all that these are linked to, directly or through others. A link is walked both ways."""
    begin = case((Link.source.in_(refs), Link.source), else_=Link.target).label("ref")
    reached = select(begin).where(or_(Link.source.in_(refs), Link.target.in_(refs))).cte(recursive=True)
    there = reached.c.ref
    other = case((Link.source == there, Link.target), else_=Link.source)
    return select(reached.union(select(other).join(reached, or_(Link.source == there, Link.target == there))).c.ref)


def _cards(uow: UnitOfWork, refs: set[str]) -> dict[str, Card]:
    found = things.seen(uow, things.many(uow, sorted(refs)))
    return {ref: things.card(thing) for ref, thing in found.items()}


def _walk(start: str, beside: dict[str, list[tuple[str, str]]], cards: dict[str, Card]) -> Iterator[tuple[str, Card]]:
    seen, queue = {start}, [start]
    while queue:
        for why, ref in beside.get(queue.pop(0), ()):
            if ref not in seen and ref in cards:
                seen.add(ref)
                queue.append(ref)
                yield why, cards[ref]
