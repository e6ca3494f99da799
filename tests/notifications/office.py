"""A house that sends through a real mail server, or through one that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from roundtable.core import clock
from roundtable.core.unit_of_work import SYSTEM, writing
from roundtable.notifications.models import Delivery
from roundtable.policy import Action
from tests.world import World

HOUSE = "house:1"


@pytest.fixture
def quiet(world: World) -> None:
    """Nothing is left of what the cast was written."""
    with writing(SYSTEM, clock.now()) as uow:
        uow.session.execute(delete(Delivery))
        uow.session.commit()


@contextmanager
def mail_by(world: World, url: str | None) -> Iterator[None]:
    """Mails go there."""
    before = world.app.config["SETTINGS"]
    world.app.config["SETTINGS"] = replace(before, mail_url=url)
    try:
        yield
    finally:
        world.app.config["SETTINGS"] = before


def write_to(world: World, *who: str) -> None:
    """Something is to be mailed to them: an invitation, which is worth three days."""
    for one in who:
        world.do("admin", Action.PERSON_INVITE, f"person:{world.stage.people[one]}")


def states(world: World) -> list[str]:
    """How it stands with each delivery, oldest first."""
    with world.reading() as uow:
        return list(uow.session.scalars(select(Delivery.state).order_by(Delivery.id)))


def reasons(world: World) -> list[str | None]:
    """Why deliveries failed or were given up."""
    with world.reading() as uow:
        return list(uow.session.scalars(select(Delivery.reason).order_by(Delivery.id)))
