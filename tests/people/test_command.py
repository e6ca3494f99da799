"""The first administrator of a house without a demo: `flask --app roundtable person add`."""

from __future__ import annotations

from tests.people.entrance import HOUSE
from tests.world import OURS, World

ADD = ["person", "add", "Wu Jing", "wu@roundtable.example"]


def test_the_first_administrator_comes_in_by_a_printed_link(world: World) -> None:
    said = world.app.test_cli_runner().invoke(args=[*ADD, "--admin"])
    assert said.exit_code == 0, said.output
    link = said.output.strip().splitlines()[-1]
    assert link.startswith("http://127.0.0.1:5000/link/")
    browser = world.client()
    data = {"token": link.rpartition("/")[2], "key": "p" * 32}
    assert browser.post(f"/do/person/use_link?on={HOUSE}", data=data, headers=OURS).status_code == 303
    assert "Wu Jing" in browser.get("/me").text
    assert browser.get("/house").status_code == 200


def test_without_the_option_they_have_an_account_and_nothing_more(world: World) -> None:
    said = world.app.test_cli_runner().invoke(args=ADD)
    browser = world.client()
    data = {"token": said.output.strip().rpartition("/")[2], "key": "p" * 32}
    browser.post(f"/do/person/use_link?on={HOUSE}", data=data, headers=OURS)
    assert browser.get("/me").status_code == 200
    assert browser.get("/house").status_code == 403


def test_an_address_that_is_taken_is_said(world: World) -> None:
    said = world.app.test_cli_runner().invoke(args=["person", "add", "Luo", "resident@roundtable.example"])
    assert said.exit_code == 1
    assert "email:" in said.output
