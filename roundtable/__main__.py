"""The house as one process: `python -m roundtable`, with which `make run` ends."""

import errno
import os
import resource
import signal
import socket
import sys

import gevent
from flask import Flask
from gevent import monkey
from gevent.pywsgi import WSGIServer

from config import BadSetting, Settings
from roundtable import create_app, worker
from roundtable.core import logs
from roundtable.core.patience import Handler
from roundtable.house import prepare
from roundtable.live.server import quieten_collector, start, stopping

# a hall that reconnects at once: with gevent's own 128, 5,000 clients took 62 s to be back instead of 7
BACKLOG = 4096
# one open file a client
FILES = 65536
STOP_SECONDS = 1


def patched() -> None:
    """Begin anew under gevent, in this same process, unless it came first already.

    With -m, Python imports the package before this file, so that patching here would come after all that it concerns.
    """
    if not monkey.is_module_patched("socket"):
        os.execv(sys.executable, [sys.executable, "-m", "gevent.monkey", "--module", "roundtable"])  # noqa: S606


def main() -> int:
    """Prepare the house and serve it until told to stop. Returns 0; raises BadSetting where it cannot begin."""
    raise_file_limit()
    app = create_app()
    settings: Settings = app.config["SETTINGS"]
    logs.configure(production=settings.production)
    try:
        # taken before the house is prepared, so that of two started on one port only one touches the database
        with listen(settings.host, settings.port) as listener:
            prepare(app)
            serve(app, listener, settings)
    except KeyboardInterrupt:
        print()
    return 0


def serve(app: Flask, listener: socket.socket, settings: Settings) -> None:
    """Answer until SIGINT or SIGTERM, then let what is under way end for a moment."""
    server = WSGIServer(listener, app, log=None, handler_class=Handler)
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, server.stop)
    start(app)
    gevent.spawn(worker.run, app, stopping)
    quieten_collector()
    server.start()
    print(f"Roundtable is ready: {address(settings)}", flush=True)
    server.serve_forever(stop_timeout=STOP_SECONDS)
    stopping.set()


def listen(host: str, port: int) -> socket.socket:
    """The socket that people come to. Raises BadSetting where this machine does not give it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        match error.errno:
            case errno.EADDRINUSE:
                sentence = (
                    f"Port {port} is in use: stop what uses it, or choose another, as in PORT={port + 1} make run."
                )
            case errno.EACCES:
                sentence = f"Port {port} is kept for the system: choose one from 1024, as in PORT=5000 make run."
            case _:
                sentence = f"HOST is {host!r}, which is no address of this machine."
        raise BadSetting(sentence) from None
    # each line inherits it: an answer's head and body are two writes, and the second waited 40 ms for the browser's nod
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the house."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104  compared, not bound
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def raise_file_limit() -> None:
    """Take the open files that the system would give if asked."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


if __name__ == "__main__":
    patched()
    sys.exit(main())
