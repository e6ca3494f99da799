"""A storm: everybody's line drops and all come back at once, while the host goes on. `python -m bench.storm`.

Seconds until all are right again: each has entered and has what was said meanwhile. And what the host notices of it.
"""

from __future__ import annotations

import argparse
import json
import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import reckon
from .crowd import Crowd, Line, now
from .floors import floor, known
from .house import Hall, build
from .live import AT_ONCE, ENTER
from .machine import raise_file_limit
from .measure import Outcome, drain, heard, timed
from .report import machine, milliseconds, progress, ratio, result

RESIDENTS = 5000
PACE = 0.2  # seconds between the host's acts
QUIET = 3.0  # seconds of the host's acts before the storm, to compare with


class Host:
    """Somebody who goes on talking: their line, and how long each answer took."""

    def __init__(self, crowd: Crowd, line: Line) -> None:
        self.crowd, self.line, self.took = crowd, line, list[float]()
        self.said, self.next_at = 0, now()

    def go_on(self) -> None:
        """Say the next thing, if it is time."""
        if now() < self.next_at:
            return
        self.next_at, sent = now() + PACE, now()
        self.said += 1
        said = {"action": "comment.post", "fields": {"kind": "view", "body": f"I go on: {self.said}"}}
        self.crowd.ask(
            self.line, "act", {"key": secrets.token_hex(16), **said}, lambda _answer, at: self.hear(at - sent)
        )

    def hear(self, took: float) -> None:
        """An answer has come."""
        self.took.append(took)

    def answers(self) -> dict[str, Any]:
        """How long they took since this was asked before."""
        drain(self.crowd, lambda: len(self.took) >= self.said)
        took, self.took, self.said = self.took, [], 0
        return {"acts": len(took), **milliseconds(took)}


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=RESIDENTS)
    parser.add_argument("--seconds", type=float, default=QUIET, help="of quiet, before")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        result(measure(build(Path(folder), asked.residents), asked.residents, asked.seconds))


def measure(hall: Hall, size: int = RESIDENTS, quiet: float = QUIET) -> dict[str, Any]:
    """The house, and the floors, which have nothing to look up and nothing to catch up with."""
    raise_file_limit()
    said = machine()
    house = in_house(hall, size, quiet)
    tape = hall.home / "tape.json"
    tape.write_text(json.dumps([]), encoding="utf-8")
    floors = {name: on_floor(name, tape, size) for name in known()}
    ratios = {name: ratio(house["all_right_s"], told["all_right_s"]) for name, told in floors.items()}
    return said | {"residents": size, "house": house, **floors, "times_the_floor": ratios}


def in_house(hall: Hall, size: int, quiet: float) -> dict[str, Any]:
    """Everybody in, a quiet while, the storm, and at last something that everybody must hear."""
    with hall.open() as served:
        crowd = Crowd(served.port)
        progress(f"Storm: {size} residents come in ...")
        host = Host(crowd, crowd.join([hall.host], ENTER, 1)[0])
        lines = crowd.join(hall.residents[:size], ENTER, AT_ONCE)
        until = now() + quiet
        while now() < until:
            crowd.turn(0.01)
            host.go_on()
        before = host.answers()
        progress("Storm: all drop, and come back at once ...")
        told = storm(crowd, served.pid, hall.residents[:size], max(line.seq for line in lines), host)
        told |= {"host_before_ms": before, "host_meanwhile_ms": host.answers(), **last_word(crowd, host)}
        crowd.drop()
    return told


def storm(crowd: Crowd, pid: int, cookies: Sequence[str], after: int, host: Host | None) -> dict[str, Any]:
    """Cut all but the host, and let them come back with what they had seen."""
    with timed(pid) as window:
        began = now()
        crowd.drop(but=host.line if host else None)
        crowd.join(cookies, {**ENTER, "after": after}, len(cookies), host.go_on if host else lambda: None)
        took = now() - began
    return {
        "all_right_s": round(took, 2),
        "cpu_ms_per_line": round(window.server * 1000 / len(cookies), 2),
        "generator": reckon.generator(Outcome(window), len(cookies)),
    }


def last_word(crowd: Crowd, host: Host) -> dict[str, Any]:
    """Whether everybody who is back hears what is said now, once."""
    drain(crowd, lambda: heard(crowd))
    crowd.new_count()
    host.next_at = 0.0
    host.go_on()
    drain(crowd, lambda: bool(crowd.packets) and heard(crowd))
    expected = len(crowd.packets or [None]) * len(crowd.lines)
    return {"lost": expected - reckon.deliveries(crowd), "doubled": crowd.doubled}


def on_floor(name: str, tape: Path, size: int) -> dict[str, Any]:
    """The same storm at a floor."""
    progress(f"Storm: the same at {name} ...")
    with floor(name, tape) as served:
        crowd = Crowd(served.port)
        crowd.join([""] * size, ENTER, AT_ONCE)
        told = storm(crowd, served.pid, [""] * size, 0, None)
        crowd.drop()
    return told


if __name__ == "__main__":
    main()
