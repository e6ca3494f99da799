"""Runs the migrations on the application's own engine."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator


def render_item(kind, item, _context):
    """Our types as what they are in the database, so that an old migration never imports today's code."""
    return repr(item.impl).join(("sa.", "")) if kind == "type" and isinstance(item, TypeDecorator) else False


@contextmanager
def unbound(connection):
    """SQLite changes a table by making it anew; meanwhile nothing may cling to the old one.

    The pragma is heard outside a transaction only, so it goes to the driver, past SQLAlchemy, which would begin one.
    """
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            raise ValueError(f"the migration leaves rows that point nowhere: {lost[:9]}")
        connection.commit()
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Each migration changes tables that the log watches; it says so to the guard."""
    db = current_app.extensions["migrate"].db
    with (
        db.engine.connect().execution_options(unlogged="a migration") as connection,
        unbound(connection) if connection.dialect.name == "sqlite" else nullcontext(),
    ):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=True,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
