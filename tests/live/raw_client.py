"""A WebSocket client by hand, which can also do what no library would: send half a frame, or not read for a while."""

from __future__ import annotations

import json
import os
import socket
import time
from typing import Any, Self

from roundtable.live.frames import CONTROL_SIZE, PING, PONG, TEXT

PATIENCE = 20  # seconds until a test gives up waiting
HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # RFC 6455, 1.3


def masked(data: bytes, kind: int = TEXT, *, last: bool = True) -> bytes:
    """A client's frame."""
    mask = os.urandom(4)
    size = len(data)
    if size <= CONTROL_SIZE:
        head = bytes(((0x80 * last) | kind, 0x80 | size))
    else:
        wide, width = (0xFE, 2) if size < 1 << 16 else (0xFF, 8)
        head = bytes(((0x80 * last) | kind, wide)) + size.to_bytes(width, "big")
    return head + mask + bytes(byte ^ mask[k % 4] for k, byte in enumerate(data))


class RawClient:
    """One connection. As a context manager, it has entered the room."""

    def __init__(self, port: int, *, window: int | None = None, key: str = KEY) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE)
        if window:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        self.socket.connect(("127.0.0.1", port))
        self.socket.sendall(HANDSHAKE.format(port=port, key=key).encode())
        self.incoming = self.socket.makefile("rb")
        self.answer = b"".join(iter(self.incoming.readline, b"\r\n"))

    def __enter__(self) -> Self:
        self.say("40/room,")
        self.wait_for("40/room,")
        return self

    def __exit__(self, *_exc: object) -> None:
        self.incoming.close()
        self.socket.close()

    def say(self, text: str) -> None:
        """Send one packet."""
        self.send(masked(text.encode()))

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.socket.sendall(data)

    def frame(self) -> tuple[int, bytes]:
        """The next frame: its kind and what is in it; (-1, b"") when the server has hung up."""
        head = self.incoming.read(2)
        if len(head) < 2:
            return -1, b""
        assert head[0] & 0x80, "the server sends whole messages"
        assert not head[1] & 0x80, "a server does not mask"
        size = head[1] & 0x7F
        if size > CONTROL_SIZE:
            size = int.from_bytes(self.incoming.read(2 if size == 126 else 8), "big")
        data = self.incoming.read(size)
        assert len(data) == size, "a frame was cut in the middle"
        return head[0] & 0x0F, data

    def packet(self) -> str:
        """The next packet, with the server's own pings answered on the way. Raises EOFError when it has hung up."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            kind, data = self.frame()
            if kind == -1:
                raise EOFError("the server has hung up")
            if kind == TEXT and data == b"2":
                self.say("3")
            elif kind not in {PING, PONG}:
                return data.decode(errors="replace")
        raise TimeoutError("only pings came")

    def wait_for(self, beginning: str) -> str:
        """The next packet that begins so. Raises TimeoutError when it never comes."""
        until = time.monotonic() + PATIENCE
        while not (packet := self.packet()).startswith(beginning):
            if time.monotonic() > until:
                raise TimeoutError(f"no {beginning} came")
        return packet

    def ask(self, event: str, message: Any = None) -> Any:
        """Send an event and wait for its answer."""
        self.say(f'42/room,7["{event}",{json.dumps(message)}]')
        return json.loads(self.wait_for("43/room,7")[len("43/room,7") :])[0]

    def ticks(self, count: int) -> list[dict[str, Any]]:
        """The next so many broadcasts."""
        return [json.loads(self.wait_for("42/room,")[len("42/room,") :])[1] for _ in range(count)]
