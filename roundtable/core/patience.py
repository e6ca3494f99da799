"""How long the one process waits for a browser: who says half a request and no more must not hold a line for ever.

And what a request's head may not be: one that two programs could read in two ways, of which one stands before us. Where
the one sees one request, the other would see two, and the second would come in another's name (RFC 9112, 5.1 and 6.3).

gevent's own server waits without end. nginx, where it stands before the house, has such limits itself.
"""

from __future__ import annotations

from email import errors
from email.message import Message
from http.client import HTTPException
from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler

HEAD = 60.0  # seconds until a request's head is whole, however its bytes come; so long a line is kept unused, too
BODY = 30.0  # seconds of silence while a form or a photo comes in
TAKEN = 300.0  # seconds for the browser to take a piece of an answer: a photo over the slowest of phones
NO_HEADER = (
    errors.MissingHeaderBodySeparatorDefect,
    errors.InvalidHeaderDefect,
    errors.FirstHeaderLineIsContinuationDefect,
)


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
        """The head; from here on it is the answer that takes its time. False, answered by 400, for one that is none."""
        try:
            whole = super().read_request(raw_requestline)
        except (ValueError, HTTPException):  # gevent would write a page about each into the log, with the address
            return False
        self._late.close()
        self.socket.settimeout(BODY)
        return whole and is_plain(self.headers)

    def _sendall(self, data: bytes) -> None:
        self.socket.settimeout(TAKEN)
        super()._sendall(data)  # type: ignore[misc]  # its types leave it out


def is_plain(head: Message) -> bool:
    """Whether a request's head says in one way only how long its body is, and no line of it is no header."""
    lengths, codings = head.get_all("Content-Length", []), head.get_all("Transfer-Encoding", [])
    # where Python's reader finds no header, it takes the rest for the body of a mail; it misses parts of one, too
    if any(isinstance(fault, NO_HEADER) for fault in head.defects) or any("\n" in value for value in head.values()):
        return False
    whole = all(length.isascii() and length.isdecimal() for length in lengths)
    return whole and len(lengths) <= 1 and [coding.lower() for coding in codings] in ([], ["chunked"])
