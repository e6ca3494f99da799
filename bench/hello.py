"""The floor of pages: Flask saying one word, in the server that the house has. `python -m bench.hello PORT`."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402 - gevent comes first, as in the house

from flask import Flask  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402


def main() -> None:
    """Serve until ended."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "hello")
    WSGIServer(("127.0.0.1", int(sys.argv[1])), app, log=None).serve_forever()


if __name__ == "__main__":
    main()
