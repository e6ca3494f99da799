"""The socket door counts as the other one does."""

from __future__ import annotations

from typing import Any

import pytest
from flask import g

from roundtable.core.limits import RULES, Limits
from roundtable.live.server import socketio
from tests.world import World

FORM = "/do/comment/post?on=consultation:TABLEB"
ORIGIN = {"Origin": "http://localhost"}


def _act(world: World, socket: Any) -> dict[str, Any]:
    g.pop("_login_user", None)
    act = {"action": "comment.post", "on": "consultation:TABLEB", "key": "k", "fields": {"kind": "view", "body": "x"}}
    answer: dict[str, Any] = socket.emit("act", act, namespace="/room", callback=True)
    return answer


@pytest.fixture(autouse=True)
def counting(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(world.app.extensions, "limits", Limits())


def test_acts_by_the_socket_and_by_forms_are_counted_together(world: World) -> None:
    most, _seconds = RULES["act"].each or (0, 0)
    client = world.client("resident")
    for _ in range(most - 1):
        client.post(FORM, headers={"Sec-Fetch-Site": "same-origin"})
    socket = socketio.test_client(world.app, "/room", flask_test_client=client, headers=ORIGIN)
    assert _act(world, socket)["ok"]
    refused = _act(world, socket)
    assert (refused["ok"], refused["status"], refused["reason"]) == (False, 429, "too_many")
    socket.disconnect(namespace="/room")


def test_a_form_refused_for_haste_keeps_what_was_typed(world: World) -> None:
    client, most = world.client("resident"), (RULES["act"].each or (0, 0))[0]
    said = {"kind": "view", "body": "What I typed in haste"}
    for _ in range(most):
        client.post(FORM, headers={"Sec-Fetch-Site": "same-origin"})
    answer = client.post(FORM, data=said, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 429
    assert "What I typed in haste" in answer.text
    assert int(answer.headers["Retry-After"]) > 0
