"""The demo: anybody may be one of its invented people, and nobody outside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from roundtable.core import clock, identity
from roundtable.policy import Action
from tests.people.entrance import ask_link, last_link
from tests.world import OURS, World

FOREIGN = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}


def _ribbon(browser: FlaskClient) -> str:
    """What stands above every page: who one is."""
    return browser.get("/").text.partition("<main")[0]


def test_the_page_has_one_form_for_each_invented_person(world: World) -> None:
    page = world.client().get("/demo").text
    for slug in (
        "resident",
        "neighbour",
        "host",
        "recorder",
        "officer",
        "colleague",
        "verifier",
        "supervisor",
        "admin",
    ):
        assert f'action="/demo/be/{slug}"' in page
    assert "stranger" not in page


def test_it_says_who_they_are_and_that_they_are_invented(world: World) -> None:
    browser = world.client()
    browser.set_cookie("lang", "en")
    page = browser.get("/demo").text
    assert "officer, works" in page
    assert "Invented" in page


def test_a_press_and_i_am_the_officer(world: World) -> None:
    browser = world.client()
    assert "Liu Jianping" not in _ribbon(browser)
    answer = browser.post("/demo/be/officer", headers=OURS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/#waiting")
    assert "Liu Jianping" in _ribbon(browser)


def test_one_may_change_from_one_to_another(world: World) -> None:
    browser = world.client("resident")
    browser.post("/demo/be/admin", headers=OURS)
    ribbon = _ribbon(browser)
    assert "Zhang Yong" in ribbon
    assert "Luo" not in ribbon


def test_another_site_cannot_make_me_somebody(world: World) -> None:
    browser = world.client()
    assert browser.post("/demo/be/admin", headers=FOREIGN).status_code == 403
    assert "Zhang Yong" not in _ribbon(browser)


@pytest.mark.parametrize("slug", ["stranger", "nobody", "1"])
def test_nobody_else_is_on_offer(world: World, slug: str) -> None:
    assert world.client().post(f"/demo/be/{slug}", headers=OURS).status_code == 404


def test_a_house_of_real_people_has_no_demo(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(world.app.config, "DEMO", False)
    browser = world.client()
    assert browser.get("/demo").status_code == 404
    assert browser.post("/demo/be/admin", headers=OURS).status_code == 404
    with world.app.test_request_context():
        assert identity.standing() is None


def test_a_mail_stays_in_its_readers_language_on_a_page_in_the_other(world: World) -> None:
    ask_link(world)
    browser = world.client()
    browser.set_cookie("lang", "en")
    page = browser.get("/demo/mail").text
    assert "您的登录链接" in page
    assert f'href="http://127.0.0.1:5000{last_link(world)}"' in page


def test_a_mail_makes_nothing_but_links_of_what_people_wrote(world: World) -> None:
    world.do("resident", Action.PERSON_EDIT, "person:1", name="<b onclick=x>Luo")
    ask_link(world)
    assert "<b onclick" not in world.client().get("/demo/mail").text


def test_whose_mail_it_is_one_may_become(world: World) -> None:
    ask_link(world)
    assert 'action="/demo/be/resident"' in world.client().get("/demo/mail").text
    assert 'action="/demo/be/resident"' not in world.client("resident").get("/demo/mail").text


def test_time_passes_for_the_whole_house_and_only_forward(world: World) -> None:
    before, browser = clock.now(), world.client("resident")
    assert "2024" in browser.get("/demo").text
    for days in ("7", "-7", "1000", "x"):
        assert browser.post("/demo/time", data={"days": days}, headers=OURS).status_code == 303
    assert timedelta(days=7) <= clock.now() - before < timedelta(days=7, minutes=5)
    assert browser.post("/demo/time", data={"days": "7"}, headers=FOREIGN).status_code == 403


def test_in_a_house_of_real_people_nobody_moves_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(world.app.config, "DEMO", False)
    before = clock.now()
    for page in (world.client().get("/demo/mail"), world.client().post("/demo/time", data={"days": "7"}, headers=OURS)):
        assert page.status_code == 404
    assert clock.now() - before < timedelta(days=1)
