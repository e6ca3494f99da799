"""The floor of pages: Flask saying one word, in the server that the house has. `python -m bench.hello PORT`."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import socket  # noqa: E402 - gevent comes first, as in the house
import sys  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402


class Server(WSGIServer):
    """Head and body are two writes: unless told so, the system keeps the second back for 40 ms."""

    def handle(self, client: Any, address: Any) -> None:
        """One connection."""
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().handle(client, address)


def main() -> None:
    """Serve until ended."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "hello")
    Server(("127.0.0.1", int(sys.argv[1])), app, log=None).serve_forever()


if __name__ == "__main__":
    main()
