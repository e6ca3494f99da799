"""The house as people run it: `python -m roundtable` in a process of its own, with a clock that a test can move."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest

from config import ROOT
from tests.services.processes import environment, flask, free_port, status, stop, wait_until
from tests.services.ready import move_in


class House:
    """A running house: `url` without a slash at its end, `process`, `home` with its data, `log` with what it said."""

    def __init__(self, home: Path, settings: dict[str, str], moved: timedelta = timedelta()) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.clock = home.with_name(f"{home.name}.clock")
        self.log = home.with_name(f"{home.name}.log")
        self.moved = timedelta()
        self._settings = settings
        if moved:
            self.move_clock(moved)
        self.process = self._start()

    def move_clock(self, ahead: timedelta) -> None:
        """Let time pass for the house; several moves add up."""
        self.moved += ahead
        draft = self.clock.with_suffix(".new")
        draft.write_text(str(self.moved.total_seconds()))
        draft.replace(self.clock)

    def restart(self) -> None:
        """Stop it and start it again, at the same address with the same data."""
        self.stop()
        self.process = self._start()

    def stop(self) -> int:
        """End it as a service manager does. Returns its exit code."""
        return stop(self.process)

    def answers(self) -> bool:
        """Whether it serves yet."""
        return status(f"{self.url}/healthz") == HTTPStatus.OK

    def env(self) -> dict[str, str]:
        """What its processes read."""
        ours = {"PORT": str(self.port), "RATE_LIMITS": "off", "ROUNDTABLE_CLOCK": str(self.clock)}
        return environment(self.home, **ours, **self._settings)

    def spawn(self, *command: str) -> subprocess.Popen[bytes]:
        """One of its processes; what it says goes to the log."""
        with self.log.open("ab") as out:
            return subprocess.Popen(command, cwd=ROOT, env=self.env(), stdout=out, stderr=out)

    def command(self, *words: str) -> str:
        """What a command of the house says, as its keeper types it: command("record", "verify"). It must succeed."""
        done = flask(self.env(), *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _start(self) -> subprocess.Popen[bytes]:
        process = self.spawn(sys.executable, "-m", "roundtable")
        wait_until(self.answers, process, self.log)
        return process


Starter = Callable[..., House]


@pytest.fixture
def start_house(tmp_path: Path, ready_home: Path) -> Iterator[Starter]:
    """Starts houses, each with its own copy of the demo, and ends them after the test.

    `home` may be given with what is to be in it; `moved` is where its clock stands from the first moment, before now or
    after it; the rest are settings.
    """
    with ExitStack() as houses:

        def start(home: Path | None = None, moved: timedelta = timedelta(), **settings: str) -> House:
            if home is None:
                move_in(ready_home, home := tmp_path / f"house-{free_port()}")
            house = House(home, settings, moved)
            houses.callback(house.stop)
            return house

        yield start


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, ready_home: Path) -> Iterator[House]:
    """One house with the demo, shared by the tests of this process that neither move its clock nor stop it."""
    move_in(ready_home, home := tmp_path_factory.mktemp("shared") / "house")
    shared = House(home, {})
    yield shared
    shared.stop()
