"""The demo: anybody may be one of its invented people, and nobody outside it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from roundtable.core import identity
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
