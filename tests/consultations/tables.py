"""Tables beside TABLEB, in whatever state a test needs them. The cast's clock begins on Monday, 4 March 2024, 09:00."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from roundtable.consultations import queries
from roundtable.consultations.models import AgendaItem, Consultation, Seat
from roundtable.core import things
from roundtable.policy import Action
from tests.world import World

STREET = "organisation:1"
WHEN = "2024-03-20T15:00"  # a Wednesday
ON_THE_DAY = datetime(2024, 3, 20, 6, 50, tzinfo=UTC)  # ten minutes before
REASON = "The hall is flooded"


def drafted(world: World, **said: Any) -> str:
    """A draft of the convener's; the table's name."""
    whole = {"title": "The pipe", "matter": "It leaks", "address": "Block 2", "starts_at": WHEN, "code": "DRAFTA"}
    return f"consultation:{world.do('convener', Action.CONSULTATION_DRAFT, STREET, **(whole | said)).result}"


def announced(world: World, **said: Any) -> str:
    """A table that people know of."""
    table = drafted(world, **said)
    world.do("convener", Action.CONSULTATION_ANNOUNCE, table)
    return table


def opened(world: World, **said: Any) -> str:
    """A table that people can sit down at."""
    table = announced(world, **said)
    world.at(ON_THE_DAY)
    world.do("convener", Action.CONSULTATION_OPEN, table)
    return table


def closed(world: World, **said: Any) -> str:
    """A table that is over."""
    table = opened(world, **said)
    world.do("convener", Action.CONSULTATION_CLOSE, table)
    return table


def as_is(world: World, table: str = "consultation:TABLEB") -> Consultation:
    """The table's row."""
    with world.reading() as uow:
        found: Consultation = things.find(uow, table)
        return found


def items(world: World, table: str) -> list[AgendaItem]:
    """What is on its agenda, in order."""
    with world.reading() as uow:
        return queries.agenda(uow, things.find(uow, table))


def seat(world: World, who: str, table: str = "consultation:TABLEB") -> Seat:
    """Where one of the cast sits."""
    with world.reading() as uow:
        found = queries.seat_of(uow, things.find(uow, table), world.stage.people[who])
        assert found
        return found
