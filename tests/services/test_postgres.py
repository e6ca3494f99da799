import psycopg
from sqlalchemy import create_engine, text

from tests.services.postgres import Cluster


def test_postgresql_answers_in_the_database_that_the_house_would_use(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        version, encoding = connection.execute(text("SELECT version(), current_setting('server_encoding')")).one()
    engine.dispose()

    assert version.startswith("PostgreSQL 1")
    assert encoding == "UTF8"


def test_two_tests_never_share_a_database(postgres_cluster: Cluster) -> None:
    first, second = postgres_cluster.database(), postgres_cluster.database()
    with psycopg.connect(first.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE only_here (id int)")

    with psycopg.connect(second.replace("+psycopg", "")) as connection:
        found = connection.execute("SELECT to_regclass('only_here')").fetchone()

    assert found == (None,)
    postgres_cluster.drop(first)
    postgres_cluster.drop(second)
