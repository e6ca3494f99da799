"""The house as people run it: `python -m roundtable` in a process of its own, with a clock that a test can move."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest

from config import ROOT
from tests.services.processes import free_port, status, stop, wait_until

# what a developer's own shell may hold and the house under test must not
OURS = frozenset(
    ("DATABASE_URL", "FLASK_DEBUG", "HOST", "MAIL_URL", "PUBLIC_URL", "REDIS_URL", "ROUNDTABLE_ENV", "SECRET_KEY")
)

BIN = Path(sys.executable).parent


def environment(home: Path, **settings: str) -> dict[str, str]:
    """What the processes of a house with its data in `home` read."""
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    return env | {"ROUNDTABLE_HOME": str(home)} | settings


def flask(env: dict[str, str], *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run one of the house's commands, by another program where one is named."""
    program = [*before, str(BIN / "flask"), "--app", "roundtable", *words]
    return subprocess.run(program, cwd=ROOT, env=env, capture_output=True, check=False, text=True)


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
def start_house(tmp_path: Path) -> Iterator[Starter]:
    """Starts houses, each with its own data: start_house(DATABASE_URL=..., REDIS_URL=...) ends them after the test.

    `home` may be given to start a second process on the same data; `moved` is where its clock stands from the first
    moment, before now or after it.
    """
    with ExitStack() as houses:

        def start(home: Path | None = None, moved: timedelta = timedelta(), **settings: str) -> House:
            house = House(home or tmp_path / f"house-{free_port()}", settings, moved)
            houses.callback(house.stop)
            return house

        yield start


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house with the demo, shared by the tests of this process that neither move its clock nor stop it."""
    shared = House(tmp_path_factory.mktemp("shared") / "house", {})
    yield shared
    shared.stop()
