"""The way in by a code"""

from __future__ import annotations

import pytest

from roundtable.core import limits
from roundtable.policy import Action
from tests.consultations.tables import announced, drafted
from tests.world import World

FULL_WIDTH = "".join(chr(ord(letter) + 0xFEE0) for letter in "TABLEB")  # as a Chinese keyboard may type it


@pytest.mark.parametrize("typed", ["TABLEB", "tableb", " tab leb ", "tab-leb", FULL_WIDTH])
def test_a_code_leads_a_stranger_to_a_seat_however_it_is_typed(world: World, typed: str) -> None:
    answer = world.client().get("/join", query_string={"code": typed})
    assert answer.location == "/do/seat/take?on=consultation:TABLEB&back=/c/TABLEB"


def test_who_sits_already_goes_on_to_the_table(world: World) -> None:
    assert world.client("resident").get("/join?code=TABLEB").location == "/c/TABLEB"


def test_before_the_day_a_code_leads_to_what_was_announced(world: World) -> None:
    announced(world)
    assert world.client().get("/join?code=DRAFTA").location == "/c/DRAFTA"


@pytest.mark.parametrize("code", ["ZZZZZZ", "12345", "<b>", "A" * 500, "%00", "DRAFTA"])
def test_a_code_that_nobody_knows_is_answered_kindly_and_can_be_mended(world: World, code: str) -> None:
    drafted(world)
    browser = world.client()
    browser.set_cookie("lang", "en")
    answer = browser.get("/join", query_string={"code": code})
    assert answer.status_code == 404
    assert "No consultation has this code. A code is six letters, never I and never O." in answer.text
    assert "<b>" not in answer.text.partition("<main")[2]


def test_an_address_with_a_wrong_code_says_the_same(world: World) -> None:
    browser = world.client()
    browser.set_cookie("lang", "en")
    answer = browser.get("/c/ZZZZZZ")
    assert answer.status_code == 404
    assert "No consultation has this code." in answer.text


def test_an_address_in_small_letters_leads_to_the_same_table(world: World) -> None:
    browser = world.client()
    assert browser.get("/c/tableb?before=5").location == "/c/TABLEB?before=5"
    assert browser.get("/c/tableb/seats?page=2").location == "/c/TABLEB/seats?page=2"
    assert browser.get("/c/TABLEB").status_code == 200


def test_without_a_code_it_asks_for_one(world: World) -> None:
    assert 'name="code"' in world.client().get("/join").text


def test_who_guesses_codes_is_slowed_down_and_who_has_the_right_one_gets_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(world.app.extensions, "limits", limits.Limits())
    monkeypatch.setitem(limits.RULES, "wrong_code", limits.Rule(each=None, address=(3, 600)))
    answers = [world.client().get(f"/join?code=GUESS{letter}").status_code for letter in "ABCDE"]
    assert answers == [404, 404, 404, 429, 429]
    assert world.client().get("/c/TABLEB").status_code == 200
    assert world.client().get("/join?code=TABLEB").status_code == 302


def test_who_was_asked_to_leave_is_led_to_the_table_to_read(world: World) -> None:
    world.do("host", Action.SEAT_REMOVE, "seat:1", reason="Shouting")
    assert world.client("resident").get("/join?code=TABLEB").location == "/c/TABLEB"
