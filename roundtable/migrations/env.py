"""Runs the migrations on the application's own engine."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator

from roundtable.core import aside


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


def lossless(steps, connection):
    """What alembic's command plans to do, each step such that nothing is lost by going back."""

    def planned(heads, running):
        for step in steps(heads, running):
            revision = getattr(step, "revision", None)  # a mere stamp has none
            if revision is not None:
                step.migration_fn = aside.around(
                    connection, revision.revision, step.migration_fn, back=step.is_downgrade
                )
            yield step

    return planned


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
            running = context.get_context()
            # the plan is handed over in this way alone, which alembic calls its own
            running._migrations_fn = lossless(running._migrations_fn, connection)  # noqa: SLF001
            context.run_migrations()
        connection.commit()


run()
