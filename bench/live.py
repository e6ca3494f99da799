"""Fan-out: residents in one room, some of them act, and everybody is told. `python -m bench.live`.

From each act to the last resident's receipt; lost and doubled; what a delivery costs the server, and a connection.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import reckon
from .acts import EACH, Script
from .crowd import Crowd, now
from .floors import floor, known, record
from .house import TABLE, Hall, build
from .machine import memory, raise_file_limit
from .measure import act, replay
from .report import machine, progress, ratio, result

SIZES = (100, 1000, 5000)
SECONDS = 10.0
ACTORS = 50  # at most; one in five
AT_ONCE = 200  # who come in together
SETTLE = 2.0  # seconds of quiet before memory is read
WARM = 2.0  # seconds of acts that nobody measures: templates and statements are compiled at their first use
ENTER = {"topic": TABLE, "after": 0, "as": "html", "lang": "zh"}


@dataclass
class Run:
    """Data, what is said next, and for how long."""

    hall: Hall
    script: Script
    seconds: float


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        result(measure(build(Path(folder), max(asked.residents)), asked.residents, asked.seconds))


def measure(hall: Hall, sizes: Sequence[int] = SIZES, seconds: float = SECONDS) -> dict[str, Any]:
    """All sizes, each in a house started for it, on data that grows."""
    raise_file_limit()
    run = Run(hall, Script(list(hall.comments)), seconds)
    return machine() | {"seconds": seconds, "fan_out": [one_size(run, size) for size in sizes]}


def one_size(run: Run, size: int) -> dict[str, Any]:
    """The house at one size, then the floors with what the house said."""
    house, tape = in_house(run, size)
    floors = {name: on_floor(name, tape, size) for name in known()}
    return {"residents": size, "house": house, **floors, "times_the_floor": ratios(house, floors)}


def in_house(run: Run, size: int) -> tuple[dict[str, Any], Path]:
    """First those who act, alone; then everybody: the difference is what the others cost. Also a tape."""
    people, count = run.hall.residents, max(EACH, min(ACTORS, size // 5))
    with run.hall.open() as served:
        crowd = Crowd(served.port)
        progress(f"{size} residents: {count} of them, who act, alone ...")
        actors = crowd.join(people[:count], ENTER, AT_ONCE)
        act(crowd, served.pid, actors, run.script, WARM)
        alone = act(crowd, served.pid, actors, run.script, run.seconds)
        before = reckon.deliveries(crowd)
        weight = join(crowd, served.pid, people[count:size])
        progress(f"{size} residents: all of them ...")
        outcome = act(crowd, served.pid, actors, run.script, run.seconds)
        crowd.drop()
    after = reckon.deliveries(crowd)
    told = {
        "actors": count,
        "acts": len(outcome.acts),
        "refused": len(run.script.refused),
        **reckon.latencies(outcome, crowd),
        **reckon.arrivals(outcome, crowd, size),
        "cpu": reckon.costs(alone, before, outcome, after),
        "kB_per_connection": weight,
        "generator": reckon.generator(outcome, after),
    }
    return told, record(crowd.packets, outcome.began + reckon.wall(), run.hall.home)


def on_floor(name: str, tape: Path, size: int) -> dict[str, Any]:
    """The same tape from a floor, to as many."""
    progress(f"{size} residents: the same bytes from {name} ...")
    with floor(name, tape) as served:
        crowd = Crowd(served.port)
        weight = join(crowd, served.pid, [""] * size)
        outcome = replay(crowd, served.pid, tape)
        crowd.drop()
    done = reckon.deliveries(crowd)
    return {
        "fan_out_ms": reckon.played(outcome, crowd),
        **reckon.arrivals(outcome, crowd, size),
        "cpu": {"us_per_delivery": round(outcome.window.server * 1e6 / max(1, done), 2)},
        "kB_per_connection": weight,
        "generator": reckon.generator(outcome, done),
    }


def join(crowd: Crowd, pid: int, cookies: Sequence[str]) -> float:
    """Have them come in; what each takes of the server's memory when it has settled, in kB."""
    before = memory(pid)
    crowd.join(cookies, ENTER, AT_ONCE)
    until = now() + SETTLE
    while now() < until:
        crowd.turn(0.1)
    return reckon.kilobytes(memory(pid) - before, len(cookies))


def ratios(house: dict[str, Any], floors: dict[str, Any]) -> dict[str, Any]:
    """How the house stands to each floor: below 1 it is better."""
    return {
        name: {
            "cpu": ratio(house["cpu"]["us_per_delivery"], told["cpu"]["us_per_delivery"]),
            "fan_out_p50": ratio(house["fan_out_ms"]["p50"], told["fan_out_ms"]["p50"]),
            "memory": ratio(house["kB_per_connection"], told["kB_per_connection"]),
        }
        for name, told in floors.items()
    }


if __name__ == "__main__":
    main()
