"""person.sign_in"""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from roundtable.core.errors import Invalid
from roundtable.core.limits import Limits
from roundtable.people import passwords
from roundtable.people.models import Person
from roundtable.policy import Action
from tests.people.entrance import ADDRESS, GOOD, HOUSE, give_password, last_link
from tests.world import OURS, World

URL = f"/do/person/sign_in?on={HOUSE}"


def _try(browser: FlaskClient, password: str = GOOD, email: str = ADDRESS, **more: str) -> TestResponse:
    return browser.post(URL, data={"email": email, "password": password, **more}, headers=OURS)


def test_i_come_in_with_my_address_and_password(world: World) -> None:
    give_password(world)
    browser = world.client()
    answer = _try(browser, back="/c/TABLEB?before=3")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/c/TABLEB?before=3#house-1")
    assert "resident@roundtable.example" in browser.get("/me").text


def test_the_address_may_be_written_in_capitals(world: World) -> None:
    give_password(world)
    assert _try(world.client(), email="  Resident@Roundtable.Example ").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [(ADDRESS, "lift bamboo kettle"), ("nobody@roundtable.example", GOOD), ("neighbour@roundtable.example", GOOD)],
    ids=["wrong password", "unknown address", "an account without a password"],
)
def test_whatever_is_wrong_the_answer_is_the_same(world: World, email: str, password: str) -> None:
    give_password(world)
    with pytest.raises(Invalid) as refused:
        world.do("visitor", Action.PERSON_SIGN_IN, HOUSE, email=email, password=password)
    assert "do not go together" in str(refused.value.fields) or "对不上" in str(refused.value.fields)


def test_a_hash_is_made_also_for_an_unknown_address(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tried, true = [], passwords.right

    def right(kept: str | None, password: str) -> bool:
        tried.append(kept)
        return true(kept, password)

    monkeypatch.setattr(passwords, "right", right)
    assert _try(world.client(), email="nobody@roundtable.example").status_code == 422
    assert tried == [None]


def test_the_refused_form_keeps_the_address_and_not_the_password(world: World) -> None:
    give_password(world)
    answer = _try(world.client(), password="lift bamboo kettle", back="/c/TABLEB")
    assert answer.status_code == 422
    assert f'value="{ADDRESS}"' in answer.text
    assert "lift bamboo kettle" not in answer.text
    assert 'name="back" value="/c/TABLEB' in answer.text


def test_nothing_of_a_password_is_kept_but_its_hash(world: World) -> None:
    give_password(world)
    with world.reading() as uow:
        kept = str(uow.get(Person, world.stage.people["resident"]).password)
    assert kept.startswith("$argon2id$")
    assert passwords.right(kept, GOOD)


def test_a_hash_of_other_days_is_renewed_when_its_owner_comes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    give_password(world)
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=3, memory_cost=8192, parallelism=1))
    assert _try(world.client()).status_code == 303
    with world.reading() as uow:
        assert "m=8192,t=3,p=1" in str(uow.get(Person, world.stage.people["resident"]).password)
    assert _try(world.client()).status_code == 303


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""]
)
def test_nobody_is_led_away_by_a_link_to_us(world: World, elsewhere: str) -> None:
    give_password(world)
    assert _try(world.client(), back=elsewhere).headers["Location"] == f"/go/{HOUSE}"
    assert 'name="back" value="/"' in world.client().get("/sign-in", query_string={"next": elsewhere}).text


def test_tries_at_one_account_are_limited_wherever_they_come_from(world: World) -> None:
    give_password(world)
    world.app.extensions["limits"] = Limits(on=True)
    try:
        answers = [
            _try(world.client(), "wrong one", f"{ADDRESS} " if n % 2 else ADDRESS).status_code for n in range(21)
        ]
        assert answers == [422] * 20 + [429]
        assert _try(world.client()).status_code == 429
        assert _try(world.client(), email="nobody@roundtable.example").status_code == 422
    finally:
        world.app.extensions["limits"] = Limits(on=False)


def test_who_fails_passwords_on_purpose_does_not_keep_the_owner_from_the_mailed_link(world: World) -> None:
    give_password(world)
    world.app.extensions["limits"] = Limits(on=True)
    try:
        for _ in range(21):
            _try(world.client(), "wrong one")
        browser = world.client()
        assert _try(browser).status_code == 429
        asked = browser.post(f"/do/person/send_link?on={HOUSE}", data={"email": ADDRESS}, headers=OURS)
        token = last_link(world).rpartition("/")[2]
        came = browser.post(f"/do/person/use_link?on={HOUSE}", data={"token": token}, headers=OURS)
        assert (asked.status_code, came.status_code, browser.get("/me").status_code) == (303, 303, 200)
    finally:
        world.app.extensions["limits"] = Limits(on=False)


def test_a_person_whose_account_is_closed_does_not_come_in(world: World) -> None:
    give_password(world)
    world.do("admin", Action.PERSON_CLOSE, "person:1")
    assert _try(world.client()).status_code == 422
    world.do("admin", Action.PERSON_REOPEN, "person:1")
    assert _try(world.client()).status_code == 303


def test_another_site_cannot_sign_me_in_as_somebody(world: World) -> None:
    give_password(world)
    browser = world.client()
    answer = browser.post(URL, data={"email": ADDRESS, "password": GOOD}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert browser.get("/me").status_code == 302


def test_halves_of_letters_and_nothings_are_no_address_and_no_password(world: World) -> None:
    give_password(world)
    for said in ({"email": "a\0@b.example"}, {"email": "\ud800@b.example"}, {"password": "\ud800"}):
        with pytest.raises(Invalid):
            world.do("visitor", Action.PERSON_SIGN_IN, "house:1", **{"email": ADDRESS, "password": "x"} | said)
