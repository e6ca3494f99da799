"""Work that would hold everybody up, done in a thread of its own where one loop serves all (gevent)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from gevent import monkey
from gevent.threadpool import ThreadPool

T = TypeVar("T")
AT_ONCE = 2  # a photo being read takes up to 150 MB; more at once and a small machine is out of memory


def apart(work: Callable[..., T], *given: object) -> T:
    """What `work(*given)` gives. It must not raise, nor ask for the request, the session or the reader's language."""
    if not monkey.is_module_patched("threading"):
        return work(*given)
    found: T = _pool().apply(work, given)
    return found


@lru_cache(maxsize=1)
def _pool() -> ThreadPool:
    return ThreadPool(AT_ONCE)
