"""Ballots: thousands vote within seconds while others watch, on both databases. `python -m bench.ballots`.

From the tap to the answer that the ballot is in the box; ballots a second beside bare rows that last as long; and
whether rows, turnout and the sum of the choices are one number, and that of the answers.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from roundtable import create_app
from roundtable.core.db import db
from roundtable.voting.models import Ballot, Poll, RollEntry

from . import reckon
from .crowd import Crowd, Line, now
from .databases import POSTGRES, bare_postgres, bare_sqlite, postgres, url
from .house import Hall, build, settings
from .live import AT_ONCE, ENTER
from .machine import raise_file_limit
from .measure import Outcome, drain, timed
from .report import machine, milliseconds, progress, ratio, result

VOTERS, WATCHERS, SECONDS = 5000, 1000, 10.0
CHOICES = ("yes", "no", "abstain")


class Doorway(Crowd):
    """Lines of people who are about to vote: connected, and not in the room."""

    def _take(self, line: Line, said: bytes) -> None:
        if said.startswith(b"40/room,"):
            self._entered(line, {"ok": True, "seq": 0})
        else:
            super()._take(line, said)


@dataclass
class Count:
    """What became of the ballots."""

    sent: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    refused: list[Any] = field(default_factory=list)
    last: float = 0.0

    def hear(self, sent: float, answer: dict[str, Any], at: float) -> None:
        """An answer."""
        self.last = at
        if answer["ok"]:
            self.took.append(at - sent)
        else:
            self.refused.append(answer)

    @property
    def is_over(self) -> bool:
        """Whether everybody has an answer."""
        return len(self.took) + len(self.refused) == len(self.sent)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=VOTERS)
    parser.add_argument("--watchers", type=int, default=WATCHERS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="within which all tap")
    asked = parser.parse_args()
    result(measure(asked.voters, asked.watchers, asked.seconds))


def measure(voters: int = VOTERS, watchers: int = WATCHERS, seconds: float = SECONDS) -> dict[str, Any]:
    """On SQLite, and on PostgreSQL where Debian's is installed."""
    raise_file_limit()
    said = machine() | {"voters": voters, "watchers": watchers, "seconds": seconds}
    for name, place in {"sqlite": sqlite, **({"postgresql": grown} if POSTGRES.exists() else {})}.items():
        with place() as (folder, more, bare):
            progress(f"{name}: {voters} take their seats ...")
            hall = build(folder, voters, more)
            floor = bare(min(voters, 2000))
            house = vote(hall, min(watchers, voters), seconds)
            cost = ratio(floor, house["ballots_per_second"])
            said[name] = {"bare_rows_per_second": round(floor), "house": house, "times_the_floor": cost}
    return said


Place = Iterator[tuple[Path, dict[str, str], Callable[[int], float]]]


@contextmanager
def sqlite() -> Place:
    """A house's own SQLite."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder), {}, lambda rows: bare_sqlite(Path(folder), rows)


@contextmanager
def grown() -> Place:
    """A PostgreSQL that writes through."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, postgres(Path(folder) / "pg") as cluster:
        yield Path(folder), {"DATABASE_URL": url(cluster)}, lambda rows: bare_postgres(cluster, rows)


def vote(hall: Hall, watchers: int, seconds: float) -> dict[str, Any]:
    """Open a secret poll of the seated, have them all tap at an even pace, close it, count."""
    with hall.open() as served:
        room, door = Crowd(served.port), Doorway(served.port)
        host = room.join([hall.host], ENTER, 1)[0]
        room.join(hall.residents[:watchers], ENTER, AT_ONCE)
        lines = door.join(hall.residents, {}, AT_ONCE)
        say = Host(room, door, host).say
        poll = f"poll:{say('poll.draft', question='Shall there be a lift?', secrecy='secret')}"
        say("poll.open", on=poll)
        progress("They vote ...")
        with timed(served.pid) as window:
            count = Count()
            began = now()
            tap(room, door, lines, count, poll, seconds)
        say("poll.close", on=poll)
        room.drop()
        door.drop()
    return {
        "answered": len(count.took),
        "refused": len(count.refused),
        "lines_lost": door.gone + room.gone,
        "tap_to_answer_ms": milliseconds(count.took),
        "all_answered_s": round(count.last - began, 2),
        "ballots_per_second": round(len(count.took) / (count.last - began), 1),
        "cpu_ms_per_ballot": round(window.server * 1000 / len(lines), 2),
        "generator": reckon.generator(Outcome(window, late=count.late), len(lines)),
        **rows(hall, poll),
    }


def tap(room: Crowd, door: Crowd, lines: list[Line], count: Count, poll: str, seconds: float) -> None:
    """Each at their moment; read on until all are answered."""
    began, pace = now(), seconds / len(lines)
    for number, line in enumerate(lines):
        while (left := began + number * pace - now()) > 0:
            door.turn(min(left, 0.002))
            room.turn(0)
        count.late.append(-left)
        cast(door, line, count, poll, CHOICES[number % len(CHOICES)])

    def is_over() -> bool:
        room.turn(0)
        return count.is_over

    drain(door, is_over, more=120)


def cast(door: Crowd, line: Line, count: Count, poll: str, choice: str) -> None:
    """One ballot."""
    sent = now()
    count.sent.append(sent)
    said = {"key": secrets.token_hex(16), "action": "ballot.cast", "on": poll, "fields": {"choice": choice}}
    door.ask(line, "act", said, lambda answer, at: count.hear(sent, answer, at))


@dataclass
class Host:
    """Who asks; while they wait for an answer the voters' lines are read too, or the house takes them for dead."""

    room: Crowd
    door: Crowd
    line: Line

    def say(self, action: str, on: str = "", **fields: str) -> Any:
        """The host does something; what came of it. Raises RuntimeError."""
        heard: list[dict[str, Any]] = []
        message = {"key": secrets.token_hex(16), "action": action, "fields": fields, **({"on": on} if on else {})}
        self.room.ask(self.line, "act", message, lambda answer, _at: heard.append(answer))

        def is_heard() -> bool:
            self.door.turn(0)
            return bool(heard)

        drain(self.room, is_heard)
        if not heard or not heard[0]["ok"]:
            raise RuntimeError(f"{action}: {heard}")
        return heard[0]["result"]


def rows(hall: Hall, poll: str) -> dict[str, Any]:
    """What the database holds of it."""
    app, number = create_app(settings(hall.home) | dict(hall.more)), int(poll.partition(":")[2])
    with app.app_context():
        box = select(func.count()).select_from(Ballot).where(Ballot.poll_id == number)
        turnout = select(func.count()).select_from(RollEntry).where(RollEntry.poll_id == number, RollEntry.voted)
        found = {"rows": db.session.scalar(box), "turnout": db.session.scalar(turnout)}
        count = db.session.get_one(Poll, number).count
        found["sum"] = count.yes + count.no + count.abstain
        db.session.remove()
        db.engine.dispose()
    return found


if __name__ == "__main__":
    main()
