"""For each action, one time that it is done: by whom, on what, with which words, and what must come before.

The laws do every action once by these. A module adds its own rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import World


@dataclass(frozen=True)
class Sample:
    """An act that succeeds. before: sets the scene and may return the name of the thing acted on, instead of `on`."""

    who: str
    on: str = TABLE
    fields: dict[str, Any] = field(default_factory=dict)
    before: Callable[[World], str | None] = lambda _world: None

    def play(self, world: World, action: Action) -> None:
        """Set the scene, then act."""
        self.act(world, action, self.before(world))

    def act(self, world: World, action: Action, on: str | None) -> None:
        """The act alone."""
        world.do(self.who, action, on or self.on, **self.fields)


HOUSE = "house:1"
STREET = "organisation:1"
WHEN = "2024-03-20T15:00"
LATER = {"starts_at": "2024-03-27T15:00", "reason": "The hall is flooded"}
SEAT = "seat:1"


def _draft(world: World) -> str:
    said = {"title": "The pipe", "matter": "It leaks", "address": "Block 2", "starts_at": WHEN, "code": "SAMPLE"}
    return f"consultation:{world.do('convener', Action.CONSULTATION_DRAFT, STREET, **said).result}"


def _announced(world: World) -> str:
    table = _draft(world)
    world.do("convener", Action.CONSULTATION_ANNOUNCE, table)
    return table


def _on_the_day(world: World) -> str:
    table = _announced(world)
    world.at(datetime(2024, 3, 20, 6, 59, tzinfo=UTC))
    return table


def _closed(world: World) -> str:
    table = _on_the_day(world)
    world.do("convener", Action.CONSULTATION_OPEN, table)
    world.do("convener", Action.CONSULTATION_CLOSE, table)
    return table


def _opened(world: World) -> str:
    table = _on_the_day(world)
    world.do("convener", Action.CONSULTATION_OPEN, table)
    return table


def _paused(world: World) -> None:
    world.do("host", Action.CONSULTATION_PAUSE)


def _item(world: World) -> str:
    """An item of a draft: of an open table, the items stay as they are."""
    said = {"title": "What it costs", "minutes": "10", "floor": "officials"}
    return f"item:{world.do('convener', Action.ITEM_ADD, _draft(world), **said).result}"


def _registered(world: World) -> str:
    """A seat that somebody registered for, at a table that is open now."""
    table = _announced(world)
    world.do("stranger", Action.SEAT_REGISTER, table)
    world.at(datetime(2024, 3, 20, 6, 59, tzinfo=UTC))
    world.do("convener", Action.CONSULTATION_OPEN, table)
    return world.entries(table)[-2].touched.copy().popitem()[0]


def _muted(world: World) -> None:
    world.do("host", Action.SEAT_MUTE, SEAT, reason="Shouting")


SAMPLES: dict[Action, Sample] = {
    # the house
    Action.PLACE_ADD: Sample("admin", HOUSE, {"level": "district", "name": "Xihu"}),
    Action.ORGANISATION_ADD: Sample("admin", HOUSE, {"name": "Works office"}),
    Action.PERSON_ADD: Sample("admin", HOUSE, {"name": "Tu", "email": "tu@roundtable.example.org"}),
    Action.MEMBERSHIP_GRANT: Sample("admin", HOUSE, {"person_id": 1, "role": "verifier", "organisation_id": 3}),
    # consultations
    Action.CONSULTATION_DRAFT: Sample("convener", STREET, {"title": "The pipe", "starts_at": WHEN}),
    Action.CONSULTATION_EDIT: Sample(
        "convener", fields={"title": "The pipe in Block 2", "starts_at": WHEN}, before=_draft
    ),
    Action.CONSULTATION_ANNOUNCE: Sample("convener", before=_draft),
    Action.CONSULTATION_POSTPONE: Sample("convener", fields=LATER, before=_announced),
    Action.CONSULTATION_CANCEL: Sample("convener", fields={"reason": "It is mended"}, before=_announced),
    Action.CONSULTATION_OPEN: Sample("convener", before=_on_the_day),
    Action.CONSULTATION_PAUSE: Sample("host"),
    Action.CONSULTATION_RESUME: Sample("host", before=_paused),
    Action.CONSULTATION_CLOSE: Sample("convener", before=_opened),  # TABLEB's page would become another
    Action.CONSULTATION_PUBLISH: Sample("convener", before=_closed),
    Action.ITEM_ADD: Sample("convener", fields={"title": "Costs", "minutes": "5", "floor": "all"}, before=_draft),
    Action.ITEM_EDIT: Sample("convener", fields={"title": "Costs", "minutes": "5", "floor": "all"}, before=_item),
    Action.ITEM_MOVE: Sample("convener", fields={"way": "up"}, before=_item),
    Action.ITEM_REMOVE: Sample("convener", before=_item),
    Action.SEAT_TAKE: Sample("stranger"),
    Action.SEAT_REGISTER: Sample("stranger", before=_announced),
    Action.SEAT_CHECK_IN: Sample("stranger", before=_registered),
    Action.SEAT_LEAVE: Sample("resident", SEAT),
    Action.SEAT_MUTE: Sample("host", SEAT, {"reason": "Shouting"}),
    Action.SEAT_UNMUTE: Sample("host", SEAT, before=_muted),
    Action.SEAT_REMOVE: Sample("host", SEAT, {"reason": "Shouting"}),
    # comments
    Action.COMMENT_POST: Sample("resident", fields={"kind": "proposal", "body": "Share the cost by floor"}),
    Action.COMMENT_SUPPORT: Sample("neighbour", "comment:1"),
}
