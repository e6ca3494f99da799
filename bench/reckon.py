"""From what was measured to what is said of it."""

from __future__ import annotations

import time
from typing import Any

from .crowd import Crowd, now
from .measure import Outcome
from .report import milliseconds


def deliveries(crowd: Crowd) -> int:
    """Packets times those who heard them."""
    return sum(packet.arrived for packet in crowd.packets)


def wall() -> float:
    """What to add to the clock of `now` for the seconds since 1970."""
    return time.time() - now()


def arrivals(outcome: Outcome, crowd: Crowd, size: int) -> dict[str, Any]:
    """Whether everything came to everybody, once: whole packets, and the parts that comments are seen by."""
    said = [one for one in outcome.acts if not one.value]
    expected, arrived = len(crowd.packets) * size, deliveries(crowd)
    unseen = sum(size for one in outcome.acts if one.seen is None)
    return {
        "packets": {"told": len(crowd.packets), "expected": expected, "arrived": arrived},
        "parts": {"expected": len(said) * size, "arrived": sum(one.seen.arrived for one in said if one.seen)},
        "lost": expected - arrived + unseen,
        "doubled": crowd.doubled,
        "bytes_per_packet": round(sum(len(packet.data) for packet in crowd.packets) / max(1, len(crowd.packets))),
    }


def latencies(outcome: Outcome, crowd: Crowd) -> dict[str, Any]:
    """From an act to the last resident's receipt, and to its answer; from a packet's making to its last receipt."""
    ahead = wall()
    return {
        "act_to_last_ms": milliseconds([one.seen.last - one.sent for one in outcome.acts if one.seen]),
        "act_to_answer_ms": milliseconds([one.answered - one.sent for one in outcome.acts if one.answered]),
        "fan_out_ms": milliseconds([p.last + ahead - p.message["sent_at"] / 1000 for p in crowd.packets]),
    }


def played(outcome: Outcome, crowd: Crowd) -> dict[str, Any]:
    """Of a floor: from when the tape has a packet until its last receipt."""
    return milliseconds(
        [packet.last - outcome.began - after for packet, after in zip(crowd.packets, outcome.tape, strict=False)]
    )


def costs(alone: Outcome, before: int, outcome: Outcome, after: int) -> dict[str, float]:
    """The server's computing. A delivery's price is what those who only listen add, over how many packets they had.

    `whole`: all that the server did, acts and drawing with it, over all deliveries; `acts_ms`: what an act cost in all
    when only those who act were there.
    """
    more = outcome.window.server - alone.window.server
    return {
        "us_per_delivery": round(more * 1e6 / max(1, after - before), 2),
        "whole_us_per_delivery": round(outcome.window.server * 1e6 / max(1, after), 2),
        "act_ms": round(alone.window.server * 1000 / max(1, len(alone.acts)), 2),
        "busy": round(outcome.window.server / outcome.window.wall, 2),
    }


def generator(outcome: Outcome, count: int) -> dict[str, Any]:
    """Our own share: of one core, and of each delivery; how late acts were said, for we were busy."""
    return {
        "busy": round(outcome.window.ours / outcome.window.wall, 2),
        "us_per_delivery": round(outcome.window.ours * 1e6 / max(1, count), 2),
        "late_ms": milliseconds(outcome.late)["p99"],
    }


def kilobytes(grown: int, lines: int) -> float:
    """Memory for each line."""
    return round(grown / 1024 / max(1, lines), 1)
