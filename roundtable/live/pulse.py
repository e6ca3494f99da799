"""Pings every client from one greenlet. engineio itself keeps a greenlet asleep for each, at some 10 kB."""

from __future__ import annotations

import logging
import time
from collections import deque

import gevent
from engineio.packet import PING, Packet
from engineio.socket import Socket

log = logging.getLogger(__name__)


class Pulse:
    """The clients that are to be pinged."""

    def __init__(self) -> None:
        self._due: deque[tuple[float, Socket]] = deque()  # all wait equally long, so who comes first is due first
        self._beats = False

    def add(self, client: Socket) -> None:
        """A client is to be pinged when the interval has gone by."""
        self._due.append((time.monotonic() + client.server.ping_interval, client))
        if not self._beats:
            self._beats = True
            gevent.spawn(self._beat)

    def _beat(self) -> None:
        while self._due:
            at, client = self._due.popleft()
            if (left := at - time.monotonic()) > 0:
                gevent.sleep(left)
            if not (client.closing or client.closed):
                _ping(client)
            del client  # one that has gone is not held until the next is due
        self._beats = False


class Ping:
    """A ping to come, as engineio starts one."""

    def __init__(self, pulse: Pulse, client: Socket) -> None:
        self._pulse, self._client = pulse, client

    def start(self) -> None:
        """Let it come."""
        self._pulse.add(self._client)


def _ping(client: Socket) -> None:
    """As engineio does it; a client at fault keeps no other from its ping."""
    try:
        client.last_ping = time.time()
        client.send(Packet(PING))
    except Exception:
        log.exception("a client cannot be pinged")
