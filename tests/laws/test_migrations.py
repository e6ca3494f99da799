"""Law 9: migrations equal models on both databases, up and down, and what the database itself enforces is there."""

from __future__ import annotations

from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from roundtable import create_app
from roundtable.core.db import Base, db
from tests.services.postgres import Cluster

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
}


def differences(connection: Connection) -> list[object]:
    """What alembic would still have to change."""
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))


def _triggers(connection: Connection) -> list[str]:
    return list(connection.scalars(text(TRIGGERS[connection.dialect.name])))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/house.db"
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    return cluster.database()


def test_migrations_make_what_the_models_say(url: str, tmp_path: Path) -> None:
    app = create_app({"DATABASE_URL": url, "ROUNDTABLE_HOME": str(tmp_path), "SECRET_KEY": "s" * 32})
    with app.app_context():
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            assert differences(connection) == []
            migrated = _triggers(connection)
        flask_migrate.downgrade(revision="base")
        with db.engine.connect() as connection:
            assert _triggers(connection) == []
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            assert _triggers(connection) == migrated
        _as_the_models_make_it(migrated)
        db.engine.dispose()


def _as_the_models_make_it(migrated: list[str]) -> None:
    """`create_all` brings the same triggers, so that no test stands on a softer floor than the program."""
    with db.engine.connect().execution_options(unlogged="a test's tables") as connection, connection.begin():
        connection.execute(text("DROP TABLE alembic_version"))
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
        assert _triggers(connection) == migrated
    assert migrated


def test_a_model_that_no_migration_knows_is_noticed(url: str, tmp_path: Path) -> None:
    app = create_app({"DATABASE_URL": url, "ROUNDTABLE_HOME": str(tmp_path), "SECRET_KEY": "s" * 32})
    with app.app_context():
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            connection.execute(text("ALTER TABLE links DROP COLUMN why"))
            assert differences(connection)
        db.engine.dispose()
