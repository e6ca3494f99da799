"""A table in a building whose homes are on the register, for votes of the roll."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from roundtable.core import clock
from roundtable.core.wording import local
from roundtable.policy import Action
from tests.voting.polls import drafted
from tests.world import World

HOUSE = "house:1"
# who lives behind which door: two share one, one has two, one is empty
DOORS = {"501": ("resident", "neighbour"), "502": ("stranger",), "503": ("stranger",), "504": ()}
BUILDING = "consultation:TABLEH"


def furnish(world: World) -> dict[str, int]:
    """Build it and open its table, where nobody sits yet. Returns the homes by their doors."""
    block = world.do("admin", Action.PLACE_ADD, HOUSE, level="building", name="Block 3").result
    homes = {door: _home(world, block, door, who) for door, who in DOORS.items()}
    elsewhere = world.do("admin", Action.PLACE_ADD, HOUSE, level="building", name="Block 4").result
    _home(world, elsewhere, "101", ("officer",))
    world.stage.places.update(homes, elsewhere=elsewhere)
    soon = local(clock.now() + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%S")
    said = {"title": "The lift", "matter": "No lift", "address": "Hall", "starts_at": soon, "place_id": block}
    world.do("convener", Action.CONSULTATION_DRAFT, "organisation:1", code="TABLEH", **said)
    world.do("convener", Action.CONSULTATION_ANNOUNCE, BUILDING, reason="It stands still")
    world.do("convener", Action.CONSULTATION_OPEN, BUILDING)
    return homes


def _home(world: World, block: int, door: str, people: tuple[str, ...]) -> int:
    home: int = world.do("admin", Action.PLACE_ADD, HOUSE, level="unit", name=door, parent_id=block).result
    for who in people:
        said: dict[str, Any] = {"person_id": world.stage.people[who], "role": "resident", "place_id": home}
        world.do("admin", Action.MEMBERSHIP_GRANT, HOUSE, **said)
    return home


def asked(world: World, electorate: str, **fields: Any) -> str:
    """An open poll of the building; its name."""
    poll = drafted(world, table=BUILDING, electorate=electorate, **fields)
    world.do("convener", Action.POLL_OPEN, poll)
    return poll
