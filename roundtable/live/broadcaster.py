"""One greenlet that tells rooms what moved. A hint makes it fast; the log makes it right."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from flask import Flask
from sqlalchemy.exc import DBAPIError

from roundtable.core import clock, event_log, metrics
from roundtable.core.actions import News
from roundtable.core.event_log import PUBLIC, Entry
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import SYSTEM, Actor, UnitOfWork, reading

from . import render

log = logging.getLogger(__name__)
T = TypeVar("T")
SNAPSHOT_AT = 200  # touched things above which a fresh page is shorter
ENTRIES_AT = 2000  # entries behind which nobody reads them all to find out
BEAT = 5.0  # seconds of silence after which a room hears that the line is good
KEPT = 64  # answers kept for those who come in after others that had seen the same
SLOW = 1.0  # seconds between looks at the log that need no hint, in case one was lost


class Room(NamedTuple):
    """All who hear the same packets."""

    topic: str
    surface: Surface
    lang: str
    form: str = "html"  # or json: for programs, entries instead of parts

    @property
    def name(self) -> str:
        """As Socket.IO knows it."""
        return "|".join(self)


Figures = Callable[[UnitOfWork, str], dict[str, int]]
MineOf = Callable[[UnitOfWork, str], dict[str, Any]]
FIGURES: dict[str, Figures] = {}  # kind of topic -> its figures, counted from the rows; filled from streams.py
# kind of topic -> figures asked for by name: those that moved, of the many that are not always counted
NAMED: dict[str, Callable[[UnitOfWork, str, frozenset[str]], dict[str, int]]] = {}
SNAPSHOTS: dict[str, Callable[[UnitOfWork, str], list[str]]] = {}  # kind of topic -> what stands on its page
# kind of topic -> asks once what MINE asks of each of these people; what it does not ask for, MINE asks by itself
READY: dict[str, Callable[[UnitOfWork, str, Sequence[int]], None]] = {}
MINE: dict[str, MineOf] = {}  # kind of topic -> what is the actor's own there; filled from streams.py


@dataclass
class State:
    """What a room was told."""

    upto: int
    figures: dict[str, int]
    spoke: float


@dataclass
class Broadcaster:
    """Knows the rooms that somebody is in, and says what they have not heard."""

    app: Flask
    emit: Callable[[str, str, dict[str, Any]], None]  # event, room's name, message
    rooms: dict[Room, State] = field(default_factory=dict)
    # by room and what was seen: as of which number, and what was to be told; 0 seen is a snapshot
    kept: dict[tuple[Room, int], tuple[int, dict[str, Any]]] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    named: set[tuple[str, str]] = field(default_factory=set)  # (topic, figure) that crowd acts moved
    mine: set[tuple[int, str]] = field(default_factory=set)  # (person, topic) whose own changed
    wake: threading.Event = field(default_factory=threading.Event)

    def hint(self, news: News) -> None:
        """Something moved, says this process or another. May be lost or doubled."""
        topics = news.topics | {topic for topic, _ in news.figures}
        self.moved |= topics
        self.named |= news.figures
        self.mine |= news.theirs
        if news.actor.id:
            self.mine |= {(news.actor.id, topic) for topic in topics}
        self.wake.set()

    def run(self, stop: threading.Event) -> None:
        """Until stopped: look when told to, and slowly in any case."""
        looked = 0.0
        while not stop.is_set():
            self.wake.wait(SLOW)
            self.wake.clear()
            if time.monotonic() - looked >= SLOW:
                self.moved |= {room.topic for room in self.rooms}
                looked = time.monotonic()
            try:
                self.tick()
            except Exception:
                log.exception("a tick failed; the next one looks again")
            stop.wait(self.pause())

    def pause(self) -> float:
        """Seconds to gather what moves next: longer as there are more rooms to speak to."""
        return min(1.0, 0.1 + 0.005 * len(self.rooms))

    def tick(self) -> None:
        """One packet for each room whose topic moved."""
        moved, self.moved = self.moved, set()
        mine, self.mine = self.mine, set()
        named, self.named = self.named, set()
        rooms = [room for room in self.rooms if room.topic in moved]
        if rooms:
            with self.app.app_context(), reading(SYSTEM, clock.now()) as uow:
                figures = {topic: tried(counted, uow, topic, named) for topic in {room.topic for room in rooms}}
                packets = [
                    (room, tried(self.packet, uow, room, count))
                    for room in rooms
                    if (count := figures[room.topic]) is not None
                ]
            # told when the snapshot is let go: an emit to thousands takes its time
            self.send((room, packet) for room, packet in packets if packet)
        if mine:
            self.send_own(mine)
        self.beat()

    def send_own(self, mine: set[tuple[int, str]]) -> None:
        """Tell people what is their own: after the packets, for which everybody waits."""
        with self.app.app_context(), reading(SYSTEM, clock.now()) as uow:
            make_ready(uow, mine)
            own = [(person, topic, tried(whose, uow, person, topic)) for person, topic in mine]
        for person, topic, sets in own:
            if sets is not None:
                self.emit("mine", f"person:{person}", {"topic": topic, **sets})

    def send(self, packets: Iterable[tuple[Room, dict[str, Any]]]) -> None:
        """Tell rooms, and remember what they were told."""
        for room, packet in packets:
            metrics.PACKETS.inc()
            self.note(room, packet)
            self.say("packet", room, packet)

    def beat(self) -> None:
        """A word to rooms that were silent, so that a phone knows its line is good."""
        for room, state in list(self.rooms.items()):
            if time.monotonic() - state.spoke >= BEAT:
                self.say("beat", room, {})

    def say(self, event: str, room: Room, message: dict[str, Any]) -> None:
        """Tell a room, with the server's time."""
        if state := self.rooms.get(room):
            state.spoke = time.monotonic()
        self.emit(event, room.name, message | {"sent_at": clock.millis(clock.now())})

    def packet(self, uow: UnitOfWork, room: Room, counts: dict[str, int]) -> dict[str, Any] | None:
        """What a room has not heard; None when that is nothing."""
        state = self.rooms.get(room)
        if state is None:
            return None
        entries = event_log.since(uow.session, room.topic, state.upto)
        state.figures = {k: v for k, v in state.figures.items() if k in counts}  # what was named once is not kept
        figures = {k: v for k, v in counts.items() if state.figures.get(k) != v}
        if not entries and not figures:
            return None
        if entries:
            metrics.LAG.observe((clock.now() - entries[-1].at).total_seconds())
        upto = entries[-1].seq if entries else state.upto
        head = {"topic": room.topic, "after": state.upto, "upto": upto, "figures": figures}
        return head | self.told(uow, room, entries)

    def note(self, room: Room, packet: dict[str, Any]) -> None:
        """What a room is told from here on; what was drawn and never said is drawn again."""
        if state := self.rooms.get(room):
            state.upto = packet["upto"]
            state.figures |= packet["figures"]

    def told(self, uow: UnitOfWork, room: Room, entries: list[Entry]) -> dict[str, Any]:
        """The entries as this room reads them: the parts they touched, or their facts."""
        if room.form == "json":
            return {"parts": {}, "entries": [as_json(entry) for entry in entries if entry.audience == PUBLIC]}
        return {"parts": render.draw(uow, touched(entries), room.surface, room.lang)}

    def enter(self, uow: UnitOfWork, room: Room, after: int) -> dict[str, Any]:
        """What a client that has seen `after` needs to be as a fresh page. The room is joined before this reads."""
        seq = uow.once(("head", room.topic), lambda: event_log.head(uow.session, room.topic))
        if (state := self.rooms.get(room)) is None:
            state = self.rooms[room] = State(seq, counted(uow, room.topic), time.monotonic())
        # Numbers as the room was told them: what moved since is in its next packet, since the room is joined already.
        answer = {"ok": True, "seq": seq, "figures": dict(state.figures), "sent_at": clock.millis(clock.now())}
        return answer | self.missed(uow, room, after, seq)

    def missed(self, uow: UnitOfWork, room: Room, after: int, seq: int) -> dict[str, Any]:
        """What is to be told to who has seen `after`: found and drawn once for all who come back together."""
        at, kept = self.kept.get((room, after), (-1, {}))
        if at != seq:
            kept = {"mode": "snapshot"}
            if after == 0:
                kept |= self.snapshot(uow, room, seq)
            elif after <= seq <= after + ENTRIES_AT:
                entries = event_log.since(uow.session, room.topic, after)
                if len(touched(entries)) <= SNAPSHOT_AT:
                    kept = {"mode": "catch_up"} | self.told(uow, room, entries)
            self.keep(room, after, seq, kept)
        return kept

    def keep(self, room: Room, after: int, seq: int, told: dict[str, Any]) -> None:
        """Keep what was told for the next who asks the same; only the latest few are asked again."""
        self.kept.pop((room, after), None)
        self.kept[room, after] = (seq, told)
        while len(self.kept) > KEPT:
            del self.kept[next(iter(self.kept))]

    def snapshot(self, uow: UnitOfWork, room: Room, seq: int) -> dict[str, Any]:
        """What stands on a fresh page."""
        if room.form == "json":
            return self.told(uow, room, event_log.since(uow.session, room.topic, max(0, seq - SNAPSHOT_AT)))
        kind, _, key = room.topic.partition(":")
        refs = SNAPSHOTS[kind](uow, key) if kind in SNAPSHOTS else [room.topic]
        return {"parts": self.drawn(uow, room, refs)}

    def drawn(self, uow: UnitOfWork, room: Room, refs: list[str]) -> dict[str, Any]:
        """The parts that there are."""
        return {
            name: part for name, part in render.draw(uow, refs, room.surface, room.lang).items() if part is not None
        }

    def leave(self, empty: Callable[[str], bool]) -> None:
        """Forget rooms that nobody is in."""
        for room in [room for room in self.rooms if empty(room.name)]:
            del self.rooms[room]
            self.kept = {asked: told for asked, told in self.kept.items() if asked[0] != room}


def tried(find: Callable[..., T], *of: Any) -> T | None:
    """What it finds; None where it fails, so that one room at fault does not silence the others."""
    try:
        return find(*of)
    except DBAPIError:
        raise  # without its database no room can be told
    except Exception:
        log.exception("a room cannot be told, the others are: %s", of[1])
        return None


def touched(entries: Iterable[Entry]) -> list[str]:
    """Names of all the things that entries touched, each once."""
    return list(dict.fromkeys(ref for entry in entries for ref in entry.touched))


def counted(uow: UnitOfWork, topic: str, named: Iterable[tuple[str, str]] = ()) -> dict[str, int]:
    """A topic's figures, from the rows; also those of these (topic, figure) that are not always counted."""
    kind, _, key = topic.partition(":")
    always = FIGURES[kind](uow, key) if kind in FIGURES else {}
    asked = frozenset(name for of, name in named if of == topic) - always.keys()
    return always | NAMED[kind](uow, key, asked) if asked and kind in NAMED else always


def make_ready(uow: UnitOfWork, mine: Iterable[tuple[int, str]]) -> None:
    """Ask once, for each topic, what `whose` asks of each of these (person, topic)."""
    people: dict[str, list[int]] = {}
    for person, topic in mine:
        people.setdefault(topic, []).append(person)
    for topic, persons in people.items():
        kind, _, key = topic.partition(":")
        if kind in READY and len(persons) > 1:
            tried(READY[kind], uow, key, persons)


def whose(uow: UnitOfWork, person: int, topic: str) -> dict[str, Any]:
    """What is a person's own in a topic: whole sets."""
    kind, _, key = topic.partition(":")
    if kind not in MINE:
        return {}
    return MINE[kind](replace(uow, actor=Actor(person)), key)


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry for programs. Who acted is in the record, not on the wire."""
    return {
        "seq": entry.seq,
        "action": entry.action,
        "at": entry.at.isoformat(),
        "touched": list(entry.touched),
        "facts": entry.facts,
    }
