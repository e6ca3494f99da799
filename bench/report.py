"""What a measurement says: people read along on stderr, programs read JSON on stdout."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any


def progress(words: str) -> None:
    """A line for whoever waits."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def result(said: dict[str, Any]) -> None:
    """The result, as JSON."""
    sys.stdout.write(json.dumps(said, indent=2) + "\n")


def machine() -> dict[str, Any]:
    """Where and when it was measured. load: how busy the machine was before; above 0.5, believe the ratios alone."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value that this share of them does not exceed; None of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def milliseconds(seconds: Sequence[float]) -> dict[str, float | None]:
    """Their middle, their 99th hundredth and the slowest, in ms."""
    shares = {"p50": 0.5, "p99": 0.99, "slowest": 1.0}
    found = {name: quantile(seconds, share) for name, share in shares.items()}
    return {name: None if value is None else round(value * 1000, 1) for name, value in found.items()}


def ratio(ours: float | None, floor: float | None) -> float | None:
    """How many times the floor; None where there is none."""
    return round(ours / floor, 2) if ours is not None and floor else None
