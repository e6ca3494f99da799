"""A real Redis: Debian's where it is installed, else the one of the locked set."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from tests.services.processes import short_folder, stop, wait_until


class RedisServer:
    """A Redis on a unix socket, that a test may stop and start again; nothing is kept on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.url = folder, f"unix://{folder / 'redis'}"
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        """Start it, and wait until it answers."""
        path, log = str(self.folder / "redis"), self.folder / "log"
        command = [_program(), "--port", "0", "--unixsocket", path, "--save", "", "--appendonly", "no"]
        with log.open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, cwd=self.folder)
        wait_until(lambda: _answers(self.url), self.process, log)
        return self.process

    def stop(self) -> None:
        """Take it away."""
        stop(self.process)

    def restart(self) -> None:
        """Take it away, and bring it back empty."""
        self.stop()
        self.start()


@contextmanager
def redis_running() -> Iterator[RedisServer]:
    """One for as long as it is needed."""
    with short_folder() as folder:
        server = RedisServer(folder)
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """The URL of this test process's own Redis."""
    with redis_running() as server:
        yield server.url


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    """One for a test that stops it."""
    with redis_running() as server:
        yield server


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """An empty Redis, as REDIS_URL wants it."""
    with redis.Redis.from_url(redis_server) as client:
        client.flushall()
    return redis_server


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url) as client:
            return bool(client.ping())
    except redis.ConnectionError:
        return False


def _program() -> str:
    return shutil.which("redis-server") or str(Path(sys.executable).with_name("redis-server"))
