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


SAMPLES: dict[Action, Sample] = {
    Action.COMMENT_POST: Sample("resident", fields={"kind": "proposal", "body": "Share the cost by floor"}),
    Action.COMMENT_SUPPORT: Sample("neighbour", "comment:1"),
    Action.SEAT_TAKE: Sample("stranger", fields={"name": "Tu"}),
    Action.CONSULTATION_CLOSE: Sample("convener"),
}
