"""A program of its own: a real gevent server with our transport, and a room that repeats what is said.

`python -m tests.live.transport_server PORT`. It pings every second, so that tests see several rounds,
and waits long for an answer, so that what leaks is not tidied away before a test looks.
"""

# ruff: noqa: E402 - gevent takes over the standard library before anybody imports it
from gevent import monkey

monkey.patch_all()

import gc
import sys
from pathlib import Path
from typing import Any

import greenlet
from flask import Flask
from flask_socketio import SocketIO
from prometheus_client.registry import REGISTRY

from roundtable.core import patience
from roundtable.live import transport

app = Flask(__name__)
socketio = SocketIO(
    app,
    async_mode="gevent",
    transports=["websocket"],
    manage_session=False,
    ping_interval=1,
    ping_timeout=60,
    max_http_buffer_size=65536,
    serve_client=False,
)


def post(message: dict[str, Any]) -> dict[str, Any]:
    """Tell everybody what one said, and how long it was."""
    socketio.emit("tick", message, namespace="/room")
    return {"ok": True, "length": len(message["text"])}


def flood(message: dict[str, Any]) -> dict[str, Any]:
    """Tell everybody so many numbered packets of such a size."""
    for number in range(message["count"]):
        socketio.emit("tick", {"number": number, "text": "漢" * message["size"]}, namespace="/room")
        socketio.sleep(message.get("pause", 0))
    return {"ok": True}


def counts(_message: Any = None) -> dict[str, int]:
    """What a leak would show up in."""
    gc.collect()
    return {
        "clients": len(socketio.server.eio.sockets),
        "files": sum(1 for _ in Path("/proc/self/fd").iterdir()),
        "greenlets": sum(isinstance(thing, greenlet.greenlet) and not thing.dead for thing in gc.get_objects()),
        "lines": sum(isinstance(thing, transport.FastWebSocket) for thing in gc.get_objects()),
        "cut": int(REGISTRY.get_sample_value("roundtable_slow_lines_cut_total") or 0),
    }


for handler in (post, flood, counts):
    socketio.on_event(handler.__name__, handler, namespace="/room")


if __name__ == "__main__":
    transport.install(socketio)
    patience.BODY = patience.TAKEN = 0.2  # what a form may pause must not bind a line that lives
    socketio.run(app, "127.0.0.1", int(sys.argv[1]), use_reloader=False, handler_class=patience.Handler)
