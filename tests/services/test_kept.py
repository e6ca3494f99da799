from collections.abc import Iterator

import psycopg
import pytest

from tests.services.kept import Kept
from tests.services.postgres import Cluster, name_in

ROWS = [(1, "one"), (2, "two")]
CHANGES = [
    "INSERT INTO things (word) VALUES ('three')",
    "UPDATE things SET word = 'other' WHERE id = 1",
    "DELETE FROM things WHERE id = 2",
    "DELETE FROM things WHERE id = 2; INSERT INTO things (word) VALUES ('two')",
    "ALTER TABLE things ADD COLUMN more int",
]


@pytest.fixture(scope="module")
def kept(postgres_cluster: Cluster) -> Iterator[Kept]:
    url = postgres_cluster.database()
    with postgres_cluster.connect(name_in(url)) as line:
        line.execute("CREATE TABLE things (id serial PRIMARY KEY, word text)")
        line.execute("INSERT INTO things (word) VALUES ('one'), ('two')")
    held = Kept(postgres_cluster, url)
    yield held
    held.close()
    postgres_cluster.drop(url)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("once", [1, 2])
def test_whatever_a_test_did_the_next_one_finds_what_was_there(kept: Kept, change: str, once: int) -> None:
    for _ in range(once):
        with kept.cluster.connect(name_in(kept.url)) as line:
            line.execute(change.encode())
        kept.bring_back()
        with kept.cluster.connect(name_in(kept.url)) as line:
            assert line.execute("SELECT * FROM things ORDER BY id").fetchall() == ROWS
            assert line.execute("INSERT INTO things (word) VALUES ('x') RETURNING id").fetchone() == (3,)
        kept.bring_back()


def test_nobody_who_holds_on_to_a_row_keeps_the_next_test_waiting_for_ever(kept: Kept) -> None:
    with psycopg.connect(host=str(kept.cluster.folder), user="postgres", dbname=name_in(kept.url)) as holding:
        holding.execute("DELETE FROM things")
        with kept.cluster.connect(name_in(kept.url)) as line:
            line.execute("INSERT INTO things (word) VALUES ('three')")
        kept.bring_back()
        with pytest.raises(psycopg.OperationalError):
            holding.execute("SELECT 1")
    with kept.cluster.connect(name_in(kept.url)) as line:
        assert line.execute("SELECT * FROM things ORDER BY id").fetchall() == ROWS
