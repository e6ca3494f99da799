"""One newcomer after the other, and everybody else in between.

When a hall comes back at once, thousands are ready for their next step, and the loop would do them all before it looks
at what the host says. A step behind a turnstile waits its turn, and gives way once before it is done.
"""

from __future__ import annotations

import threading
import time


class Turnstile:
    """`with turnstile:` around a step of somebody who comes in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()
        time.sleep(0)  # under gevent: the loop looks at all sockets, and who has something to say is heard

    def __exit__(self, *_exc: object) -> None:
        self._lock.release()
