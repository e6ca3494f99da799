"""Flask commands: `flask --app roundtable record verify`, `demo load`; and what `flask run` needs to serve a house."""

from __future__ import annotations

import sys
import threading

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from roundtable import demo, house, tables, worker
from roundtable.core import record
from roundtable.documents import queries as documents
from roundtable.live import server

records = AppGroup("record", help="The public record.")
demos = AppGroup("demo", help="The invented people and their tables.")


@records.command("verify")
def verify() -> None:
    """Check every entry, row, sealed head and head printed on minutes; name what does not fit and end with status 1."""
    wrong = [*record.verify(), *documents.verify()]
    for line in wrong:
        click.echo(line)
    if wrong:
        click.echo(f"{len(wrong)} things do not fit.")
        sys.exit(1)
    click.echo("The record is whole.")


@demos.command("load")
def load() -> None:
    """Load the demo into an empty house."""
    if house.inhabited():
        click.echo("Somebody lives here already; the demo goes into an empty house only.")
        sys.exit(1)
    demo.load()


@click.command("tables")
@with_appcontext
def print_tables() -> None:
    """Print the five tables as one, a line per action: docs/actions.md."""
    click.echo(tables.page(), nl=False)


def init_app(app: Flask) -> None:
    """Make the commands known; under `flask run`, which does not pass through __main__, also begin."""
    app.cli.add_command(records)
    app.cli.add_command(demos)
    app.cli.add_command(print_tables)
    command = click.get_current_context(silent=True)
    if command is not None and command.info_name == "run":
        begin(app)


def begin(app: Flask) -> None:
    """Prepare the house and set its two loops going, in threads."""
    house.prepare(app)
    server.start(app)
    threading.Thread(target=worker.run, args=(app, server.stopping), daemon=True).start()
