"""seat.register, seat.check_in, seat.leave: before the day, at the door, and getting up"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.cast import TABLE
from tests.consultations.tables import ON_THE_DAY, announced, as_is, seat
from tests.world import OURS, World


def _kept(world: World) -> str:
    """A table on its day, open, where the stranger has a seat kept."""
    table = announced(world)
    world.do("stranger", Action.SEAT_REGISTER, table)
    world.at(ON_THE_DAY)
    world.do("convener", Action.CONSULTATION_OPEN, table)
    return table


def test_a_seat_is_kept_before_the_day_and_nobody_is_counted_as_there(world: World) -> None:
    table = announced(world)
    world.do("stranger", Action.SEAT_REGISTER, table)
    found = seat(world, "stranger", table)
    assert (found.state, found.number, found.checked_in_at) == ("registered", 1, None)
    assert "席位是 1 号" in world.client("stranger").get("/c/DRAFTA").text


def test_somebody_without_an_account_registers_by_name_and_stays_known_to_the_browser(world: World) -> None:
    announced(world)
    browser = world.client()
    browser.post("/do/seat/register?on=consultation:DRAFTA", data={"name": "Granny Luo"}, headers=OURS)
    assert "席位是 1 号" in browser.get("/c/DRAFTA").text


def test_who_registered_checks_in_and_keeps_the_number(world: World) -> None:
    table = _kept(world)
    world.do("resident", Action.SEAT_TAKE, table)
    world.do("stranger", Action.SEAT_CHECK_IN, seat(world, "stranger", table).ref)
    found = seat(world, "stranger", table)
    assert (found.state, found.number) == ("seated", 1)
    assert found.checked_in_at is not None


def test_who_registered_can_as_well_just_take_the_seat(world: World) -> None:
    table = _kept(world)
    world.do("stranger", Action.SEAT_TAKE, table)
    assert (seat(world, "stranger", table).state, seat(world, "stranger", table).number) == ("seated", 1)


def test_the_desk_checks_in_who_stands_at_the_door(world: World) -> None:
    table = _kept(world)
    on = seat(world, "stranger", table).ref
    assert f"/do/seat/check_in?on={on}" in world.client("convener").get("/c/DRAFTA/seats").text
    world.do("convener", Action.SEAT_CHECK_IN, on)
    assert seat(world, "stranger", table).state == "seated"


def test_nobody_checks_in_another(world: World) -> None:
    table = _kept(world)
    for who in ("visitor", "resident", "officer"):
        with pytest.raises(Forbidden):
            world.do(who, Action.SEAT_CHECK_IN, seat(world, "stranger", table).ref)


def test_nobody_checks_in_before_the_table_is_open_or_twice(world: World) -> None:
    table = announced(world)
    world.do("stranger", Action.SEAT_REGISTER, table)
    with pytest.raises(Refused) as refused:
        world.do("stranger", Action.SEAT_CHECK_IN, seat(world, "stranger", table).ref)
    assert refused.value.reason == "consultation_closed"
    with pytest.raises(Refused) as refused:
        world.do("resident", Action.SEAT_CHECK_IN, seat(world, "resident").ref)
    assert refused.value.reason == "wrong_state"


def test_who_registered_has_no_word_before_sitting_down(world: World) -> None:
    table = _kept(world)
    with pytest.raises(Forbidden):
        world.do("stranger", Action.COMMENT_POST, table, kind="view", body="x")


def test_who_cannot_come_says_so_and_may_come_after_all(world: World) -> None:
    table = announced(world)
    world.do("stranger", Action.SEAT_REGISTER, table)
    world.do("stranger", Action.SEAT_LEAVE, seat(world, "stranger", table).ref)
    assert seat(world, "stranger", table).state == "left"
    world.do("stranger", Action.SEAT_REGISTER, table)
    assert (seat(world, "stranger", table).state, seat(world, "stranger", table).number) == ("registered", 1)


def test_a_seat_is_kept_once_and_only_before_the_day(world: World) -> None:
    table = announced(world)
    world.do("stranger", Action.SEAT_REGISTER, table)
    with pytest.raises(Forbidden):
        world.do("stranger", Action.SEAT_REGISTER, table)
    with pytest.raises(Refused) as refused:
        world.do("stranger", Action.SEAT_REGISTER, TABLE)
    assert refused.value.reason == "wrong_state"


def test_who_leaves_is_not_there_any_more_but_came(world: World) -> None:
    world.do("resident", Action.SEAT_LEAVE, seat(world, "resident").ref)
    with pytest.raises(Forbidden):
        world.comment()
    page = world.client("host").get("/c/TABLEB/seats").text
    assert "到了 2 人" in page


def test_nobody_leaves_for_another_or_after_the_end(world: World) -> None:
    on = seat(world, "resident").ref
    with pytest.raises(Forbidden):
        world.do("host", Action.SEAT_LEAVE, on)
    world.do("host", Action.CONSULTATION_CLOSE)
    with pytest.raises(Refused):
        world.do("resident", Action.SEAT_LEAVE, on)
    assert as_is(world).state == "closed"
