"""One measurement: acts, or a tape of what was said before, and what of it reached whom, when, at what cost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .acts import COMMENTS_A_SECOND, EACH, Act, Script, see
from .crowd import Crowd, Line, now
from .machine import cpu

DRAIN = 30.0  # seconds that the last packets may take


@dataclass
class Window:
    """A span of the clock. server, ours: seconds of computing of the process measured and of the one that measures."""

    wall: float = 0.0
    server: float = 0.0
    ours: float = 0.0


@dataclass
class Outcome:
    """What came of it. began: when, on the clock of `now`; late: seconds that our own loop was late for an act.

    tape: of a floor, when it was to say its packets, in seconds after it began.
    """

    window: Window
    acts: list[Act] = field(default_factory=list)
    began: float = 0.0
    late: list[float] = field(default_factory=list)
    tape: list[float] = field(default_factory=list)


@contextmanager
def timed(pid: int) -> Iterator[Window]:
    """What a span costs the process and us."""
    window = Window()
    began, theirs, ours = now(), cpu(pid), time.process_time()
    yield window
    window.wall, window.server, window.ours = now() - began, cpu(pid) - theirs, time.process_time() - ours


def act(crowd: Crowd, pid: int, actors: Sequence[Line], script: Script, seconds: float) -> Outcome:
    """Have residents act for so long, and wait until everybody has heard all of it, or is not going to."""
    crowd.new_count()
    with timed(pid) as window:
        outcome = Outcome(window, began=now())
        steps = int(seconds * COMMENTS_A_SECOND) * (EACH + 1)
        for step in range(steps):
            due = outcome.began + step / (COMMENTS_A_SECOND * (EACH + 1))
            while (left := due - now()) > 0:
                crowd.turn(left)
            outcome.late.append(now() - due)
            do = script.support if step % (EACH + 1) else script.comment
            outcome.acts.append(do(crowd, actors))
        drain(crowd, lambda: settled(crowd, outcome))
    return outcome


def replay(crowd: Crowd, pid: int, tape: Path) -> Outcome:
    """Have a floor say its tape, and wait until everybody has heard it."""
    crowd.new_count()
    outcome = Outcome(Window(), tape=[after for after, _ in json.loads(tape.read_text(encoding="utf-8"))])

    def began(answer: dict[str, Any], _at: float) -> None:
        outcome.began = answer["began"]

    with timed(pid) as outcome.window:
        crowd.ask(next(iter(crowd.lines.values())), "begin", {}, began)
        drain(crowd, lambda: len(crowd.packets) >= len(outcome.tape) and heard(crowd), outcome.tape[-1])
    return outcome


def settled(crowd: Crowd, outcome: Outcome) -> bool:
    """Whether every act was answered and shown, and every packet has come to every line."""
    see(outcome.acts, crowd.packets)
    return heard(crowd) and all(one.seen and one.answered for one in outcome.acts)


def heard(crowd: Crowd) -> bool:
    """Whether every packet has come to every line."""
    return all(packet.arrived >= len(crowd.lines) for packet in crowd.packets)


def drain(crowd: Crowd, is_settled: Callable[[], bool], more: float = 0.0) -> None:
    """Read on until it is settled, so many seconds more than the last packets may take at most."""
    deadline = now() + more + DRAIN
    while not is_settled() and now() < deadline:
        until = now() + 0.05
        while (left := until - now()) > 0:
            crowd.turn(left)
