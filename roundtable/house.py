"""Makes the house ready to serve: the tables are as the code says, and a first start finds people in it."""

from __future__ import annotations

import sys

import flask_migrate
from flask import Flask
from sqlalchemy import select

from roundtable import demo
from roundtable.core import clock
from roundtable.core.unit_of_work import VISITOR, reading
from roundtable.people.models import Person


def prepare(app: Flask) -> None:
    """Migrate, and load the demo where there is nobody yet (never in production). Safe to call at every start."""
    with app.app_context():
        say("Bringing the database up to date ...")
        flask_migrate.upgrade()
        if app.config["DEMO"] and not inhabited():
            say("Loading the demo: invented people around real tables ...")
            demo.load()


def inhabited() -> bool:
    """Whether anybody lives here."""
    with reading(VISITOR, clock.now()) as uow:
        return uow.session.scalar(select(Person.id).limit(1)) is not None


def say(words: str) -> None:
    """A line of progress for whoever started us."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
