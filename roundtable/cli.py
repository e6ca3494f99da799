"""Flask commands: `flask --app roundtable record verify`, `demo load`; and what `flask run` needs to serve a house."""

from __future__ import annotations

import json
import secrets
import signal
import sys
import tarfile
import threading
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo, pass_script_info, with_appcontext

from roundtable import backup, demo, house, tables, worker
from roundtable.core import clock, logs, record, site, watch
from roundtable.core.actions import perform
from roundtable.core.errors import Refused
from roundtable.core.things import HOUSE
from roundtable.core.unit_of_work import SYSTEM, reading
from roundtable.documents import exports
from roundtable.documents import heads as kept_heads
from roundtable.documents import queries as documents
from roundtable.live import server
from roundtable.people import accounts, erased, links
from roundtable.people.models import MailedLink, Person
from roundtable.policy import Action, Role

records = AppGroup("record", help="The public record.")
persons = AppGroup("person", help="Accounts.")
demos = AppGroup("demo", help="The invented people and their tables.")


@records.command("verify")
@click.option("--head", "heads", multiple=True, metavar="FILE|HEAD", help="Heads that somebody kept: hold them too.")
def verify(heads: tuple[str, ...]) -> None:
    """Check every entry, row, sealed head and head printed on minutes; name what does not fit and end with status 1.

    --head 214:9c1e... (or the root alone, or a file with heads in it: a feed, a record, a list) says whether a head
    that was kept outside, where nobody of the house could change it, begins today's record.
    """
    wrong = said_of_record()
    for said in heads:
        wrong += said_of_heads(said)
    if wrong:
        sys.exit(1)


def said_of_record() -> int:
    """Say what does not fit in the record; how many things."""
    wrong = [*record.verify(), *documents.verify()]
    for line in wrong:
        click.echo(line)
    if gone := record.erased():
        click.echo(f"The words of {gone} things were erased, as entries say: their hashes stay and tell nothing.")
    click.echo(f"{len(wrong)} things do not fit." if wrong else "The record is whole.")
    return len(wrong)


def said_of_heads(said: str) -> int:
    """Say of each kept head whether it begins today's record; how many do not."""
    try:
        held = [kept_heads.hold(head) for head in kept_heads.kept(said)]
    except ValueError as no:
        raise click.ClickException(f"{no}.") from None
    for _whole, sentence in held:
        click.echo(sentence)
    return sum(not whole for whole, _sentence in held)


@records.command("proof")
@click.argument("topic")
@click.argument("old", type=int)
@click.argument("new", type=int, required=False)
def prove(topic: str, old: int, new: int | None) -> None:
    """Print the proof that TOPIC's head over OLD entries begins that over NEW (default: all): docs/record-format.md."""
    try:
        click.echo(json.dumps(exports.proof(topic, old, new), indent=1))
    except IndexError:
        raise click.ClickException(f"The record of {topic} has no head over so many entries.") from None


@persons.command("add")
@click.argument("name")
@click.argument("email")
@click.option("--admin", is_flag=True, help="Make them an administrator of this house.")
def add_person(name: str, email: str, *, admin: bool) -> None:
    """Make an account, as a house needs it that has no administrator yet; print a link by which they come in."""
    try:
        number = _act(Action.PERSON_ADD, HOUSE, name=name, email=email)
        if admin:
            _act(Action.MEMBERSHIP_GRANT, HOUSE, person_id=number, role=Role.ADMIN.value)
        link = _act(Action.PERSON_INVITE, f"person:{number}")
    except Refused as no:
        click.echo("\n".join([str(no.message), *(f"{n}: {s}" for n, said in no.fields.items() for s in said)]))
        sys.exit(1)
    with reading(SYSTEM, clock.now()) as uow:
        click.echo(f"{site.base()}{links.path(uow.get(MailedLink, link))}")


@persons.command("mark")
@click.argument("email")
def mark_of(email: str) -> None:
    """Print the marks under which an account stands in the log: of tries at it, and of who is signed in by it."""
    click.echo(f"account {watch.account(email)}")
    with reading(SYSTEM, clock.now()) as uow:
        if person := accounts.by_address(uow, email.strip().lower()):
            click.echo(f"who {watch.mark('person', str(person.id))}")


@persons.command("erase-again")
def erase_again() -> None:
    """Erase once more whom erased.jsonl in the house's home names: after a backup was brought back in another way."""
    if erased_again():
        sys.exit(1)


def _act(action: Action, on: str, **fields: object) -> int:
    done = perform(action, on, fields, SYSTEM, secrets.token_hex(16), clock.now())
    return int(done.result or 0)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def save(file: Path) -> None:
    """Write the whole house into FILE, while people are at the table. It holds secrets: keep it where few can read."""
    try:
        counts = backup.save(file)
    except OSError as fault:
        raise click.ClickException(f"Not saved, and nothing of it is there: {fault.strerror or fault}.") from None
    click.echo(f"Saved {sum(counts.values())} rows of {len(counts)} tables, and the kept files, into {file}.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@with_appcontext
def give_back(file: Path) -> None:
    """Give an empty house what is in FILE, on the database that DATABASE_URL names, and check the record."""
    try:
        counts = backup.restore(file)
    except backup.NotRestored as no:
        raise click.ClickException(str(no)) from None
    except (OSError, EOFError, tarfile.TarError) as fault:
        raise click.ClickException(f"Not restored, the file cannot be read to its end: {fault}.") from None
    click.echo(f"Restored {sum(counts.values())} rows of {len(counts)} tables.")
    left = erased_again()
    if said_of_record() or left:
        sys.exit(1)


def erased_again() -> int:
    """Erase once more whom the restored state does not know to be erased; how many could not be."""
    kept, left = [], 0
    for one in erased.listed():
        with reading(SYSTEM, clock.now()) as uow:
            person = uow.session.get(Person, one.person)
        if person is None:
            continue  # they came later than this state of the house: their number will be somebody else's
        kept.append(one)
        if person.erased_at is None:
            left += not _erased(one)
    erased.keep(kept)
    return left


def _erased(one: erased.Erased) -> bool:
    said = {"asked": "restored", "words": "erase" if one.words else "keep", "sure": True}
    try:
        _act(Action.PERSON_ERASE_FOR, f"person:{one.person}", **said)
    except Refused as no:
        click.echo(f"Person {one.person} had been erased, and is to be erased again by hand: {no.message}")
        return False
    click.echo(f"Person {one.person} had been erased, and is again.")
    return True


@click.command("worker")
@pass_script_info
def work(info: ScriptInfo) -> None:
    """Do what time does, and send mails, until told to stop; beside processes that serve, as many as wanted."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_told: stop.set())
    app = info.load_app()
    logs.configure(production=app.config["SETTINGS"].production)
    server.tell_others(app)
    worker.run(app, stop)


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
    app.cli.add_command(persons)
    app.cli.add_command(demos)
    app.cli.add_command(work)
    app.cli.add_command(save)
    app.cli.add_command(give_back)
    app.cli.add_command(print_tables)
    command = click.get_current_context(silent=True)
    if command is not None and command.info_name == "run":
        begin(app)


def begin(app: Flask) -> None:
    """Prepare the house and set its two loops going, in threads."""
    house.prepare(app)
    server.start(app)
    threading.Thread(target=worker.run, args=(app, server.stopping), daemon=True).start()
