"""What is told of the doors: who came in or failed to, and what was refused, without names."""

from __future__ import annotations

import logging

import pytest

from roundtable.core.limits import Limits
from roundtable.live.server import socketio
from tests.people.entrance import ADDRESS, GOOD, HOUSE, ask_link, give_password
from tests.world import OURS, World

Told = list[tuple[str, ...]]
SIGN_IN = f"/do/person/sign_in?on={HOUSE}"


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "roundtable.watch")
    return caplog


def _said(told: pytest.LogCaptureFixture, *names: str) -> Told:
    lines = [record for record in told.records if record.name == "roundtable.watch"]
    return [(line.getMessage(), *(str(vars(line)[name]) for name in names)) for line in lines]


def test_who_comes_in_or_fails_to_is_told_by_a_mark_and_not_by_name(
    world: World, told: pytest.LogCaptureFixture
) -> None:
    give_password(world)
    for email, password in ((ADDRESS, "not this one"), (ADDRESS, GOOD), ("x@y.example", GOOD)):
        world.client().post(SIGN_IN, data={"email": email, "password": password}, headers=OURS)
    lines = _said(told, "outcome", "account")
    assert [line[:2] for line in lines] == [("person.sign_in", end) for end in ("invalid", "done", "invalid")]
    assert lines[0][2] == lines[1][2] != lines[2][2]
    everything = str([vars(record) for record in told.records])
    assert not any(word in everything for word in (ADDRESS, GOOD, "not this one", "127.0.0.1"))


def test_links_and_signing_out_are_told_too(world: World, told: pytest.LogCaptureFixture) -> None:
    token, browser = ask_link(world), world.client()
    for _ in range(2):
        world.client().post(f"/do/person/use_link?on={HOUSE}", data={"token": token}, headers=OURS)
    browser.post(f"/do/person/send_link?on={HOUSE}", data={"email": ADDRESS}, headers=OURS)
    browser.post(f"/do/person/sign_out?on={HOUSE}", headers=OURS)
    assert _said(told, "outcome") == [
        ("person.use_link", "done"),
        ("person.use_link", "link_used"),
        ("person.send_link", "done"),
        ("person.sign_out", "done"),
    ]
    assert token not in str([vars(record) for record in told.records])


def test_what_somebody_may_not_is_told_at_every_door(world: World, told: pytest.LogCaptureFixture) -> None:
    browser = world.client("resident")
    browser.get("/house")
    browser.post(f"/do/person/add?on={HOUSE}", headers=OURS)
    line = socketio.test_client(world.app, "/room", flask_test_client=browser, headers={"Origin": "http://localhost"})
    line.emit("act", {"action": "person.add", "on": HOUSE, "key": "k" * 32}, namespace="/room", callback=True)
    line.disconnect(namespace="/room")
    whose = {mark for *_, mark in _said(told, "who")}
    assert [line[:2] for line in _said(told, "rule")] == [
        ("refused", "/house"),
        ("refused", "/do/person/add"),
        ("refused", "act person.add"),
    ]
    assert len(whose) == 1


def test_what_another_site_sends_and_what_is_too_much_is_told(world: World, told: pytest.LogCaptureFixture) -> None:
    world.client().post(SIGN_IN, headers={"Sec-Fetch-Site": "cross-site"})
    world.app.extensions["limits"] = Limits(on=True)
    try:
        for _ in range(6):
            data = {"email": "nobody@roundtable.example"}
            world.client().post(f"/do/person/send_link?on={HOUSE}", data=data, headers=OURS)
    finally:
        world.app.extensions["limits"] = Limits(on=False)
    lines = _said(told, "outcome")
    assert lines[0] == ("refused", "forbidden")
    assert lines[-1] == ("person.send_link", "too_many")


def test_whoever_has_the_secret_finds_the_mark_of_an_account(world: World, told: pytest.LogCaptureFixture) -> None:
    world.client().post(SIGN_IN, data={"email": ADDRESS, "password": "not this one"}, headers=OURS)
    ((_event, mark),) = _said(told, "account")
    found = world.app.test_cli_runner().invoke(args=["person", "mark", ADDRESS.upper()])
    assert found.output.startswith(f"account {mark}\n")
