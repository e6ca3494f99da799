"""Somebody of the demo at a table over the wire, as any Socket.IO program is: what they heard, what they were told."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import pytest
import socketio

ROOM = "/room"
PATIENCE = 15.0  # seconds until a test gives up waiting


def post(url: str, path: str, cookie: str = "", **fields: str) -> str:
    """Post a form to the house at `url`; the cookie that its answer sets, or the one given."""
    said = urlencode({"key": secrets.token_hex(16)} | fields)
    kind = "application/x-www-form-urlencoded"
    line = HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
    with closing(line):
        line.request("POST", path, said, {"Origin": url, "Cookie": cookie, "Content-Type": kind})
        answer = line.getresponse()
        assert answer.status < HTTPStatus.BAD_REQUEST, answer.read().decode()
        return "; ".join(kept.partition(";")[0] for kept in answer.headers.get_all("Set-Cookie", [])) or cookie


def cookie_of(url: str, who: str) -> str:
    """What signs a browser in as one of the demo's people."""
    return post(url, f"/demo/be/{who}")


class Online:
    """A line to the house. `packets`: all that came, oldest first; `figures`: as they were last told."""

    def __init__(self, url: str, cookie: str = "") -> None:
        self.url, self.cookie = url, cookie
        self.packets: list[dict[str, Any]] = []
        self.figures: dict[str, int] = {}
        self.mine: dict[str, Any] = {}
        self.dropped = threading.Event()
        self._news = threading.Condition()
        self.line = socketio.Client(reconnection=False)
        self.line.on("packet", self._packet, namespace=ROOM)
        self.line.on("mine", self._mine, namespace=ROOM)
        self.line.on("disconnect", lambda *_why: self.dropped.set(), namespace=ROOM)

    def connect(self) -> Self:
        """Open the line."""
        self.line.connect(
            self.url,
            headers={"Cookie": self.cookie},
            namespaces=[ROOM],
            transports=["websocket"],
            wait_timeout=PATIENCE,
        )
        self.socket = self.line.eio.ws
        return self

    def enter(self, topic: str, after: int = 0, **more: Any) -> dict[str, Any]:
        """Go into a room; its answer."""
        answer = self.call("enter", {"topic": topic, "after": after, "lang": "en", **more})
        self.figures |= answer.get("figures", {})
        self.mine |= answer.get("mine", {})
        return answer

    def act(self, action: str, on: str | None = None, key: str = "", **fields: Any) -> dict[str, Any]:
        """Do something; its answer."""
        message = {"action": action, "key": key or secrets.token_hex(16), "fields": fields}
        return self.call("act", message | ({"on": on} if on else {}))

    def call(self, event: str, message: Any) -> dict[str, Any]:
        """Say it, and wait for the answer."""
        answer: dict[str, Any] = self.line.call(event, message, namespace=ROOM, timeout=PATIENCE)
        return answer

    def wait(self, until: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        """Whether it came to that in time."""
        with self._news:
            return self._news.wait_for(until, seconds)

    def hears(self, words: str, seconds: float = PATIENCE) -> bool:
        """Whether a part in which these words stand came."""
        return self.wait(lambda: words in str([packet["parts"] for packet in self.packets]), seconds)

    def close(self) -> None:
        """Go. A line that was cut from there leaves its socket open, which nobody else closes."""
        self.line.disconnect()
        self.socket.shutdown()

    def _packet(self, packet: dict[str, Any]) -> None:
        with self._news:
            self.packets.append(packet)
            self.figures |= packet["figures"]
            self._news.notify_all()

    def _mine(self, mine: dict[str, Any]) -> None:
        with self._news:
            self.mine |= mine
            self._news.notify_all()


Connect = Callable[..., Online]


@pytest.fixture
def online() -> Iterator[Connect]:
    """Opens lines: online(house.url, "resident"), or with a cookie; nobody's without. Closed after the test."""
    with ExitStack() as lines:

        def connect(url: str, who: str = "", cookie: str = "") -> Online:
            line = Online(url, cookie_of(url, who) if who else cookie).connect()
            lines.callback(line.close)
            return line

        yield connect
