"""A house put into a file while people are at its table, and given back, to the other kind of database."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import MetaData, create_engine, func, select

from tests.services.house import House
from tests.services.online import Connect
from tests.services.postgres import Cluster
from tests.services.processes import environment, flask
from tests.services.ready import move_in

NO_BACKUP = "Error: This file is no backup of a Roundtable house."
TABLE = "consultation:TABLEB"
Where = Callable[[str, Path], str]


@pytest.fixture
def databases(postgres_cluster: Cluster) -> Iterator[Where]:
    """Empty databases by their kind."""
    with ExitStack() as made:

        def database(kind: str, folder: Path) -> str:
            folder.mkdir()
            if kind == "sqlite":
                return f"sqlite:///{folder / 'roundtable.sqlite'}"
            url = postgres_cluster.database()
            made.callback(postgres_cluster.drop, url)
            return url

        yield database


@pytest.fixture
def demo(ready_home: Path, ready_database: str, postgres_cluster: Cluster) -> Iterator[Where]:
    """Databases with the demo in them, by their kind."""
    with ExitStack() as made:

        def database(kind: str, folder: Path) -> str:
            move_in(ready_home, folder)
            if kind == "sqlite":
                return f"sqlite:///{folder / 'roundtable.sqlite'}"
            url = postgres_cluster.copy(ready_database)
            made.callback(postgres_cluster.drop, url)
            return url

        yield database


def counts(url: str) -> dict[str, int]:
    """How many rows each table has."""
    engine, found = create_engine(url), MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        rows = {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in found.sorted_tables}
    engine.dispose()
    return rows


def refused(env: dict[str, str], *words: str, before: tuple[str, ...] = ()) -> str:
    """The last line of a command that refuses."""
    done = flask(env, *words, before=before)
    assert done.returncode == 1
    return done.stderr.splitlines()[-1]


def pictures(home: Path) -> list[str]:
    """The names of the kept files."""
    return sorted(path.name for path in (home / "files").rglob("*.webp"))


@contextmanager
def house_at(home: Path, url: str) -> Iterator[House]:
    """A house, for as long as it is needed."""
    house = House(home, {"DATABASE_URL": url})
    try:
        yield house
    finally:
        house.stop()


@pytest.mark.parametrize(("origin", "target"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_a_house_saved_while_people_speak_comes_back_whole_and_goes_on(
    tmp_path: Path, databases: Where, demo: Where, online: Connect, origin: str, target: str
) -> None:
    file, there, here = tmp_path / "house.backup", tmp_path / "there", tmp_path / "here"
    from_url, to_url = demo(origin, there), databases(target, here)
    with house_at(there, from_url) as house:
        assert online(house.url, "resident").act("comment.post", TABLE, body="Said before", kind="view")["ok"]
        house.command("backup", str(file))

    done = flask(environment(here, DATABASE_URL=to_url), "restore", str(file))

    assert "The record is whole." in done.stdout, done.stderr
    assert (counts(to_url), pictures(here)) == (counts(from_url), pictures(there))
    with house_at(here, to_url) as house:
        line = online(house.url, "neighbour")
        assert "Said before" in str(line.enter(TABLE)["parts"])
        assert line.act("comment.post", TABLE, body="Said after", kind="view")["ok"]
        assert "The record is whole." in house.command("record", "verify")


def test_a_house_that_somebody_lives_in_is_left_as_it_is(house: House, tmp_path: Path) -> None:
    file = tmp_path / "house.backup"
    house.command("backup", str(file))

    assert refused(house.env(), "restore", str(file)) == (
        "Error: Somebody lives in this house already. Give a backup to an empty one."
    )
    assert file.stat().st_mode & 0o077 == 0


def test_a_disk_that_is_full_leaves_nothing_half_saved(house: House, tmp_path: Path) -> None:
    said = refused(house.env(), "backup", str(tmp_path / "house.backup"), before=("prlimit", "--fsize=20000"))

    assert said == "Error: Not saved, and nothing of it is there: File too large."
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"no archive at all", None])
def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "file"
    if content is None:
        with tarfile.open(file, "w:gz"):
            pass
    else:
        file.write_bytes(content)

    assert refused(environment(tmp_path / "house"), "restore", str(file)) == NO_BACKUP
    assert not (tmp_path / "house/files").exists()
