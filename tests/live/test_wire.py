"""The wire (docs/live-protocol.md), as any Socket.IO client meets it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import g
from flask_socketio import SocketIOTestClient

from roundtable.live.server import socketio
from tests.cast import TABLE
from tests.world import World

ORIGIN = {"Origin": "http://localhost"}


class Line:
    """A socket of one of the cast."""

    def __init__(self, world: World, who: str = "visitor", origin: dict[str, str] = ORIGIN) -> None:
        g.pop("_login_user", None)
        self.socket: SocketIOTestClient = socketio.test_client(
            world.app, "/room", flask_test_client=world.client(who), headers=origin
        )

    def say(self, event: str, message: Any) -> dict[str, Any]:
        """Say something and wait for the answer."""
        g.pop("_login_user", None)
        answer: dict[str, Any] = self.socket.emit(event, message, namespace="/room", callback=True)
        return answer


def test_a_snapshot_is_what_stands_on_the_page(world: World) -> None:
    answer = Line(world).say("enter", {"topic": TABLE, "after": 0, "lang": "en"})
    assert (answer["ok"], answer["mode"]) == (True, "snapshot")
    assert answer["seq"] == len(world.entries())
    assert "When will the lift come?" in answer["parts"]["comment-1"]
    assert answer["figures"]["comment-1-support"] == 0


def test_who_was_away_hears_what_was_touched(world: World) -> None:
    seen = len(world.entries())
    world.comment("Said while you slept")
    answer = Line(world).say("enter", {"topic": TABLE, "after": seen, "lang": "zh"})
    assert (answer["mode"], list(answer["parts"])) == ("catch_up", ["comment-2"])


def test_a_program_gets_entries_instead_of_parts(world: World) -> None:
    seen = len(world.entries())
    world.comment("For programs too")
    answer = Line(world).say("enter", {"topic": TABLE, "after": seen, "as": "json"})
    assert [(e["seq"], e["action"], e["touched"]) for e in answer["entries"]] == [
        (seen + 1, "comment.post", ["comment:2"])
    ]


def test_the_answer_to_an_act_says_where_it_stands(world: World) -> None:
    line = Line(world, "resident")
    line.say("enter", {"topic": TABLE, "after": 0})
    act = {"action": "comment.post", "key": "1", "fields": {"body": "By wire", "kind": "view"}}
    assert line.say("act", act) == {"ok": True, "topic": TABLE, "seq": len(world.entries()), "result": 2}


def test_a_refusal_says_what_is_wrong_with_which_field_in_my_language(world: World) -> None:
    line = Line(world, "resident")
    line.say("enter", {"topic": TABLE, "after": 0, "lang": "en"})
    answer = line.say("act", {"action": "comment.post", "key": "1", "fields": {"body": "", "kind": "view"}})
    assert (answer["ok"], answer["status"], answer["reason"]) == (False, 422, "invalid")
    assert answer["fields"] == {"body": ["Write what you want to say first."]}


DEEP: Any = "a lift"
for _ in range(300):  # what the test's own client can still send
    DEEP = [DEEP]
HOSTILE: list[Any] = [
    None,
    5,
    "act",
    [],
    {},
    {"action": 5, "key": "1"},
    {"action": "comment.post", "key": {}, "fields": {}},
    {"action": "comment.post", "key": "1", "fields": []},
    {"action": "comment.post", "key": "1", "fields": {"body": {"a": [1, {"b": None}]}}},
    {"action": "comment.post", "key": "1", "fields": {"body": "\ud800", "kind": "view"}},
    {"action": "comment.post", "key": "1", "on": "comment:99999999999", "fields": {}},
    {"action": "comment.support", "key": "1", "on": "comment:abc", "fields": {}},
    {"action": "no.such", "key": "1", "fields": {}},
    {"action": "comment.post", "key": "\0", "on": TABLE, "fields": {"body": "A lift", "kind": "view"}},
    {"action": "comment.post", "key": "\ud800", "on": TABLE, "fields": {"body": "A lift", "kind": "view"}},
    {"action": "comment.post", "key": "1", "on": "consultation:\0", "fields": {}},
    {"action": "comment.post", "key": "1", "on": "consultation:\ud800", "fields": {}},
    {"action": "comment.post", "key": "1", "on": TABLE, "fields": {"body": DEEP}},
    {"action": "ballot.cast", "key": "k" * 201, "on": "poll:1", "fields": {"choice": "yes"}},
    {"topic": "consultation:\0", "after": 0},
    {"action": "seat.take", "key": "k" * 40, "fields": {"name": "x"}},
]


@pytest.mark.parametrize("message", HOSTILE, ids=range(len(HOSTILE)))
def test_nonsense_is_refused_in_words(world: World, message: Any) -> None:
    line = Line(world, "resident")
    for event in ("enter", "act"):
        answer = line.say(event, message)
        assert answer["ok"] is False
        assert answer["message"]
        assert 400 <= answer["status"] < 500


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_another_sites_page_gets_no_line(world: World, origin: str) -> None:
    assert not Line(world, "resident", {"Origin": origin}).socket.is_connected("/room")


def test_the_desk_is_not_for_everybody(world: World) -> None:
    enter = {"topic": TABLE, "after": 0, "surface": "desk"}
    assert Line(world, "resident").say("enter", enter)["status"] == 403
    assert Line(world, "convener").say("enter", enter)["ok"] is True


@pytest.mark.parametrize("topic", ["comment:1", "poll:1", "seat:1", "commitment:01", "consultation:tableb"])
def test_only_what_has_a_record_of_its_own_has_a_room_and_one_alone(world: World, topic: str) -> None:
    assert Line(world, "resident").say("enter", {"topic": topic, "after": 0})["status"] == 404
    assert Line(world, "resident").say("enter", {"topic": "commitment:1", "after": 0})["ok"] is True
