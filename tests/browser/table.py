"""A table whose server does what a test tells it: answers late, twice, never, in the wrong order.

It speaks the wire of docs/live-protocol.md and draws with the house's own components.
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask, render_template
from flask_socketio import SocketIO, join_room

Answer = dict[str, Any]
WORDS = ["My", "knees", "are", "bad", "and", "I", "live", "on", "the", "fifth", "floor"]


class Table:
    """What is said, who did what, and how the server misbehaves just now."""

    def __init__(self, app: Flask, wire: SocketIO) -> None:
        self.app, self.wire, self.lock = app, wire, threading.RLock()
        self.reset()
        wire.on_event("enter", self.enter, namespace="/room")
        wire.on_event("act", self.act, namespace="/room")
        wire.start_background_task(self.beat)

    def reset(self, count: int = 60) -> None:
        """A fresh table with `count` comments, well behaved."""
        with self.lock:
            self.comments = {n: said(n) for n in range(1, count + 1)}
            self.seq, self.next, self.done = 1, 1001, dict[str, Answer]()
            self.acts, self.entered = list[Answer](), list[Answer]()
            self.mode: Answer = {}
            self.sets: dict[str, list[str]] = {"own": [], "supports": []}

    def set_mode(self, **how: Any) -> None:
        """How the server misbehaves from now on."""
        self.mode.update(how)

    # ---- what is drawn

    def part(self, number: int) -> str:
        """A comment as everybody gets it."""
        with self.app.test_request_context():
            return render_template("_said.html", it=self.comments[number], mine=None)

    def add(self, count: int) -> None:
        """So many more are said by others, all in one packet."""
        with self.lock:
            new = range(self.next, self.next + count)
            self.next += count
            self.comments |= {n: said(n) for n in new}
        self.push({f"comment-{n}": self.part(n) for n in new})

    def shown(self, before: int | None, most: int) -> list[dict[str, Any]]:
        """The newest comments before a number."""
        return [c for n, c in sorted(self.comments.items()) if before is None or n < before][-most:]

    def add_unheard(self, count: int) -> None:
        """The same, but the packet gets lost."""
        with self.lock:
            for _ in range(count):
                self.comments[self.next] = said(self.next)
                self.next += 1
            self.seq += 1

    def redraw(self, number: int, now: Answer) -> None:
        """A comment changes and is pushed."""
        self.comments[number].update(now)
        self.push({f"comment-{number}": self.part(number)})

    def ballot(self, n: int, extra: bool) -> None:
        """The open ballot is drawn again; so many have voted."""
        with self.app.test_request_context():
            html = render_template("_ballot.html", n=n, extra=extra)
        self.push({"ballot-1": html})

    # ---- the wire

    def enter(self, said_: Answer) -> Answer | None:
        """Into the room."""
        with self.lock:
            self.entered.append(said_)
            if self.mode.get("mute"):
                time.sleep(60)
            if self.mode.get("refuse"):
                return {"ok": False, "status": 403, "reason": "forbidden", "message": "Not for you.", "fields": {}}
            join_room("table")
            answer = {"ok": True, "seq": self.seq, "sent_at": now_ms(), "figures": {}, "mine": self.sets}
            if self.mode.get("snapshot"):
                return answer | {"mode": "snapshot"}
            missed = list(self.comments)[-50:] if said_["after"] < self.seq else []
            return answer | {"mode": "catch_up", "parts": {f"comment-{n}": self.part(n) for n in missed}}

    def act(self, said_: Answer) -> Answer:
        """Do it once, whatever the line does with the answer."""
        with self.lock:
            mode = dict(self.mode)
            self.acts.append(said_)
            answer = self.done.get(said_["key"]) or self.perform(
                said_["action"], said_["key"], said_["fields"], said_.get("on")
            )
        if mode.get("lose_answer"):
            self.cut()
            time.sleep(2)
        time.sleep(mode.get("answer_after", 0))
        return answer

    def perform(self, action: str, key: str, fields: Answer, on: str | None) -> Answer:
        """comment.post, comment.support, comment.unsupport; others just succeed."""
        if action == "comment.post":
            if wrong := refused(fields):
                return wrong
            number, self.next = self.next, self.next + 1
            self.comments[number] = said(number) | {"body": fields["body"], "support": 0}
            self.sets["own"].append(f"comment-{number}")
        elif action.startswith("comment.") and on:
            number = int(on.partition(":")[2])
            self.comments[number]["support"] += 1 if action == "comment.support" else -1
            self.sets["supports"] = [f"comment-{number}"] if action == "comment.support" else []
        else:
            number = 0
        answer = {"ok": True, "topic": "consultation:TABLEB", "seq": self.seq + 1, "result": number}
        self.done[key] = answer
        parts = {f"comment-{number}": self.part(number)} if number else {}
        soon = self.mode.get("packet_after", 0.05)
        threading.Timer(soon, self.say_mine).start()
        threading.Timer(soon, self.push, [parts]).start()
        return answer

    def push(self, parts: Answer, after: int | None = None, figures: Answer | None = None) -> None:
        """One packet to everybody."""
        with self.lock:
            start, self.seq = self.seq if after is None else after, self.seq + 1
            upto = self.seq if after is None else after + 1
        packet: Answer = {"after": start, "upto": upto, "topic": "consultation:TABLEB", "sent_at": now_ms()}
        packet |= {"parts": parts, "figures": figures or {}}
        self.wire.emit("packet", packet, to="table", namespace="/room")

    def say_mine(self) -> None:
        """The personal message."""
        self.wire.emit("mine", {"topic": "consultation:TABLEB", **self.sets}, to="table", namespace="/room")

    def beat(self) -> None:
        """A word every 5 s."""
        while True:
            self.wire.sleep(5)
            if not self.mode.get("mute"):
                self.wire.emit("beat", {"sent_at": now_ms()}, to="table", namespace="/room")

    def cut(self) -> None:
        """Every line breaks."""
        engine = self.wire.server.eio
        for sid in list(engine.sockets):
            engine.sockets[sid].close(wait=False, abort=True)

    def throw_out(self) -> None:
        """Everybody is shown the door, politely."""
        server = self.wire.server
        for sid, _ in list(server.manager.get_participants("/room", "table")):
            server.disconnect(sid, namespace="/room")


def said(number: int) -> dict[str, Any]:
    """A comment, always the same for its number."""
    at = datetime(2023, 11, 19, 6, number % 60, tzinfo=UTC)
    body = f"{' '.join(WORDS[: 4 + number * 7 % 8] * 2)} ({number})"
    return {
        "number": number,
        "id": f"comment-{number}",
        "seat": number % 40 + 1,
        "body": body,
        "support": number % 30,
        "at": at,
    }


def refused(fields: Answer) -> Answer | None:
    """What the server says of words it does not take."""
    body = fields.get("body", "").strip()
    words = (
        "Write what you want to say." if not body else "That word is not for this table." if "badword" in body else ""
    )
    if not words:
        return None
    return {
        "ok": False,
        "status": 422,
        "reason": "invalid",
        "message": "Not sent: one thing to mend.",
        "fields": {"body": [words]},
    }


def now_ms() -> int:
    """The server's clock."""
    return int(time.time() * 1000)
