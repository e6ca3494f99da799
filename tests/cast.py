"""The people of the tests and their table, built by actions. One of each role; more where a story needs them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from roundtable.core import uploads
from roundtable.core.things import HOUSE
from roundtable.demo.stage import Stage
from roundtable.policy import Action

NOW = datetime(2024, 3, 4, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Shanghai
TABLE = "consultation:TABLEB"
PROMISE = "commitment:1"

ACCOUNTS = {
    "resident": "Luo",
    "neighbour": "Xiong",
    "host": "Yu Min",
    "recorder": "Hu Jing",
    "convener": "Wan Ling",
    "officer": "Liu Jianping",
    "colleague": "Hu Qiang",
    "verifier": "Zhang Wen",
    "supervisor": "Shen Lan",
    "admin": "Zhang Yong",
    "stranger": "Tu",  # an account, and nothing more
    "head": "Yu Hai",
}


def play(stage: Stage) -> None:
    """Set the scene: everybody is somebody somewhere, and TABLEB is open with two residents at it."""
    _house(stage)
    for slug, name in ACCOUNTS.items():
        stage.person(slug, name)
    stage.grant("convener", "convener", "street")
    stage.grant("host", "host", "street")
    stage.grant("recorder", "recorder", "street")
    stage.grant("officer", "officer", "works")
    stage.grant("colleague", "officer", "works")
    stage.grant("verifier", "verifier", "market")
    stage.grant("supervisor", "supervisor", "inspection")
    stage.grant("admin", "admin")
    stage.grant("head", "head", "works")
    _homes(stage)
    _table(stage)
    _promise(stage)


def _house(stage: Stage) -> None:
    bodies = {"street": None, "works": "street", "market": None, "inspection": None}
    for slug, parent in bodies.items():
        number = stage.bodies[parent] if parent else None
        stage.bodies[slug] = stage.act("system", Action.ORGANISATION_ADD, HOUSE, name=slug, parent_id=number)


def _homes(stage: Stage) -> None:
    """A block with three homes; nobody on the register in the third."""
    stage.place("block", "building", "Block 3")
    for home, who in (("101", "resident"), ("102", "neighbour"), ("103", "")):
        stage.place(home, "unit", home, "block")
        if who:
            stage.grant(who, "resident", place=home)


def _table(stage: Stage) -> None:
    when = (stage.now + timedelta(hours=9)).strftime("%Y-%m-%dT%H:%M")  # in an hour, on the clock in Shanghai
    on = f"organisation:{stage.bodies['street']}"
    said = {"title": "The lift", "matter": "No lift for the fifth floor", "address": "Block 3", "starts_at": when}
    offices = {"host_id": stage.people["host"], "recorder_id": stage.people["recorder"]}
    stage.act("convener", Action.CONSULTATION_DRAFT, on, code="TABLEB", **said, **offices)
    stage.act("convener", Action.CONSULTATION_ANNOUNCE, TABLE, reason="The lift stands still since yesterday")
    stage.act("host", Action.CONSULTATION_OPEN, TABLE)
    for who in ("resident", "neighbour"):
        stage.act(who, Action.SEAT_TAKE, TABLE, name=who)
    stage.act("resident", Action.COMMENT_POST, TABLE, kind="question", body="When will the lift come?")
    _spoken(stage)
    _vote(stage)
    _settled(stage)


def _settled(stage: Stage) -> None:
    said = {"words": "A lift will be asked for", "decided_by": "Everybody at the table", "why": "Four floors of stairs"}
    stage.act("recorder", Action.DECISION_RECORD, TABLE, **said, reached="agreement")
    stage.act("convener", Action.TIMELINE_ADD, TABLE, words="The office answers", day="2024-03-18")
    stage.act("recorder", Action.MINUTES_DRAFT, TABLE)


def _promise(stage: Stage) -> None:
    """A statement that answers the comment, and the commitment made of it: accepted, with more time asked for."""
    owner = f"{stage.people['officer']}-{stage.bodies['works']}"
    said: dict[str, Any] = {
        "outcome": "The lift runs",
        "place": "Block 3, Entrance 1",
        "test": "A ride from floor 1 to 6",
    }
    said |= {"owner": owner, "due": "2024-06-30", "place_id": stage.places["block"]}
    words = {"words": "As soon as possible", "said_by": "Liu Jianping, works office", "comment": "comment:1"}
    stage.act("recorder", Action.STATEMENT_RECORD, TABLE, **words)
    stage.act("recorder", Action.COMMITMENT_PROPOSE, "statement:1", **said)
    stage.act("recorder", Action.MILESTONE_ADD, PROMISE, name="Work starts", due="2024-04-15")
    stage.act("officer", Action.COMMITMENT_ACCEPT, PROMISE)
    asked = {"reason": "The shaft is late", "due": "2024-07-15", "photo": photo()}
    stage.act("officer", Action.EXTENSION_ASK, PROMISE, **asked)


def photo(words: str = "photo") -> str:
    """The name of a kept photo: what is in it is tested where photos are read."""
    return uploads.keep(words.encode())


def _spoken(stage: Stage) -> None:
    """A hand and a turn. It ends at once, so it was a slip, and nobody has spoken yet."""
    stage.act("resident", Action.HAND_RAISE, TABLE)
    stage.act("host", Action.TURN_CALL, TABLE)
    stage.act("host", Action.TURN_END, "turn:1")


def _vote(stage: Stage) -> None:
    """An open question to the two who sit there."""
    asked = stage.act("convener", Action.POLL_DRAFT, TABLE, question="Shall there be a lift?")
    stage.act("host", Action.POLL_OPEN, f"poll:{asked}")
