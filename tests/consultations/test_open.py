"""consultation.open"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.consultations.tables import ON_THE_DAY, announced, as_is, closed, drafted
from tests.world import World


def test_on_its_day_the_table_is_opened_and_the_moment_is_kept(world: World) -> None:
    table = announced(world)
    world.at(ON_THE_DAY)
    world.do("convener", Action.CONSULTATION_OPEN, table)
    assert as_is(world, table).state == "open"
    opened_at = as_is(world, table).opened_at
    assert opened_at is not None
    assert opened_at.date() == ON_THE_DAY.date()


def test_it_is_not_opened_on_a_day_that_nobody_was_told(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_OPEN, announced(world))
    assert refused.value.reason == "too_early"


def test_opened_by_two_at_once_it_is_opened_once(world: World) -> None:
    table = announced(world, host_id=world.stage.people["host"])
    world.at(ON_THE_DAY)
    world.do("host", Action.CONSULTATION_OPEN, table)
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_OPEN, table)
    assert refused.value.reason == "wrong_state"
    assert [entry.action for entry in world.entries(table)].count("consultation.open") == 1


@pytest.mark.parametrize("make", [drafted, closed])
def test_only_what_was_announced_is_opened(world: World, make: object) -> None:
    table = make(world)  # type: ignore[operator]  # either of the two
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_OPEN, table)
    assert refused.value.reason == "wrong_state"


@pytest.mark.parametrize("who", ["visitor", "resident", "recorder", "officer"])
def test_only_host_and_convener_open(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.CONSULTATION_OPEN, announced(world))
