"""Addresses that somebody typed, or that a program lets run wild: answered in words, never by a fault."""

from __future__ import annotations

import pytest

from tests.world import OURS, World

NUMBERS = ("/c/TABLEB?before=", "/c/TABLEB?upto=", "/c/TABLEB/record?before=", "/house?after=", "/house?place=")
NAMED = (
    *("/c/{}", "/c/{}/record", "/c/{}/record.csv", "/c/{}/desk", "/c/{}/screen", "/c/{}/minutes", "/join?code={}"),
    *("/go/consultation:{}", "/do/comment/post?on=consultation:{}", "/do/seat/take?on=consultation:{}"),
)
SEARCHED = ("/commitments?q=", "/consultations?q=", "/house?q=", "/oversight?q=")


@pytest.mark.parametrize("number", [-1, 2**31, 2**40, 2**70, -(2**70), int("9" * 400)])
def test_a_number_that_no_row_can_have_is_answered(world: World, number: int) -> None:
    for address in NUMBERS:
        assert world.client("admin").get(f"{address}{number}").status_code == 200


@pytest.mark.parametrize("code", ["%00", "A%00B", "%ED%A0%80", "%F0%9F%98%80", "%E2%80%AE"])
def test_a_name_that_nothing_can_have_leads_nowhere(world: World, code: str) -> None:
    for address in NAMED:
        answer = world.client("host").get(address.format(code), follow_redirects=True)
        assert answer.status_code in (403, 404), address


def test_words_that_no_database_takes_are_searched_without_them(world: World) -> None:
    for address in SEARCHED:
        who = "supervisor" if "oversight" in address else "admin"
        assert world.client(who).get(f"{address}lift%00").status_code == 200
    assert "The lift" in world.client().get("/consultations?q=li%00ft").text


def test_an_act_with_a_key_that_no_database_takes_is_refused(world: World) -> None:
    said = {"kind": "view", "body": "A lift", "key": "k\0" * 20}
    answer = world.client("resident").post("/do/comment/post?on=consultation:TABLEB", data=said, headers=OURS)
    assert answer.status_code == 422
    assert "A lift" in answer.text


def test_every_answer_says_what_it_is_and_in_which_letters(world: World) -> None:
    kinds = {
        "/": "text/html; charset=utf-8",
        "/nowhere": "text/html; charset=utf-8",
        "/healthz": "text/plain; charset=utf-8",
        "/check_record.py": "text/plain; charset=utf-8",
        "/c/TABLEB/record.csv": "text/csv; charset=utf-8",
        "/c/TABLEB/record.json": "application/json",
    }
    assert {address: world.client().get(address).headers["Content-Type"] for address in kinds} == kinds


def test_nobody_has_a_request_sent_back_to_read_its_cookie(world: World) -> None:
    assert world.client().open("/", method="TRACE").status_code == 405
