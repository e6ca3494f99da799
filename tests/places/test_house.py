"""house.tidy, house.seal: what the house does for itself each night"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from roundtable import worker
from roundtable.core import chores, clock, record
from roundtable.core.acts import Act
from roundtable.core.record import Seal
from roundtable.notifications.models import Delivery
from roundtable.people.models import MailedLink, SignIn
from roundtable.policy import Action
from roundtable.timetable import CHORES
from tests.cast import TABLE
from tests.people.entrance import HOUSE, ask_link
from tests.world import World


def _night(world: World) -> int:
    return worker.sweep(clock.now(), table=CHORES)


def _heads(world: World, topic: str) -> list[int]:
    with world.reading() as uow:
        return list(uow.session.scalars(select(Seal.size).where(Seal.topic == topic).order_by(Seal.size)))


def test_each_topic_with_new_entries_is_sealed_at_night(world: World) -> None:
    _night(world)
    before = _heads(world, TABLE)
    world.comment("After the first night")
    assert _night(world) == 0
    world.later(days=1)
    _night(world)
    assert _heads(world, TABLE) == [*before, len(world.entries())]
    world.later(days=1)
    _night(world)
    assert len(_heads(world, TABLE)) == len(before) + 1
    assert record.verify() == []


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2024, 3, 4, 1, 0, tzinfo=UTC), datetime(2024, 3, 4, 19, 0, tzinfo=UTC)),
        (datetime(2024, 3, 4, 18, 59, tzinfo=UTC), datetime(2024, 3, 4, 19, 0, tzinfo=UTC)),
        (datetime(2024, 3, 4, 19, 0, tzinfo=UTC), datetime(2024, 3, 5, 19, 0, tzinfo=UTC)),
    ],
)
def test_night_is_at_three_where_the_house_is(now: datetime, night: datetime) -> None:
    assert chores.next_night(now) == night


def test_what_does_not_fit_into_one_act_is_sealed_by_the_next(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roundtable.places.actions.HEADS", 1)
    with world.reading() as uow:
        topics = len(record.unsealed(uow, 100))
    for _ in range(topics + 1):
        world.do("system", Action.HOUSE_SEAL, HOUSE)
    with world.reading() as uow:
        assert record.unsealed(uow, 100) == []


def _count(world: World, *models: type) -> list[int]:
    with world.reading() as uow:
        return [uow.session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def test_what_nobody_needs_any_more_is_forgotten(world: World) -> None:
    token = ask_link(world)
    world.do("visitor", Action.PERSON_USE_LINK, HOUSE, token=token)
    world.do("system", Action.HOUSE_TIDY, HOUSE)
    assert all(_count(world, Act, MailedLink, SignIn, Delivery))
    world.later(days=2)
    world.do("system", Action.HOUSE_TIDY, HOUSE)
    kept = _count(world, Act, MailedLink, SignIn, Delivery)
    assert kept[1:3] == [0, 0]
    assert all((kept[0], kept[3]))
    world.later(days=91)
    world.do("system", Action.HOUSE_TIDY, HOUSE)
    assert _count(world, Act, Delivery) == [1, 0]  # the key of this very act
