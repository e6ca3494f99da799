"""Erasing a person: who they were goes, what they did stays in the record as somebody's. It cannot be undone."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from roundtable.core import acts, personal
from roundtable.core.actions import action
from roundtable.core.errors import Refused
from roundtable.core.event_log import DESK
from roundtable.core.things import HOUSE
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import local
from roundtable.people import accounts, erased, own, queries
from roundtable.people.forms import WORDS_TOO, EraseForForm, EraseForm
from roundtable.people.models import MailedLink, Membership, Person
from roundtable.policy import Action, Role

from .entering import COOKIE


@action(
    Action.PERSON_ERASE,
    on="person",
    form=EraseForm,
    title=_l("Be erased"),
    button=_l("Erase me"),
    http_only=COOKIE,
    signs_in=True,
    then="/erased",
    template="people/erase.html",
)
def erase(uow: UnitOfWork, person: Person, *, words: str, sure: bool) -> None:
    """Have everything that says who one is erased. Raises Refused while something is to be handed over first."""
    if not own.is_proved(uow, person):
        raise Refused("prove_first", _l("Write your password once more first, on your own page."))
    _erase(uow, person, Action.PERSON_ERASE, sure=sure, words=words == WORDS_TOO)


@action(
    Action.PERSON_ERASE_FOR,
    on="person",
    form=EraseForForm,
    title=_l("Erase a person"),
    button=_l("Erase them"),
    then="/house",
    template="people/erase.html",
)
def erase_for(uow: UnitOfWork, person: Person, *, words: str, asked: str, sure: bool) -> None:
    """The same for somebody who asked the administrator. Raises Refused as above."""
    _erase(uow, person, Action.PERSON_ERASE_FOR, sure=sure, words=words == WORDS_TOO, asked=asked)


def _erase(uow: UnitOfWork, person: Person, act: Action, *, sure: bool, words: bool, **facts: str) -> None:
    if person.erased_at is not None or not sure:
        raise Refused("erased_already", _l("This person was erased already."))
    if left := [*_only_admin(uow, person), *(said for duties in personal.DUTIES for said in duties(uow, person.id))]:
        raise Refused("duties_open", _("Not erased yet, nothing was changed. First: %(what)s", what=" ".join(left)))
    ended = _end_all(uow, person)
    accounts.leave_everywhere(uow, person)
    uow.session.execute(delete(MailedLink).where(MailedLink.person_id == person.id))
    theirs = delete(acts.Act).where(acts.Act.actor == f"person:{person.id}", acts.Act.key != uow.key)
    uow.session.execute(theirs)
    person.name, person.email, person.password, person.demo = "", None, None, None
    person.lang, person.closed_at, person.erased_at = "zh", uow.now, uow.now
    uow.log(act, topic=HOUSE, touched=ended, audience=DESK, person=person.id, words=words, **facts)
    erased.note(uow, person.id, words=words)


def _end_all(uow: UnitOfWork, person: Person) -> list[Membership]:
    """They are nothing anywhere any more. Returns what has ended."""
    found = queries.memberships(uow, person.id)
    for membership in found:
        membership.until = local(uow.now).date() - timedelta(days=1)
    return found


def _only_admin(uow: UnitOfWork, person: Person) -> list[str]:
    query = select(Membership.person_id).join(Person, Person.id == Membership.person_id)
    query = query.where(Membership.role == Role.ADMIN, Person.closed_at.is_(None), *queries.of_today(uow))
    alone = set(uow.session.scalars(query)) == {person.id}
    return [_("The only administrator: somebody else is made one.")] if alone else []
