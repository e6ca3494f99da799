"""Ballots are measured: each that was answered is in the box, once, and on the turnout."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.scale import compared
from config import ROOT


def test_every_ballot_that_was_answered_is_counted() -> None:
    command = [sys.executable, "-m", "bench.ballots", "--voters", "20", "--watchers", "5", "--seconds", "0.5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    for told in (said[name] for name in ("sqlite", "postgresql") if name in said):
        house = told["house"]
        assert (house["answered"], house["rows"], house["turnout"], house["sum"]) == (20, 20, 20, 20)
        assert told["times_the_floor"] > 0


def test_what_grows_is_told_by_how_many_times() -> None:
    few, many = {"queries": 10.0, "cpu_ms": 4.0}, {"queries": 10.0, "cpu_ms": 8.0}
    assert compared(few, many)["cpu_ms"] == {"few": 4.0, "many": 8.0, "times": 2.0}
