"""The way round the house: every entry leads somewhere, and says where one is."""

from __future__ import annotations

import re

import pytest

from tests.world import World


@pytest.mark.parametrize("who", ["visitor", "resident", "officer", "supervisor", "admin"])
def test_every_way_of_the_masthead_leads_to_a_page(world: World, who: str) -> None:
    browser = world.client(who)
    for url in _led(browser.get("/").text):
        assert browser.get(url).status_code == 200


def _led(page: str) -> list[str]:
    """Where the masthead leads."""
    nav = page.partition("<nav")[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]+)"', nav)


def test_only_a_supervisor_is_led_to_the_queue_and_only_an_administrator_to_the_house(world: World) -> None:
    led = {who: _led(world.client(who).get("/").text) for who in ("visitor", "officer", "supervisor", "admin")}
    everybody = ["/", "/consultations", "/commitments"]
    assert led["visitor"] == led["officer"] == everybody
    assert led["supervisor"] == [*everybody, "/oversight"]
    assert led["admin"] == [*everybody, "/house"]


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        ("/", ['href="/" aria-current="page"']),
        ("/demo", []),
        ("/consultations", ['href="/consultations" aria-current="page"']),
        ("/join", ['href="/consultations" aria-current="true"']),
        ("/commitments/1", ['href="/commitments" aria-current="true"']),
    ],
)
def test_the_masthead_says_where_one_is(world: World, path: str, marks: list[str]) -> None:
    page = " ".join(world.client().get(path).text.partition("<main")[0].split())
    assert page.count("aria-current") == len(marks)
    for mark in marks:
        assert mark in page
