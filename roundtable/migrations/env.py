"""Runs the migrations on the application's own engine."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator


def render_item(kind, item, _context):
    """Our types as what they are in the database, so that an old migration never imports today's code."""
    return repr(item.impl).join(("sa.", "")) if kind == "type" and isinstance(item, TypeDecorator) else False


def run() -> None:
    """Each migration changes tables that the log watches; it says so to the guard."""
    db = current_app.extensions["migrate"].db
    with db.engine.connect().execution_options(unlogged="a migration") as connection:
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
