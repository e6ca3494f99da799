"""What is the same at every table of the demo: it is announced, people sit down, it ends and its record is opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from roundtable.demo.stage import Stage
from roundtable.policy import Action


def announce(stage: Stage, said: Mapping[str, str], when: datetime, place: str, **more: Any) -> None:
    """Draw it up and tell people. when: on the place's own clock; more: further fields, `code` among them."""
    offices = {"host_id": stage.people["host"], "recorder_id": stage.people["recorder"]}
    where = {"place_id": stage.places[place], "starts_at": when.strftime("%Y-%m-%dT%H:%M")}
    street = f"organisation:{stage.bodies['street']}"
    stage.act("host", Action.CONSULTATION_DRAFT, street, **said, **where, **offices, **more)
    stage.act("host", Action.CONSULTATION_ANNOUNCE, f"consultation:{more['code']}")


def sit_down(stage: Stage, table: str, people: Iterable[str]) -> None:
    """The host opens it, and people take their seats."""
    stage.act("host", Action.CONSULTATION_OPEN, table)
    for who in people:
        stage.act(who, Action.SEAT_TAKE, table)


def publish(stage: Stage, table: str) -> None:
    """The minutes are signed, and the record with its timeline is open to all."""
    minutes = stage.make(f"minutes of {table}", "minutes", "recorder", Action.MINUTES_DRAFT, table)
    stage.act("host", Action.MINUTES_LOCK, minutes)
    stage.act("host", Action.TIMELINE_DRAFT, table)
    stage.act("host", Action.TIMELINE_PUBLISH, table)
    stage.act("host", Action.CONSULTATION_PUBLISH, table)
