"""How much of what one person, and one address, may do in a while. One function, `spend`, for both doors.

A hall of two hundred phones shares one address, and so do the thousands behind a mobile network: persons are counted
first and tightly, addresses generously, and a person over their own limit uses up nothing of the address's. Where
nobody is known yet, at sign-in and when a seat is taken by its code, the address is all there is to count, and wrong
codes are counted more tightly than right ones. Counts are kept in the process, or in Redis when several processes share
the work; while Redis is out of reach, each process counts for itself. `RATE_LIMITS=off` is for measuring.
"""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

import redis
from flask import Flask, Response, current_app, g, request, session
from flask_babel import lazy_ngettext as _ln

from roundtable.core.errors import TooMany
from roundtable.core.headers import SAFE_METHODS

log = logging.getLogger(__name__)

MINUTE = 60
MAX_KEYS = 100_000  # of some 150 bytes each: what a flood of addresses may take of the memory
REDIS_PATIENCE = 0.5  # seconds: a request waits no longer for a Redis that does not answer
REDIS_REST = 30  # seconds: so long nobody asks it again


@dataclass(frozen=True)
class Rule:
    """At most so many in so many seconds: for each person or account, and for each address. None: not counted."""

    each: tuple[int, int] | None
    address: tuple[int, int] | None


RULES = {
    "look": Rule(each=(600, MINUTE), address=(12_000, MINUTE)),
    "act": Rule(each=(90, MINUTE), address=(6_000, MINUTE)),
    # a photo costs half a second of computing
    "upload": Rule(each=(30, 10 * MINUTE), address=(600, 10 * MINUTE)),
    # `each` is the account somebody tries to sign in to, wherever they are
    "sign_in": Rule(each=(20, 15 * MINUTE), address=(100, 15 * MINUTE)),
    # every table is read, and every photo packed
    "data": Rule(each=(10, 15 * MINUTE), address=(100, 15 * MINUTE)),
    # each one fills somebody's letter box
    "mailed_link": Rule(each=(5, 15 * MINUTE), address=(100, 15 * MINUTE)),
    # a whole hall takes its seats within minutes; six letters are 300 million codes, so guessing needs many wrong ones
    "take_seat": Rule(each=None, address=(600, 10 * MINUTE)),
    "wrong_code": Rule(each=None, address=(60, 10 * MINUTE)),
}
UNCOUNTED = ("/static/", "/healthz", "/readyz")


class Enough(TooMany):
    """A limit is reached. `retry_after`: seconds until there is room again."""

    def __init__(self, retry_after: float) -> None:
        super().__init__()
        self.retry_after = max(1, math.ceil(retry_after))
        minutes = math.ceil(self.retry_after / MINUTE)
        if minutes > 1:
            self.message = _ln(
                "That was a lot at once. Wait %(num)d minute, then send it again.",
                "That was a lot at once. Wait %(num)d minutes, then send it again.",
                minutes,
            )


@dataclass
class Here:
    """Counts in this process."""

    windows: dict[str, tuple[float, int]] = field(default_factory=dict)
    tidied: float = 0

    def add(self, key: str, seconds: int, amount: int) -> tuple[int, float]:
        """Count, and say how many that makes and in how many seconds the window ends. Adding 0 only looks."""
        now = time.monotonic()
        ends, count = self.windows.get(key, (0.0, 0))
        if ends <= now:
            ends, count = now + seconds, 0
        if amount:
            self.windows[key] = (ends, count + amount)
            self._tidy(now)
        return count + amount, ends - now

    def _tidy(self, now: float) -> None:
        if now - self.tidied > MINUTE:
            self.tidied = now
            self.windows = {key: window for key, window in self.windows.items() if window[0] > now}
        if len(self.windows) > MAX_KEYS:
            self.windows.clear()  # everybody starts anew: the lesser evil


class Shared:
    """Counts in Redis, for all processes."""

    def __init__(self, url: str) -> None:
        self.redis: redis.Redis = redis.Redis.from_url(
            url, socket_timeout=REDIS_PATIENCE, socket_connect_timeout=REDIS_PATIENCE
        )

    def add(self, key: str, seconds: int, amount: int) -> tuple[int, float]:
        """As in `Here`. Raises RedisError."""
        name = f"roundtable:limit:{key}"
        with self.redis.pipeline(transaction=True) as pipe:
            pipe.set(name, 0, ex=seconds, nx=True)
            pipe.incrby(name, amount)
            pipe.pttl(name)
            _, count, left = pipe.execute()
        return int(count), max(int(left), 0) / 1000


class Limits:
    """The counts of a house, with those of this process for the time when Redis is out of reach."""

    def __init__(self, redis_url: str | None = None, *, on: bool = True) -> None:
        self.on = on
        self.here = Here()
        self.shared = Shared(redis_url) if redis_url else None
        self.ask_again_at = 0.0

    def spend(self, rule: str, who: str, address: str, amount: int = 1) -> None:
        """Count an act of `who`, "" for a stranger, at an address. Raises Enough; an amount of 0 only looks."""
        if not self.on:
            return
        for kind, whose, most in (("each", who, RULES[rule].each), ("address", address, RULES[rule].address)):
            if most is None or not whose:
                continue
            count, left = self._add(f"{rule}:{kind}:{whose}", most[1], amount)
            if count > most[0] or (not amount and count == most[0]):
                raise Enough(left)

    def _add(self, key: str, seconds: int, amount: int) -> tuple[int, float]:
        if self.shared and time.monotonic() >= self.ask_again_at:
            try:
                return self.shared.add(key, seconds, amount)
            except (redis.RedisError, OSError) as fault:
                self.ask_again_at = time.monotonic() + REDIS_REST
                log.warning("Redis is out of reach, limits are counted in this process: %s", fault)
        return self.here.add(key, seconds, amount)


def init_app(app: Flask) -> None:
    """Count every request at the HTTP door; actions at both doors call `spend` for themselves."""
    settings = app.config.get("SETTINGS")
    app.extensions["limits"] = Limits(
        settings.redis_url if settings else None, on=settings.rate_limits if settings else True
    )
    app.before_request(_count)
    app.after_request(_tell)


def spend(rule: str, account: str | None = None) -> None:
    """Count an act of the person at the door, or one aimed at an account. Raises Enough (a refusal, 429)."""
    _spend(rule, account, 1)


def check(rule: str) -> None:
    """Refuse without counting, when nothing is left of the rule: what is wrong is counted only afterwards."""
    _spend(rule, None, 0)


def person_at_the_door() -> str:
    """Whom the signed cookie names, "" for a stranger. The part before the dot outlives a new sign-in."""
    return str(session.get("_user_id") or "").partition(".")[0]


def address_at_the_door() -> str:
    """Where the request comes from. Of IPv6 the network, since every home has more addresses than can be counted."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""  # a local socket
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def _spend(rule: str, account: str | None, amount: int) -> None:
    limits: Limits = current_app.extensions["limits"]
    who = person_at_the_door() if account is None else account
    try:
        limits.spend(rule, who, address_at_the_door(), amount)
    except Enough as no:
        g.retry_after = no.retry_after
        raise


def _count() -> None:
    if request.method in SAFE_METHODS:
        if not request.path.startswith(UNCOUNTED):
            spend("look")
    elif request.blueprint != "do":  # an action's form counts for itself: refused, it keeps what was typed
        spend("act")


def _tell(response: Response) -> Response:
    """Programs wait as long as they are told."""
    if response.status_code == TooMany.status and "retry_after" in g:
        response.headers["Retry-After"] = str(g.retry_after)
    return response
