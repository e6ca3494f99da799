"""Loads the demo. Everything is done by actions, as the people who would do it."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import update

from roundtable.core import clock
from roundtable.core.actions import perform
from roundtable.core.db import db
from roundtable.core.unit_of_work import SYSTEM, Actor
from roundtable.core.wording import local
from roundtable.people.models import Person
from roundtable.policy import Action

HOUSE = "house:1"


class Stage:
    """Where the demo is acted: remembers who is who, and at what moment things happen."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.people: dict[str, int] = {}
        self.places: dict[str, int] = {}
        self.bodies: dict[str, int] = {}

    def act(self, who: str, action: Action, on: str, **fields: Any) -> Any:
        """An act of one of the people (or of the system); returns its result."""
        actor = SYSTEM if who == "system" else Actor(self.people[who])
        return perform(action, on, fields, actor, secrets.token_hex(16), self.now).result

    def person(self, slug: str, name: str) -> None:
        """An invented person with an account."""
        made = self.act("system", Action.PERSON_ADD, HOUSE, name=name, email=f"{slug}@roundtable.example")
        self.people[slug] = made
        with db.engine.begin() as connection:
            connection.execute(update(Person).where(Person.id == made).values(demo=slug))

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


def load() -> None:
    """Fill an empty house."""
    stage = Stage(clock.now())
    stage.bodies["street"] = stage.act("system", Action.ORGANISATION_ADD, HOUSE, name="南站街道")
    for slug, name in (("resident", "罗婆婆"), ("neighbour", "熊阿姨"), ("host", "喻敏"), ("recorder", "胡静")):
        stage.person(slug, name)
    stage.grant("host", "convener", "street")
    live_table(stage)


def live_table(stage: Stage) -> None:
    """TABLEB: open now."""
    when = local(stage.now).strftime("%Y-%m-%dT%H:%M")
    on = f"organisation:{stage.bodies['street']}"
    code = stage.act("host", Action.CONSULTATION_DRAFT, on, title="3栋1单元加装电梯", starts_at=when, code="TABLEB")
    table = f"consultation:{code}"
    stage.act("host", Action.CONSULTATION_OPEN, table)
    for who in ("resident", "neighbour"):
        stage.act(who, Action.SEAT_TAKE, table, name=who)
    stage.act("resident", Action.COMMENT_POST, table, kind="question", body="我今年 72，住 5 楼。能不能给个时间表？")
