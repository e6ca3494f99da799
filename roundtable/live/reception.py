"""Lets people into rooms, many at a time: who comes back with the whole hall asks the same as all.

Whoever holds the door lets in those who wait there, as many as share one snapshot well, then gives it to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from roundtable import policy
from roundtable.core import clock, things
from roundtable.core.errors import Forbidden, Missing, Refused
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import VISITOR, Actor, UnitOfWork, reading
from roundtable.policy import Action

from .broadcaster import Broadcaster, Room, make_ready, whose
from .turnstile import Turnstile

AT_ONCE = 25  # people who share a snapshot: some ten milliseconds


@dataclass(eq=False)
class Visit:
    """Somebody at the door: who, whereto, what they had seen; how they join, once admitted. Then what they are told."""

    actor: Actor
    room: Room
    after: int
    join: Callable[[], None]
    answer: dict[str, Any] | None = None
    fault: Exception | None = None

    @property
    def whose(self) -> tuple[int, str] | None:
        """Whose own is to be told, and in which topic; None for a visitor."""
        return (self.actor.id, self.room.topic) if self.actor.id else None


@dataclass
class Reception:
    """The door, and who waits at it."""

    caster: Broadcaster
    waiting: list[Visit] = field(default_factory=list)
    door: Turnstile = field(default_factory=Turnstile)

    def let_in(self, visit: Visit) -> dict[str, Any]:
        """What a visitor is told on entering. Raises Missing, Forbidden."""
        self.waiting.append(visit)
        with self.door:
            while visit.answer is None:  # an earlier one may have been served already, and others stand before this one
                if visit.fault is not None:
                    raise visit.fault
                self.serve()
        return visit.answer

    def serve(self) -> None:
        """Let in those who have waited longest."""
        visits, self.waiting = self.waiting[:AT_ONCE], self.waiting[AT_ONCE:]
        self.each(visits, self.admit)
        # the room is joined before the rows are read: a packet too many is harmless
        self.each([visit for visit in visits if visit.fault is None], self.answer)

    def each(self, visits: list[Visit], do: Callable[[UnitOfWork, Visit], None]) -> None:
        """Do it for each in one snapshot; who is refused, or at fault, hinders no other."""
        try:
            with reading(VISITOR, clock.now()) as uow:
                make_ready(uow, [visit.whose for visit in visits if visit.whose])
                for visit in visits:
                    try:
                        do(replace(uow, actor=visit.actor), visit)
                    except Refused as no:
                        visit.fault = no
        except Exception as fault:  # noqa: BLE001 - each of them raises it at their own door
            for visit in visits:
                visit.fault = visit.fault or fault

    def admit(self, uow: UnitOfWork, visit: Visit) -> None:
        """Let somebody join who may."""
        admit(uow, visit.room)
        visit.join()

    def answer(self, uow: UnitOfWork, visit: Visit) -> None:
        """What they have not seen, and what is their own."""
        told = self.caster.enter(uow, visit.room, visit.after)
        if visit.actor.id is not None:
            told["mine"] = whose(uow, visit.actor.id, visit.room.topic)
        visit.answer = told


def admit(uow: UnitOfWork, room: Room) -> None:
    """Whether the actor may see the topic, and its desk. Raises Missing, Forbidden.

    Only what has a record of its own has rooms, by its one name: each room is looked at every second.
    """
    thing = things.find(uow, room.topic)
    if things.card(thing).topic != room.topic:
        raise Missing
    kind = things.KINDS[thing.kind]
    wanted: Action | None = kind.desk if room.surface is Surface.DESK else kind.see
    if wanted is None or not policy.permits(wanted, things.roles(uow, thing)):
        raise Forbidden
