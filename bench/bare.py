"""The floor: a gevent program that does nothing but send the same bytes at the same times to as many sockets.

`python -m bench.bare TAPE PORT`. It speaks as much Socket.IO as its clients need, and remembers nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
from gevent.server import StreamServer

from roundtable.live.frames import GUID

from .crowd import framed
from .machine import raise_file_limit

WELCOME = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {}\r\n\r\n"
)
OPENED = framed(b'0{"sid":"-","upgrades":[],"pingInterval":600000,"pingTimeout":10000,"maxPayload":65536}')
JOINED = framed(b'40/room,{"sid":"-"}')
ASKED = re.compile(rb'42/room,(\d+)\["(\w+)"')


class Bare:
    """Its clients, as the functions that write to them."""

    def __init__(self, tape: list[tuple[float, str]]) -> None:
        self.tape = [(after, said.encode()) for after, said in tape]
        self.writers: dict[Any, Callable[[bytes], int]] = {}

    def serve(self, sock: Any, _address: Any) -> None:
        """One client, until it goes."""
        key = re.search(rb"Sec-WebSocket-Key: (\S+)", sock.recv(4096))
        if key is None:
            return
        accepted = base64.b64encode(hashlib.sha1(key[1] + GUID, usedforsecurity=False).digest()).decode()
        sock.sendall(WELCOME.format(accepted).encode() + OPENED)
        self.writers[sock] = sock._sock.send  # noqa: SLF001 - gevent has no public name for writing without waiting
        try:
            while said := sock.recv(4096):
                self.answer(sock, said)
        except OSError:
            pass
        finally:
            self.writers.pop(sock, None)

    def answer(self, sock: Any, said: bytes) -> None:
        """Say what the client waits for."""
        if b"40/room," in said:
            sock.sendall(JOINED)
        if asked := ASKED.search(said):
            begin = asked[2] == b"begin"
            done = {"ok": True, "seq": 0, "began": time.monotonic()}
            sock.sendall(framed(f"43/room,{asked[1].decode()}[{json.dumps(done)}]".encode()))
            if begin:
                gevent.spawn(self.play, done["began"])

    def play(self, began: float) -> None:
        """The tape."""
        for after, said in self.tape:
            gevent.sleep(max(0, began + after - time.monotonic()))
            frame = framed(said)
            for write in list(self.writers.values()):
                write(frame)


def main() -> None:
    """Serve until ended."""
    tape, port = Path(sys.argv[1]), int(sys.argv[2])
    raise_file_limit()
    bare = Bare(json.loads(tape.read_text(encoding="utf-8")))
    StreamServer(("127.0.0.1", port), bare.serve, backlog=4096).serve_forever()


if __name__ == "__main__":
    main()
