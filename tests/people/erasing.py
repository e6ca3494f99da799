"""What tests of erasing share."""

from __future__ import annotations

from typing import Any

from roundtable.core.db import db
from roundtable.people.models import Person
from roundtable.policy import Action
from tests.world import World

ME = "person:1"
GONE = {"words": "erase", "sure": "y"}
KEPT = {"words": "keep", "sure": "y"}
ENGLISH = {"Accept-Language": "en"}


def person(world: World, who: str) -> Person:
    """Their row as it is now."""
    with world.reading() as uow:
        found: Person = uow.get(Person, world.stage.people[who])
        return found


def erase(world: World, who: str = "resident", **fields: str) -> None:
    """They are erased, at their own request."""
    world.do(who, Action.PERSON_ERASE, f"person:{world.stage.people[who]}", **(GONE | fields))


def everywhere(word: str) -> list[str]:
    """The columns of any table in which a word still stands."""
    found = []
    with db.engine.connect() as connection:
        for table in db.metadata.tables.values():
            for row in connection.execute(table.select()).mappings():
                said: dict[str, Any] = dict(row)
                found += [f"{table.name}.{name}" for name, value in said.items() if word in str(value)]
    return found
