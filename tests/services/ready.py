"""The demo, loaded once a run: the houses of all tests that begin with it begin with a copy."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.postgres import Cluster
from tests.services.processes import environment, flask


def made_once(path: Path, make: Callable[[Path], None]) -> Path:
    """That file or folder, made by whichever test process comes first; the others wait."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            draft = path.with_name(f"{path.name}.draft")
            make(draft)
            draft.rename(path)
    return path


def must(home: Path, *words: str, **settings: str) -> None:
    """Run one of the house's commands, which succeeds."""
    done = flask(environment(home, **settings), *words)
    assert done.returncode == 0, done.stdout + done.stderr


def move_in(ready: Path, home: Path) -> None:
    """Make a home with the demo in it; its database and its files."""
    shutil.copytree(ready, home)


def _load(home: Path) -> None:
    home.mkdir()
    must(home, "db", "upgrade")
    must(home, "demo", "load")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def ready_home(shared_folder: Path) -> Path:
    """A home with the demo in it, on SQLite: to be copied."""
    return made_once(shared_folder / "ready", _load)


@pytest.fixture(scope="session")
def ready_database(ready_home: Path, shared_folder: Path, postgres_cluster: Cluster) -> Iterator[str]:
    """The same on PostgreSQL, by the house's own way from one to the other: to be copied."""
    backup = made_once(shared_folder / "ready.backup", lambda file: must(ready_home, "backup", str(file)))
    url = postgres_cluster.database()
    must(shared_folder / f"moved-{os.getpid()}", "restore", str(backup), DATABASE_URL=url)
    yield url
    postgres_cluster.drop(url)
