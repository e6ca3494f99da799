"""A real Redis: Debian's where it is installed, else the one of the locked set."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.services.processes import short_folder, stop, wait_until


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """The URL of this test process's own Redis, on a unix socket; nothing is kept on disk."""
    with short_folder() as folder:
        path, log = str(folder / "redis"), folder / "log"
        command = [_program(), "--port", "0", "--unixsocket", path, "--save", "", "--appendonly", "no"]
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, cwd=folder)
        url = f"unix://{path}"
        wait_until(lambda: _answers(url), process, log)
        yield url
        stop(process)


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
