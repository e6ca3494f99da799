"""Does what time does and sends what is to be mailed: in the process that serves by default, or in ones of its own.

Several do no harm: an act has a key that is the same for all, and a mail is taken by one. A worker that is killed
leaves nothing half done; what it had in hand is found again by the next look.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Flask

from roundtable.core import clock
from roundtable.core.actions import perform
from roundtable.core.errors import Refused
from roundtable.core.unit_of_work import SYSTEM, reading
from roundtable.notifications import post
from roundtable.policy import Action
from roundtable.timetable import CHORES, TIMETABLE, Due

log = logging.getLogger(__name__)
EVERY = 1.0  # seconds between looks: a few queries by an index
REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)  # for what failed: doubled each time
LONGEST_SILENCE = timedelta(minutes=5)  # when a mail server is asked again


@dataclass
class Rests:
    """What failed and is let rest, so that it neither fills the log nor keeps others from their turn."""

    until: dict[str, datetime] = field(default_factory=dict)
    span: dict[str, timedelta] = field(default_factory=dict)

    def fails(self, what: str, now: datetime, longest: timedelta = LONGEST_REST) -> None:
        """Let it rest, longer each time."""
        self.span[what] = min(self.span.get(what, REST / 2) * 2, longest)
        self.until[what] = now + self.span[what]

    def succeeds(self, what: str) -> None:
        """Forget that it ever failed."""
        self.until.pop(what, None)
        self.span.pop(what, None)

    def holds(self, what: str, now: datetime) -> bool:
        """Whether it rests."""
        return self.until.get(what, now) > now


def sweep(
    now: datetime,
    limit: int = 100,
    rests: Rests | None = None,
    table: tuple[tuple[Due, Action], ...] = TIMETABLE,
) -> int:
    """Do all that is due by now; how many acts were tried. A failing one is logged and does not stop the others."""
    rests, tried = rests or Rests(), 0
    for due, action in table:
        with reading(SYSTEM, now) as uow:
            found = due(uow, limit + len(rests.until))
        for ref, since in found:
            if not rests.holds(f"{action} {ref}", now):
                tried += 1
                _do(action, ref, since, now, rests)
    return tried


def _do(action: Action, ref: str, since: datetime, now: datetime, rests: Rests) -> None:
    what = f"{action} {ref}"
    try:
        perform(action, ref, {}, SYSTEM, f"{action}@{ref}@{since.isoformat()}", now)
        rests.succeeds(what)
    except Refused as no:  # somebody was faster, mostly
        log.info("%s: %s", what, no.reason)
        rests.fails(what, now)
    except Exception:
        log.exception("%s", what)
        rests.fails(what, now)


def post_round(rests: Rests, now: datetime) -> None:
    """Send what is due, unless the mail server could not be reached a moment ago."""
    if rests.holds("mail", now):
        return
    try:
        post.deliver()
        rests.succeeds("mail")
    except post.Unreachable as fault:
        log.warning("the mail server is out of reach, mails wait: %s", fault)
        rests.fails("mail", now, LONGEST_SILENCE)


def run(app: Flask, stop: threading.Event) -> None:
    """Until stopped."""
    rests = Rests()
    while not stop.wait(EVERY):
        with app.app_context():
            look(rests, clock.now())


def look(rests: Rests, now: datetime) -> None:
    """One round. What goes wrong in one part does not stop the others, and never the worker."""
    parts: tuple[Callable[[], object], ...] = (
        lambda: sweep(now, rests=rests),
        lambda: sweep(now, rests=rests, table=CHORES),
        lambda: post_round(rests, now),
    )
    for part in parts:
        try:
            part()
        except Exception:
            log.exception("a round of the worker failed; the next one looks again")
