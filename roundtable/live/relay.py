"""What one process says moved, said to the others by Redis: those that serve, and those that only work.

It is a hint and no queue. What is said while Redis is away is lost: rooms find out by the broadcaster's own slow look
at the log, and who may still be in them is looked at every few seconds, since no line was dropped by another's word.
"""

from __future__ import annotations

import json
import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

import redis

from roundtable.core.actions import News
from roundtable.core.unit_of_work import Actor

log = logging.getLogger(__name__)
CHANNEL = "roundtable:news"
MOST_UNSAID = 10_000  # hints kept while Redis does not answer; those beyond are lost, as hints may be
PATIENCE = 5.0  # seconds: for a connection, and between looks at whether to stop
REST = 1.0  # seconds between tries of a Redis that is away
LOOK = 10.0  # seconds between looks at what may have been missed, while it is away


class Relay:
    """Says this process's news and hears the others'."""

    def __init__(self, url: str) -> None:
        self.redis: redis.Redis = redis.Redis.from_url(
            url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, health_check_interval=int(PATIENCE)
        )
        self.origin = secrets.token_hex(8)
        self.unsaid: queue.Queue[News] = queue.Queue(MOST_UNSAID)

    def tell(self, news: News) -> None:
        """Have it said soon. Neither waits nor fails: the act is done."""
        try:
            self.unsaid.put_nowait(news)
        except queue.Full:
            log.warning("Redis takes no news; rooms elsewhere find out by their own look")

    def speak(self, stop: threading.Event) -> None:
        """Say what is to be said, until stopped."""
        while not stop.is_set():
            try:
                self.redis.publish(CHANNEL, written(self.unsaid.get(timeout=PATIENCE), self.origin))
            except queue.Empty:
                pass
            except redis.RedisError as fault:
                log.warning("Redis takes no news; rooms elsewhere find out by their own look: %s", fault)
                stop.wait(REST)

    def listen(self, heard: Callable[[News], None], missed: Callable[[], None], stop: threading.Event) -> None:
        """Hear the others until stopped. `missed`: called when the line is there anew, and now and then without one."""
        looked = 0.0
        while not stop.is_set():
            try:
                with self.redis.pubsub(ignore_subscribe_messages=True) as line:  # type: ignore[no-untyped-call]  # the library's
                    line.subscribe(CHANNEL)
                    missed()
                    self._hear(line, heard, stop)
            except redis.RedisError as fault:
                if time.monotonic() - looked >= LOOK:
                    log.warning("Redis is out of reach; rooms here find out by their own look: %s", fault)
                    looked = time.monotonic()
                    missed()
                stop.wait(REST)

    def _hear(self, line: Any, heard: Callable[[News], None], stop: threading.Event) -> None:
        while not stop.is_set():
            message = line.get_message(timeout=REST)
            news = read(message["data"], but_of=self.origin) if message else None
            if news:
                heard(news)


def written(news: News, origin: str) -> str:
    """News on the wire between processes: no words, only the names of what moved."""
    said = {
        "origin": origin,
        "topics": sorted(news.topics),
        "figures": sorted(news.figures),
        "theirs": sorted(news.theirs),
        "dropped": sorted(news.dropped),
        "actor": news.actor.id,
    }
    return json.dumps(said)


def read(text: bytes, but_of: str) -> News | None:
    """News as another process wrote it; None for this one's own, and for what cannot be read."""
    try:
        said = json.loads(text)
        if said["origin"] == but_of:
            return None
        return News(
            topics=frozenset(said["topics"]),
            figures=frozenset((topic, name) for topic, name in said["figures"]),
            actor=Actor(said["actor"]),
            theirs=frozenset((person, topic) for person, topic in said["theirs"]),
            dropped=frozenset(said["dropped"]),
        )
    except (ValueError, KeyError, TypeError) as fault:
        log.warning("another process says what this one does not understand: %s", fault)
        return None
