"""consultation.postpone"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.consultations.tables import REASON, announced, as_is, drafted, opened
from tests.world import World

LATER = "2024-03-27T15:00"


def test_postponed_it_is_still_announced_for_a_later_date_with_the_reason_for_all(world: World) -> None:
    table = announced(world)
    world.do("convener", Action.CONSULTATION_POSTPONE, table, starts_at=LATER, reason=REASON)
    assert as_is(world, table).state == "announced"
    assert as_is(world, table).starts_at.isoformat() == "2024-03-27T07:00:00+00:00"
    entry = world.entries(table)[-1]
    assert (entry.facts["before"], entry.facts["starts_at"]) == (
        "2024-03-20T07:00:00.000000+00:00",
        "2024-03-27T07:00:00.000000+00:00",
    )
    page = world.client().get("/c/DRAFTA").text
    assert REASON in page
    assert "2024年3月20日" in page


@pytest.mark.parametrize("when", ["2024-03-01T15:00", "2024-03-20T15:00", "2024-03-19T15:00"])
def test_it_moves_neither_to_the_past_nor_to_an_earlier_day(world: World, when: str) -> None:
    table = announced(world)
    with pytest.raises(Invalid) as refused:
        world.do("convener", Action.CONSULTATION_POSTPONE, table, starts_at=when, reason=REASON)
    assert list(refused.value.fields) == ["starts_at"]
    assert as_is(world, table).starts_at.isoformat() == "2024-03-20T07:00:00+00:00"


def test_a_day_that_passed_without_a_table_can_still_be_postponed(world: World) -> None:
    table = announced(world)
    world.later(days=20)
    world.do("convener", Action.CONSULTATION_POSTPONE, table, starts_at=LATER, reason="The host fell ill")
    assert as_is(world, table).state == "announced"


def test_without_a_reason_it_stays_where_it_is(world: World) -> None:
    table = announced(world)
    with pytest.raises(Invalid) as refused:
        world.do("convener", Action.CONSULTATION_POSTPONE, table, starts_at=LATER, reason=" ")
    assert list(refused.value.fields) == ["reason"]


@pytest.mark.parametrize("make", [drafted, opened])
def test_only_what_people_await_is_postponed(world: World, make: object) -> None:
    table = make(world)  # type: ignore[operator]  # either of the two
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_POSTPONE, table, starts_at=LATER, reason=REASON)
    assert refused.value.reason == "wrong_state"


@pytest.mark.parametrize("who", ["visitor", "resident", "host"])
def test_only_who_convenes_postpones(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.CONSULTATION_POSTPONE, announced(world), starts_at=LATER, reason=REASON)
