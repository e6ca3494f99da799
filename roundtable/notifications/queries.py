"""Letters, drawn from what was noted when they are sent: what they speak of is as it is then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from roundtable.core import languages, things
from roundtable.core.site import base
from roundtable.core.things import Card
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people.models import Person
from roundtable.policy import Action

from .models import NOTICES, WAITING, Delivery, Told


@dataclass(frozen=True)
class Letter:
    """A mail, ready to go."""

    number: int  # of its delivery
    to: str
    name: str
    lang: str
    house: str  # what the house calls itself in that language
    subject: str
    body: str


def letter(uow: UnitOfWork, number: int) -> Letter | None:
    """The mail of a delivery, in its reader's language; None when there is no use in it any more."""
    delivery = uow.get(Delivery, number)
    person = uow.get(Person, delivery.person_id)
    if person.email is None or person.closed_at:
        return None
    with force_locale(languages.LOCALES[person.lang]):
        parts = [part for one in delivery.told if (part := _part(uow, Told(**one)))]
        if not parts:
            return None
        bodies = "\n\n".join(body for _subject, body in parts)
        return Letter(
            number=number,
            to=person.email,
            name=" ".join(person.name.split()),  # a header is one line
            lang=person.lang,
            house=str(_("Roundtable")),
            subject=_subject(parts),
            body=f"{bodies}\n\n{_foot()}\n",
        )


def _subject(parts: list[tuple[str, str]]) -> str:
    first, *others = parts
    if not others:
        return first[0]
    return str(_("%(first)s, and more", first=first[0]))


def _part(uow: UnitOfWork, told: Told) -> tuple[str, str] | None:
    """Subject and body of what one notice says."""
    where, it = _where(uow, told)
    if where is None:
        return None
    template = current_app.extensions["blind"].get_template(f"emails/{told.template}.txt")
    said = template.render(it=it, draft=told, url=f"{base()}{where}")
    subject, _line, body = said.strip().partition("\n")
    return " ".join(subject.split()), body.strip()


def _where(uow: UnitOfWork, told: Told) -> tuple[str | None, Card | None]:
    thing = things.many(uow, [told.ref]).get(told.ref)
    it = things.card(thing) if thing else None
    for notice in NOTICES.get(Action(told.action), ()):
        if notice.template == told.template and notice.where:
            return notice.where(uow, told), it
    return (it.url if it else "/"), it


def _foot() -> str:
    why = _("You are written to because you have an account here. To change your language: %(url)s", url=f"{base()}/me")
    return f"-- \n{_('Roundtable')} {base()}\n{why}"


def anything_due(uow: UnitOfWork) -> bool:
    """Whether a mail waits to be sent now, or to be given up."""
    waits = select(Delivery.id).where(Delivery.state == WAITING)
    due = waits.where(or_(Delivery.look_again_at <= uow.now, Delivery.until < uow.now))
    return uow.session.scalar(due.limit(1)) is not None


def backlog(uow: UnitOfWork) -> tuple[int, float]:
    """How many mails are to be sent, and for how many seconds the oldest has waited."""
    waiting = Delivery.state == WAITING
    count = uow.session.scalar(select(func.count()).where(waiting)) or 0
    since = uow.session.scalar(select(func.min(Delivery.at)).where(waiting))
    return count, (uow.now - since).total_seconds() if since else 0.0


def in_outbox(uow: UnitOfWork, most: int) -> list[tuple[Letter, str, datetime]]:
    """What was written to the people of the demo, newest first: the letter, its delivery's state, and when."""
    query = select(Delivery).join(Person, Person.id == Delivery.person_id).where(Person.demo.is_not(None))
    rows = uow.session.scalars(query.order_by(Delivery.id.desc()).limit(most))
    found = [(letter(uow, row.id), row.state, row.at) for row in rows]
    return [(text, state, at) for text, state, at in found if text is not None]
