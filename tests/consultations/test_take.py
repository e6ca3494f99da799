"""seat.take"""

from __future__ import annotations

import pytest

from roundtable.core import limits
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import TABLE
from tests.consultations.tables import announced, closed, drafted, seat
from tests.world import OURS, World

TAKE = f"/do/seat/take?on={TABLE}"


def test_a_code_and_a_name_are_enough_for_a_seat(world: World) -> None:
    browser = world.client()
    answer = browser.post(TAKE, data={"name": "Granny Luo"}, headers=OURS)
    assert answer.status_code == 303
    assert "seat:3" in world.entries()[-1].touched  # and the roll of a vote that is open
    assert browser.get("/c/TABLEB/seat").text.count("3 号席") == 1


def test_who_comes_back_with_the_same_browser_has_the_same_seat(world: World) -> None:
    browser = world.client()
    browser.post(TAKE, data={"name": "Granny Luo"}, headers=OURS)
    before = len(world.entries())
    assert browser.post(TAKE, data={"name": "Granny Luo again"}, headers=OURS).status_code == 403
    assert len(world.entries()) == before


def test_a_thousand_seats_from_one_browser_are_one(world: World) -> None:
    browser = world.client()
    answers = [browser.post(TAKE, data={"name": f"Luo {n}"}, headers=OURS).status_code for n in range(20)]
    assert answers == [303, *[403] * 19]


def test_strangers_without_cookies_are_counted_by_their_address(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(world.app.extensions, "limits", limits.Limits())
    monkeypatch.setitem(limits.RULES, "take_seat", limits.Rule(each=None, address=(3, 600)))
    answers = [world.client().post(TAKE, data={"name": "Luo"}, headers=OURS).status_code for _n in range(5)]
    assert answers == [303, 303, 303, 429, 429]


def test_who_has_an_account_is_not_asked_for_a_name(world: World) -> None:
    page = world.client("stranger").get(TAKE).text
    assert 'name="name"' not in page
    world.do("stranger", Action.SEAT_TAKE)
    assert seat(world, "stranger").person.name == "Tu"


def test_an_official_sits_for_their_body_under_its_letter(world: World) -> None:
    world.do("officer", Action.SEAT_TAKE)
    found = seat(world, "officer")
    assert (found.side, found.organisation_id) == ("officials", world.stage.bodies["works"])
    page = world.client("host").get("/c/TABLEB/seats").text
    assert "Liu Jianping · works" in page
    assert ">w</span>" in page


def test_who_left_sits_on_their_own_seat_again(world: World) -> None:
    number = seat(world, "resident").number
    world.do("resident", Action.SEAT_LEAVE, seat(world, "resident").ref)
    world.do("neighbour", Action.SEAT_LEAVE, seat(world, "neighbour").ref)
    world.do("resident", Action.SEAT_TAKE)
    assert (seat(world, "resident").number, seat(world, "resident").state) == (number, "seated")


def test_getting_up_and_down_again_lifts_no_ruling(world: World) -> None:
    on = seat(world, "resident").ref
    world.do("host", Action.SEAT_MUTE, on, reason="Shouting")
    world.do("resident", Action.SEAT_LEAVE, on)
    world.do("resident", Action.SEAT_TAKE)
    assert seat(world, "resident").state == "muted"


def test_without_a_name_nobody_is_seated_and_the_form_says_what_to_do(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("visitor", Action.SEAT_TAKE, name="  ")
    assert list(refused.value.fields) == ["name"]
    answer = world.client().post(TAKE, data={"name": "x" * 41}, headers=OURS)
    assert answer.status_code == 422
    assert "x" * 41 in answer.text


def test_at_a_table_that_is_not_open_nobody_sits_down(world: World) -> None:
    for table in (announced(world), closed(world, code="DRAFTB")):
        with pytest.raises(Refused) as refused:
            world.do("resident", Action.SEAT_TAKE, table)
        assert refused.value.reason == "consultation_closed"


def test_who_asks_for_a_seat_where_there_is_none_is_led_to_the_table(world: World) -> None:
    code = closed(world).partition(":")[2]
    answer = world.client().get(f"/do/seat/take?on=consultation:{code}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/c/{code}")
    assert world.client().get(TAKE).status_code == 200


def test_the_table_is_told_when_its_quorum_is_there(world: World) -> None:
    table = announced(world, quorum="2", starts_at="2024-03-07T15:00", code="DRAFTB")
    world.later(days=3)
    world.do("convener", Action.CONSULTATION_OPEN, table)
    world.do("resident", Action.SEAT_TAKE, table)
    world.do("neighbour", Action.SEAT_TAKE, table)
    assert table in world.entries(table)[-1].touched
    assert "达到法定人数" in world.client().get("/c/DRAFTB").text


def test_at_a_draft_nobody_sits_down(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("resident", Action.SEAT_TAKE, drafted(world))
