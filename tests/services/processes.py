"""Starting and stopping the programs that tests run against."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config import ROOT

START_SECONDS = 120
STOP_SECONDS = 10
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


@contextmanager
def short_folder(owner: str | None = None) -> Iterator[Path]:
    """A folder of its own, given to that user; its path is short enough for a unix socket (107 bytes)."""
    folder = Path(tempfile.mkdtemp(prefix="rt-", dir="/var/tmp"))
    try:
        if owner:
            shutil.chown(folder, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def status(url: str) -> int:
    """What is answered there, as HTTP's number; 0 when nothing is.

    An error's answer is one too, and is closed like any other: left to the collector, its socket is reported in
    whatever test runs by then.
    """
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return 0


def wait_until(answers: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Return as soon as it answers. Raises AssertionError with what the program said when it ended or never does."""
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise AssertionError(f"it did not start:\n{log.read_text()[-4000:]}")
        time.sleep(0.05)


def stop(process: subprocess.Popen[bytes], how: int = signal.SIGTERM) -> int:
    """End it, by force if it does not listen. Returns its exit code."""
    process.send_signal(how)  # to one that ended already, this does nothing
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
