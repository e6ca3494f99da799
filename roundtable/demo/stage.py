"""Where the demo, and the cast of the tests, are acted: everything by actions, as the people who would do it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from roundtable.core.actions import perform
from roundtable.core.db import db
from roundtable.core.errors import Refused
from roundtable.core.things import HOUSE
from roundtable.core.unit_of_work import SYSTEM, VISITOR, Actor
from roundtable.people.models import Person
from roundtable.policy import Action


class Stage:
    """Remembers who is who, what was made, and at what moment things happen."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.people: dict[str, int] = {}
        self.places: dict[str, int] = {}
        self.bodies: dict[str, int] = {}
        self.made: dict[str, str] = {}  # what a story calls a thing -> its name in the house

    def actor(self, who: str) -> Actor:
        """The person of that slug, the `system`, or a `visitor`."""
        return {"system": SYSTEM, "visitor": VISITOR}.get(who) or Actor(self.people[who])

    def act(self, who: str, action: Action, on: str, **fields: Any) -> Any:
        """An act of one of the people, a second after the one before; returns its result."""
        self.now += timedelta(seconds=1)
        try:
            return perform(action, on, fields, self.actor(who), secrets.token_hex(16), self.now).result
        except Refused as no:
            no.add_note(f"{who}, {action} on {on}, {self.now}: {no.fields}")
            raise

    def make(self, slug: str, kind: str, who: str, action: Action, on: str, /, **fields: Any) -> str:
        """An act that makes a thing of that kind, which the story calls `slug`; its name in the house."""
        self.made[slug] = f"{kind}:{self.act(who, action, on, **fields)}"
        return self.made[slug]

    def person(self, slug: str, name: str) -> None:
        """An invented person with an account."""
        made = self.act("system", Action.PERSON_ADD, HOUSE, name=name, email=f"{slug}@roundtable.example")
        self.people[slug] = made
        with db.engine.begin() as connection:
            connection.execute(update(Person).where(Person.id == made).values(demo=slug))

    def place(self, slug: str, level: str, name: str, within: str | None = None) -> None:
        """A place on the map; inside another."""
        parent = self.places[within] if within else None
        self.places[slug] = self.act("system", Action.PLACE_ADD, HOUSE, level=level, name=name, parent_id=parent)

    def grant(self, slug: str, role: str, body: str | None = None, place: str | None = None) -> None:
        """They are something somewhere."""
        self.act(
            "system",
            Action.MEMBERSHIP_GRANT,
            HOUSE,
            person_id=self.people[slug],
            role=role,
            organisation_id=self.bodies[body] if body else None,
            place_id=self.places[place] if place else None,
        )
