"""consultation.announce"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.consultations.tables import announced, as_is, drafted
from tests.world import World

THURSDAY = "2024-03-07T09:00"  # three working days after the Monday that the cast's clock shows
WEDNESDAY = "2024-03-06T20:00"


def test_three_working_days_are_notice_enough(world: World) -> None:
    table = announced(world, starts_at=THURSDAY)
    entry = world.entries(table)[-1]
    assert as_is(world, table).state == "announced"
    assert (entry.audience, entry.facts["notice_days"], entry.facts["notice_due"]) == ("public", 3, 3)


def test_a_shorter_notice_is_refused_without_a_reason(world: World) -> None:
    table = drafted(world, starts_at=WEDNESDAY)
    with pytest.raises(Invalid) as refused:
        world.do("convener", Action.CONSULTATION_ANNOUNCE, table)
    assert list(refused.value.fields) == ["reason"]
    assert as_is(world, table).state == "draft"


def test_a_shorter_notice_is_announced_with_a_reason_that_all_can_read(world: World) -> None:
    table = drafted(world, starts_at=WEDNESDAY)
    world.do("convener", Action.CONSULTATION_ANNOUNCE, table, reason="Water has to be cut off on Thursday")
    assert "Water has to be cut off on Thursday" in world.client().get("/c/DRAFTA").text


def test_a_holiday_is_no_notice(world: World) -> None:
    world.at(datetime(2024, 4, 30, 2, 0, tzinfo=UTC))  # Tuesday; 1 to 5 May is free, Monday 6 May is worked
    table = drafted(world, starts_at="2024-05-07T15:00")
    with pytest.raises(Invalid):
        world.do("convener", Action.CONSULTATION_ANNOUNCE, table)
    world.do("convener", Action.CONSULTATION_ANNOUNCE, table, reason="It cannot wait")


def test_a_saturday_that_is_worked_counts(world: World) -> None:
    world.at(datetime(2024, 4, 25, 2, 0, tzinfo=UTC))  # Thursday; Sunday 28 April is worked
    assert announced(world, starts_at="2024-04-29T15:00")


def test_the_form_says_how_many_days_are_missing(world: World) -> None:
    table = drafted(world, starts_at=WEDNESDAY)
    browser = world.client("convener")
    browser.set_cookie("lang", "en")
    page = browser.get(f"/do/consultation/announce?on={table}").text
    assert "Working days until then: 2; 3 are due." in page


def test_what_is_not_ready_is_not_announced_and_the_sentence_says_what_is_missing(world: World) -> None:
    table = drafted(world, matter="", address="")
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_ANNOUNCE, table)
    assert refused.value.reason == "not_ready"
    page = world.client("convener")
    page.set_cookie("lang", "en")
    said = page.post(f"/do/consultation/announce?on={table}", headers={"Sec-Fetch-Site": "same-origin"}).text
    assert "say what the matter is and say where people meet, or that it is online" in said


def test_a_date_that_passed_meanwhile_is_not_announced(world: World) -> None:
    table = drafted(world, starts_at=THURSDAY)
    world.later(days=10)
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_ANNOUNCE, table, reason="Late")
    assert refused.value.reason == "not_ready"


def test_announced_twice_is_refused(world: World) -> None:
    table = announced(world)
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_ANNOUNCE, table)
    assert refused.value.reason == "wrong_state"


@pytest.mark.parametrize("who", ["visitor", "resident", "host"])
def test_only_who_convenes_announces(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.CONSULTATION_ANNOUNCE, drafted(world))
