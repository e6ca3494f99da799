"""The demo: anybody may be one of its invented people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from jinja2.utils import urlize
from werkzeug.wrappers import Response

from roundtable.core import clock, identity
from roundtable.core.errors import Missing, Words
from roundtable.core.unit_of_work import VISITOR, UnitOfWork, reading
from roundtable.notifications import queries as notifications
from roundtable.pages.blueprint import pages
from roundtable.people import queries as people
from roundtable.people.models import GRANTED, Person
from roundtable.policy import Role

# in the order of the page: what to try as them, and where that is
SEATS: Mapping[str, tuple[Words, str]] = {
    "resident": (_l("On your own phone: listen, speak, vote"), "/c/TABLEB"),
    "neighbour": (_l("At the same table: support what others said, or object"), "/c/TABLEB"),
    "host": (_l("One person runs a table: agenda, floor, vote, promise"), "/c/TABLEB/desk"),
    "recorder": (_l("Write down what was settled while people watch"), "/c/TABLEB/desk"),
    "officer": (_l("In a minute: accept, report progress, ask for more time"), "/#waiting"),
    "colleague": (_l("Of the same office: may not check its work"), "/#waiting"),
    "verifier": (_l("Go and look: is it really done?"), "/#waiting"),
    "supervisor": (_l("Find what slipped, see it on site, publish the verdict"), "/oversight"),
    "admin": (_l("Places, organisations, accounts; never votes or the record"), "/house"),
}

DAYS: Mapping[int, Words] = {1: _l("A day later"), 7: _l("A week later")}  # how far a press lets time pass
MAILS = 50  # of the newest that are shown

# the seats of the first page -> what they are there, and what to try
FOUR: Mapping[str, tuple[Words, Words]] = {
    "resident": (GRANTED[Role.RESIDENT], _l("with a phone: listen, speak, vote")),
    "host": (GRANTED[Role.HOST], _l("runs a table alone: agenda, floor, vote, promises")),
    "officer": (GRANTED[Role.OFFICER], _l("one minute: accept, report, ask for time")),
    "supervisor": (GRANTED[Role.SUPERVISOR], _l("finds what slipped, has it checked, publishes the verdict")),
}


@dataclass(frozen=True)
class Seat:
    """One of the invented people, as somebody who may sit down as them sees it."""

    slug: str
    name: str
    is_what: list[str]  # what they are today, in words
    tries: Words
    yours: bool


@pages.get("/demo")
def demo() -> str:
    """Whom one may be, and what to try."""
    must_be_demo()
    with reading(VISITOR, clock.now()) as uow:
        there = {person.demo: person for person in people.invented(uow)}
        me = identity.standing()
        seats = [_seat(uow, there[slug], me.person if me else None) for slug in SEATS if slug in there]
    return render_template(
        "pages/demo.html", seats=seats, now=clock.now(), days=DAYS.items() if clock.may_move() else ()
    )


def _seat(uow: UnitOfWork, person: Person, me: int | None) -> Seat:
    slug = str(person.demo)
    return Seat(slug, person.name, people.described(uow, person.id), SEATS[slug][0], person.id == me)


def four(uow: UnitOfWork) -> list[tuple[str, str, Words, Words]]:
    """The seats of the first page: slug, name, what they are, what to try."""
    there = {person.demo: person.name for person in people.invented(uow)}
    return [(slug, there[slug], *words) for slug, words in FOUR.items() if slug in there]


@pages.post("/demo/be/<slug>")
def be(slug: str) -> Response:
    """Stand for an invented person. Raises Missing outside the demo."""
    must_be_demo()
    with reading(VISITOR, clock.now()) as uow:
        found = next((person.id for person in people.invented(uow) if person.demo == slug), None)
    if found is None or slug not in SEATS:
        raise Missing
    identity.become(found)
    return redirect(SEATS[slug][1], 303)


@dataclass(frozen=True)
class AsWritten:
    """A letter's words, with its links. No string, so that they stay in its language on a page in the other one."""

    words: str

    def __html__(self) -> str:
        return urlize(self.words)  # which escapes


@pages.get("/demo/mail")
def outbox() -> str:
    """What was mailed, or would have been, to the invented people: reminders and links can be read and followed."""
    must_be_demo()
    with reading(VISITOR, clock.now()) as uow:
        letters = notifications.in_outbox(uow, MAILS)
    return render_template("pages/mail.html", letters=letters, as_written=AsWritten, seats=SEATS)


@pages.post("/demo/time")
def move_time() -> Response:
    """Let some days pass: what time does is done, and reminders go out."""
    must_be_demo()
    days = request.form.get("days", 0, type=int)
    if days in DAYS:
        clock.move(timedelta(days=days))
    return redirect(url_for("pages.demo"), 303)


def must_be_demo() -> None:
    """Raises Missing in a house where people are real."""
    if not current_app.config["DEMO"]:
        raise Missing
