"""For each action, one time that it is done: by whom, on what, with which words, and what must come before.

The laws do every action once by these. A module adds its own rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
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


def _draft(world: World) -> str:
    fields = {"title": "The pipe", "starts_at": WHEN}
    return f"consultation:{world.do('convener', Action.CONSULTATION_DRAFT, STREET, **fields).result}"


SAMPLES: dict[Action, Sample] = {
    # the house
    Action.PLACE_ADD: Sample("admin", HOUSE, {"level": "district", "name": "Xihu"}),
    Action.ORGANISATION_ADD: Sample("admin", HOUSE, {"name": "Works office"}),
    Action.PERSON_ADD: Sample("admin", HOUSE, {"name": "Tu", "email": "tu@roundtable.example.org"}),
    Action.MEMBERSHIP_GRANT: Sample("admin", HOUSE, {"person_id": 1, "role": "verifier", "organisation_id": 3}),
    # consultations
    Action.CONSULTATION_DRAFT: Sample("convener", STREET, {"title": "The pipe", "starts_at": WHEN}),
    Action.CONSULTATION_OPEN: Sample("convener", before=_draft),
    Action.CONSULTATION_CLOSE: Sample("convener"),
    Action.SEAT_TAKE: Sample("stranger", fields={"name": "Tu"}),
    # comments
    Action.COMMENT_POST: Sample("resident", fields={"kind": "proposal", "body": "Share the cost by floor"}),
    Action.COMMENT_SUPPORT: Sample("neighbour", "comment:1"),
}
