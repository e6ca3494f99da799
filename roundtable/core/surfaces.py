"""Where things are seen: the residents' table, the host's desk, the projector. Each is drawn through fixed eyes."""

from __future__ import annotations

from enum import StrEnum

from roundtable.policy import Role


class Surface(StrEnum):
    """A kind of page that a topic is shown on, live."""

    TABLE = "table"
    DESK = "desk"
    SCREEN = "screen"


# What is drawn for a surface is the same for all who look at it; so it is drawn for these roles, never for a person.
EYES: dict[Surface, frozenset[Role]] = {
    Surface.TABLE: frozenset({Role.VISITOR}),
    Surface.SCREEN: frozenset({Role.VISITOR}),
    Surface.DESK: frozenset({Role.VISITOR, Role.CONVENER, Role.HOST, Role.RECORDER}),
}
