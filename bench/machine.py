"""What the system knows of a process, and how a program of ours is started and ended."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120
STOP_SECONDS = 10


def cpu(pid: int) -> float:
    """Seconds of computing that a process has had, in user and system mode, to the nanosecond."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that ended meanwhile
            spent += int((task / "schedstat").read_text().split()[0])
    return spent / 1e9


def memory(pid: int) -> int:
    """Bytes of a process that are in memory (RSS)."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def raise_file_limit() -> None:
    """Let this process, and those that it starts, have as many open files as the system gives."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@contextmanager
def running(command: Sequence[str], env: Mapping[str, str], log: Path, port: int) -> Iterator[int]:
    """A program that listens at the port; its id. Raises RuntimeError with what it said when it does not start."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=dict(env), stdout=out, stderr=out)
    try:
        await_port(port, lambda: process.poll() is None, log)
        yield process.pid
    finally:
        end(process)


def await_port(port: int, alive: Callable[[], bool], log: Path) -> None:
    """Return as soon as somebody listens. Raises RuntimeError."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
            return
        if not alive() or time.monotonic() > deadline:
            raise RuntimeError(f"it did not start: {log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.05)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program, by force if it does not listen."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
