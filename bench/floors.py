"""What a house is measured against in the same run: the same bytes at the same times, by programs that do only that."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .crowd import Packet
from .house import Served
from .machine import ROOT, free_port, running

NODE = ROOT / "bench" / "node"


def record(packets: Sequence[Packet], began: float, folder: Path) -> Path:
    """A tape of packets: when after the beginning (an instant of the wall's clock, seconds), and what was said."""
    tape = folder / "tape.json"
    said = [(max(0.0, packet.message["sent_at"] / 1000 - began), packet.data.decode()) for packet in packets]
    tape.write_text(json.dumps(said), encoding="utf-8")
    return tape


@contextmanager
def floor(name: str, tape: Path) -> Iterator[Served]:
    """The floor of that name, which will play the tape when it is told to begin."""
    port = free_port()
    command = [*command_of(name), str(tape), str(port)]
    with running(command, os.environ, tape.with_name(f"{name}.log"), port) as pid:
        yield Served(port, pid)


def command_of(name: str) -> list[str]:
    """The program of a floor."""
    if name == "bare_gevent":
        return [sys.executable, "-m", "bench.bare"]
    return [str(shutil.which("node")), str(NODE / "server.mjs")]


def known() -> list[str]:
    """The floors that this machine can stand up: Node only where `make bench` has brought its library."""
    node = shutil.which("node") and (NODE / "node_modules" / "socket.io").exists()
    return ["bare_gevent", *(["node_socketio"] if node else [])]
