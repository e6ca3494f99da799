"""The measurements run, and lose nothing. How quick things are gates no test: see docs/performance.md."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from bench.crowd import framed, frames, masked
from config import ROOT
from roundtable.live.frames import Inbox, frame


def test_a_small_hall_hears_everything_once() -> None:
    command = [sys.executable, "-m", "bench.live", "--residents", "20", "--seconds", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    (size,) = json.loads(done.stdout)["fan_out"]
    for told in (size["house"], size["bare_gevent"]):
        assert (told["lost"], told["doubled"]) == (0, 0)
        assert told["packets"]["arrived"] == told["packets"]["expected"] > 0
        assert {"p50", "p99", "slowest"} <= told["fan_out_ms"].keys()
        assert told["cpu"]["us_per_delivery"]
        assert 0 <= told["generator"]["busy"] <= 1
    house = size["house"]
    assert house["parts"] == {"expected": 400, "arrived": 400}
    assert (house["acts"], house["refused"]) == (120, 0)
    assert house["act_to_last_ms"]["p99"] > 0
    assert {"cpu", "fan_out_p50", "memory"} == size["times_the_floor"]["bare_gevent"].keys()


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_the_measuring_clients_speak_as_the_house_does(size: int) -> None:
    data = b"x" * size
    whole = framed(data)
    assert whole == frame("x" * size)
    assert frames(whole) == [(1, len(whole) - size, len(whole))]
    for cut in {1, len(whole) // 2, len(whole) - 1} - {0}:
        assert frames(whole[:cut]) == [(-1, 0, 0)]
    if size <= 65_535:
        said = bytearray(masked("x" * size))
        inbox = Inbox(lambda most: bytes(said[:most]) if not said[:most] else take(said, most), 1 << 20)
        assert inbox.next() == (1, data)


def take(said: bytearray, most: int) -> bytes:
    """The next of what was said."""
    part = bytes(said[:most])
    del said[:most]
    return part
