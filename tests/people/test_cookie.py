"""What a browser keeps of who it stands for, and how long that is good."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from hashlib import sha256

import pytest
from flask.testing import FlaskClient

from roundtable import create_app
from roundtable.policy import Action
from tests.cast import TABLE
from tests.people.entrance import ADDRESS, GOOD, HOUSE, give_password
from tests.world import OURS, World

URL = f"/do/person/sign_in?on={HOUSE}"


def _come_in(world: World, **more: str) -> FlaskClient:
    browser = world.client()
    answer = browser.post(URL, data={"email": ADDRESS, "password": GOOD} | more, headers=OURS)
    assert answer.status_code == 303
    return browser


def _is_in(browser: FlaskClient) -> bool:
    return browser.get("/me").status_code == 200


@pytest.fixture(autouse=True)
def _password(world: World) -> None:
    give_password(world)


def test_no_script_and_no_other_site_gets_the_cookie(world: World) -> None:
    answer = world.client().post(URL, data={"email": ADDRESS, "password": GOOD}, headers=OURS)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_over_https_it_is_for_this_host_alone() -> None:
    app = create_app({"PUBLIC_URL": "https://table.example", "SECRET_KEY": "s" * 32})
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-roundtable"
    assert app.config["SESSION_COOKIE_SECURE"]


def test_who_wants_to_stay_is_in_for_thirty_days(world: World) -> None:
    browser = _come_in(world, keep="y")
    world.later(days=29, hours=23)
    assert _is_in(browser)
    world.later(hours=2)
    assert not _is_in(browser)


def test_who_does_not_is_out_after_a_day_of_work(world: World) -> None:
    browser = _come_in(world)
    world.later(hours=11)
    assert _is_in(browser)
    world.later(hours=2)
    assert not _is_in(browser)


def test_signing_in_again_carries_nothing_over(world: World) -> None:
    browser = world.client("admin")
    with browser.session_transaction() as session:
        session["left"] = "by somebody else"
    browser.post(URL, data={"email": ADDRESS, "password": GOOD}, headers=OURS)
    with browser.session_transaction() as session:
        assert "left" not in session
        assert session["_user_id"].startswith("1.")


def test_signing_in_again_ends_the_sign_in_that_this_browser_had(world: World) -> None:
    browser, copied = _come_in(world), world.client()
    with browser.session_transaction() as session, copied.session_transaction() as copy:
        copy.update(session)
    assert _is_in(copied)
    browser.post(URL, data={"email": ADDRESS, "password": GOOD}, headers=OURS)
    assert _is_in(browser)
    assert not _is_in(copied)


def test_it_is_signed_with_a_hash_of_today(world: World) -> None:
    answer = world.client().post(URL, data={"email": ADDRESS, "password": GOOD}, headers=OURS)
    signature = answer.headers["Set-Cookie"].partition(";")[0].rpartition(".")[2]
    assert len(urlsafe_b64decode(f"{signature}=")) == sha256().digest_size


@pytest.mark.parametrize("words", ["1.0.999", "1.7", "99.0", "x", "1", "1.0.x", "2.1.1", ""])
def test_a_cookie_that_names_no_living_sign_in_is_a_visitors(world: World, words: str) -> None:
    _come_in(world)
    browser = world.client()
    with browser.session_transaction() as session:
        session["_user_id"] = words
    assert browser.get("/me").status_code == 302


def test_a_closed_account_is_out_at_once(world: World) -> None:
    browser = _come_in(world, keep="y")
    assert _is_in(browser)
    world.do("admin", Action.PERSON_CLOSE, "person:1")
    assert not _is_in(browser)


def test_sitting_down_at_a_table_is_no_new_sign_in(world: World) -> None:
    give_password(world, "stranger")
    browser = _come_in(world, email="stranger@roundtable.example")
    with browser.session_transaction() as session:
        before = session["_user_id"]
    assert browser.post(f"/do/seat/take?on={TABLE}", data={"name": "Tu", "key": "k"}, headers=OURS).status_code == 303
    with browser.session_transaction() as session:
        assert session["_user_id"] == before
    assert before.count(".") == 2
