"""How long the one process waits for a browser: who says half a request and no more must not hold a line for ever.

gevent's own server waits without end. nginx, where it stands before the house, has such limits itself.
"""

from __future__ import annotations

from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler

HEAD = 60.0  # seconds until a request's head is whole, however its bytes come; so long a line is kept unused, too
BODY = 30.0  # seconds of silence while a form or a photo comes in
TAKEN = 300.0  # seconds for the browser to take a piece of an answer: a photo over the slowest of phones


class Handler(WSGIHandler):
    """One line to a browser. A live line sets its own limits once it is one (live/transport.py)."""

    def handle_one_request(self) -> Any:
        """One request and its answer. None, by which the line is closed, where none came whole in time."""
        self._late = gevent.Timeout.start_new(HEAD)
        try:
            return super().handle_one_request()
        except gevent.Timeout as late:
            if late is not self._late:
                raise
            return None
        finally:
            self._late.close()

    def read_request(self, raw_requestline: str) -> Any:
        """The head; from here on it is the answer that takes its time."""
        whole = super().read_request(raw_requestline)
        self._late.close()
        self.socket.settimeout(BODY)
        return whole

    def _sendall(self, data: bytes) -> None:
        self.socket.settimeout(TAKEN)
        super()._sendall(data)  # type: ignore[misc]  # its types leave it out
