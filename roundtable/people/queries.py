"""Reads about people, and what somebody is to the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, or_, select

from roundtable.core import clock, things
from roundtable.core.errors import Words
from roundtable.core.identity import Standing
from roundtable.core.things import HOUSE, Card, Kind
from roundtable.core.unit_of_work import VISITOR, UnitOfWork, reading
from roundtable.core.wording import local
from roundtable.places import queries as places
from roundtable.places.models import House, Organisation, Place
from roundtable.policy import Action, Role

from .models import GRANTED, NAMELESS, WAYS, Membership, Person, SignIn

ANSWERING = (Role.OFFICER, Role.HEAD)  # who speaks for a body that answers, where somebody is both: in this order


def standing(person_id: int, sign_in: str = "") -> Standing | None:
    """How a person stands now, who came by that sign-in; None when they may not be here, or the sign-in has ended."""
    with reading(VISITOR, clock.now()) as uow:
        person = uow.session.get(Person, person_id)
        if person is None or person.closed_at or (sign_in and not _lasts(uow, person_id, sign_in)):
            return None
        return Standing(
            person=person.id,
            epoch=person.epoch,
            name=person.name,
            account=person.email is not None,
            demo=person.demo,
            lang=person.lang,
            sign_in=sign_in,
        )


def _lasts(uow: UnitOfWork, person_id: int, sign_in: str) -> bool:
    row = uow.session.get(SignIn, int(sign_in)) if sign_in.isdecimal() else None
    return row is not None and row.person_id == person_id and row.until > uow.now


def memberships(uow: UnitOfWork, person_id: int | None) -> list[Membership]:
    """What a person is today."""

    def find() -> list[Membership]:
        query = select(Membership).where(Membership.person_id == person_id, *of_today(uow))
        return list(uow.session.scalars(query))

    return uow.once(("memberships", person_id), find)


def ready(uow: UnitOfWork, person_ids: Iterable[int]) -> None:
    """Ask once what all of these are today."""
    ids = set(person_ids)
    found: dict[int, list[Membership]] = {person: [] for person in ids}
    for membership in uow.session.scalars(select(Membership).where(Membership.person_id.in_(ids), *of_today(uow))):
        found[membership.person_id].append(membership)
    for person, mine in found.items():
        uow.keep(("memberships", person), mine)


def of_today(uow: UnitOfWork) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a membership has begun and is not over."""
    today = local(uow.now).date()
    return Membership.since <= today, or_(Membership.until.is_(None), Membership.until >= today)


def held(uow: UnitOfWork) -> frozenset[Role]:
    """What the actor is everywhere: a visitor, perhaps with an account, perhaps an administrator."""
    if uow.actor.stands_for:
        return uow.actor.stands_for
    return uow.once(("held", uow.actor.id), lambda: _held(uow))


def _held(uow: UnitOfWork) -> frozenset[Role]:
    person = uow.session.get(Person, uow.actor.id) if uow.actor.id else None
    if person is None or person.email is None or person.closed_at:
        return frozenset({Role.VISITOR})
    admin = any(m.role == Role.ADMIN for m in memberships(uow, person.id))
    return frozenset({Role.VISITOR, Role.MEMBER} | ({Role.ADMIN} if admin else set()))


def bodies(uow: UnitOfWork, role: Role | None = None) -> set[int]:
    """The organisations that the actor belongs to today (in that role)."""
    found = memberships(uow, uow.actor.id) if uow.actor.id else []
    return {m.organisation_id for m in found if m.organisation_id and (role is None or m.role == role)}


def office(uow: UnitOfWork, person_id: int) -> int | None:
    """The body that a person sits for at a table: where they are an officer, else its head, else where they convene."""
    found = {m.role: m.organisation_id for m in memberships(uow, person_id)}
    return next((found[role] for role in (*ANSWERING, Role.CONVENER) if found.get(role)), None)


def belonging(uow: UnitOfWork, organisations: Iterable[int]) -> list[tuple[int, str]]:
    """The ids and names of those who are something in one of these organisations today, by name."""
    query = select(Person.id, Person.name).join(Membership, Membership.person_id == Person.id).distinct()
    query = query.where(Membership.organisation_id.in_(set(organisations)), *of_today(uow))
    return list(uow.session.execute(query.order_by(Person.name, Person.id)).all())


def names(uow: UnitOfWork, ids: Iterable[int]) -> dict[int, str]:
    """The names of these persons."""
    wanted = set(ids)
    found = select(Person.id, Person.name).where(Person.id.in_(wanted))
    return {number: name or str(NAMELESS) for number, name in uow.session.execute(found)} if wanted else {}


def is_erased(uow: UnitOfWork, person_id: int) -> bool:
    """Whether nothing says any more who that was."""
    person = uow.session.get(Person, person_id)
    return person is None or person.erased_at is not None


def described(uow: UnitOfWork, person_id: int) -> list[str]:
    """What a person is today, in words: `officer, Works office`."""
    return list(_in_words(uow, memberships(uow, person_id)).values())


def _in_words(uow: UnitOfWork, found: Iterable[Membership]) -> dict[int, str]:
    """These memberships in words, by id. As many queries for one as for all."""
    found = list(found)
    paths = places.paths(uow, {m.place_id for m in found if m.place_id})
    bodies = {m.organisation_id for m in found if m.organisation_id}
    named = dict(
        uow.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(bodies))).all()
    )

    def words(m: Membership) -> str:
        role = GRANTED.get(m.role, m.role)
        within = paths.get(m.place_id or 0, [])[-2:]  # the house and the home
        where = named.get(m.organisation_id or 0) or " ".join(place.name for place in within)
        return str(_("%(role)s, %(where)s", role=role, where=where) if where else role)

    return {m.id: words(m) for m in found}


@dataclass(frozen=True)
class MembershipView:
    """What somebody is, in words, with the days."""

    ref: str
    words: str
    since: date
    until: date | None


@dataclass(frozen=True)
class PersonView:
    """Somebody, as they and the administrator see them."""

    ref: str
    number: int
    name: str
    email: str
    has_password: bool
    closed_at: datetime | None
    erased_at: datetime | None
    is_what: tuple[MembershipView, ...]


def view(uow: UnitOfWork, person: Person) -> PersonView:
    """A person, to be shown to themselves or to the administrator."""
    found = memberships(uow, person.id)
    return _view(person, found, _in_words(uow, found))


def _view(person: Person, found: Iterable[Membership], words: Mapping[int, str]) -> PersonView:
    return PersonView(
        ref=person.ref,
        number=person.id,
        name=person.called,
        email=person.email or "",
        has_password=person.password is not None,
        closed_at=person.closed_at,
        erased_at=person.erased_at,
        is_what=tuple(MembershipView(m.ref, words[m.id], m.since, m.until) for m in found),
    )


def listed(uow: UnitOfWork, asked: str, after: int, most: int) -> list[PersonView]:
    """Accounts by number, whose name or address holds what was asked for."""
    query = select(Person).where(Person.email.is_not(None), Person.id > after)
    if asked:
        query = query.where(or_(Person.name.contains(asked, autoescape=True), Person.email == asked.lower()))
    persons = list(uow.session.scalars(query.order_by(Person.id).limit(most)))
    mine = select(Membership).where(Membership.person_id.in_([person.id for person in persons]), *of_today(uow))
    all_of_them = list(uow.session.scalars(mine.order_by(Membership.id)))
    words, found = _in_words(uow, all_of_them), dict[int, list[Membership]]()
    for membership in all_of_them:
        found.setdefault(membership.person_id, []).append(membership)
    return [_view(person, found.get(person.id, []), words) for person in persons]


def register(uow: UnitOfWork, place_id: int) -> list[tuple[int, str, list[str]]]:
    """The register of homes in a place: each home's id, its whole name, and who lives there today."""
    here = places.inside(uow, place_id)
    query = select(Membership.place_id, Person.name).join(Person, Person.id == Membership.person_id)
    query = query.where(Membership.role == Role.RESIDENT, Membership.place_id.in_(here), *of_today(uow))
    live: dict[int | None, list[str]] = {}
    for home, name in uow.session.execute(query.where(Person.closed_at.is_(None)).order_by(Person.name)):
        live.setdefault(home, []).append(name)
    return [(home, name, live.get(home, [])) for home, name in places.homes(uow) if home in here]


@dataclass(frozen=True)
class SignInView:
    """A browser that somebody is signed in by."""

    id: str
    way: Words
    at: datetime
    until: datetime


def sign_ins(uow: UnitOfWork, person_id: int) -> list[SignInView]:
    """What somebody is signed in by now, newest first."""
    query = select(SignIn).where(SignIn.person_id == person_id, SignIn.until > uow.now).order_by(SignIn.at.desc())
    return [SignInView(str(row.id), WAYS[row.way], row.at, row.until) for row in uow.session.scalars(query)]


def invented(uow: UnitOfWork) -> list[Person]:
    """The people of the demo."""
    return list(uow.session.scalars(select(Person).where(Person.demo.is_not(None)).order_by(Person.id)))


def officers(uow: UnitOfWork, ids: Iterable[int] | None = None) -> dict[int, str]:
    """Who works for a body that answers, or leads it, today (of these persons, if given) -> the body's name."""
    query = (
        select(Membership.person_id, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.role.in_(ANSWERING), *of_today(uow))
        .order_by(Membership.id.desc())
    )
    wanted = None if ids is None else set(ids)
    if wanted is not None:
        query = query.where(Membership.person_id.in_(wanted))
    return {} if wanted == set() else dict(uow.session.execute(query).all())


def serving(uow: UnitOfWork, role: Role, organisation_id: int | None = None) -> list[tuple[Person, Organisation]]:
    """Who is that today (in an organisation), with the organisation, by its name and theirs."""
    query = select(Person, Organisation).join(Membership, Membership.person_id == Person.id)
    query = query.join(Organisation, Organisation.id == Membership.organisation_id)
    query = query.where(Membership.role == role, *of_today(uow))
    if organisation_id is not None:
        query = query.where(Organisation.id == organisation_id)
    return list(uow.session.execute(query.order_by(Organisation.name, Person.name, Person.id)).all())


def living(uow: UnitOfWork, place_ids: Iterable[int]) -> dict[int | None, list[int]]:
    """Who lives in these homes today: person ids by home."""
    query = select(Membership.place_id, Membership.person_id).where(Membership.role == Role.RESIDENT)
    query = query.where(Membership.place_id.in_(set(place_ids)), *of_today(uow)).order_by(Membership.id)
    found: dict[int | None, list[int]] = {}
    for place_id, person_id in uow.session.execute(query):
        found.setdefault(place_id, []).append(person_id)
    return found


def homes_of(uow: UnitOfWork, person_id: int | None) -> list[int]:
    """The homes on the register in which a person lives today, by id."""
    found = memberships(uow, person_id) if person_id else []
    return [m.place_id for m in found if m.role == Role.RESIDENT and m.place_id]


def _house_roles(uow: UnitOfWork, _thing: object) -> frozenset[Role]:
    """What the actor is everywhere, and for any body."""
    mine = memberships(uow, uow.actor.id) if uow.actor.id else []
    return held(uow) | {Role(m.role) for m in mine if m.organisation_id}


def _body_roles(uow: UnitOfWork, body: Organisation) -> frozenset[Role]:
    """What the actor is to an organisation: also all that they are in it."""
    if uow.actor.id is None:
        return held(uow)
    inside = {Role(m.role) for m in memberships(uow, uow.actor.id) if m.organisation_id == body.id}
    return held(uow) | inside


def _person_roles(uow: UnitOfWork, person: Person) -> frozenset[Role]:
    """What the actor is to an account: perhaps its owner. Guests have none."""
    if person.id != uow.actor.id or person.closed_at is not None:
        return held(uow)
    return held(uow) | {Role.ONESELF} | ({Role.SELF} if person.email is not None else set())


def _membership_roles(uow: UnitOfWork, membership: Membership) -> frozenset[Role]:
    return held(uow) | ({Role.SELF} if membership.person_id == uow.actor.id else set())


def _card(thing: House | Place | Organisation) -> Card:
    return Card(thing.ref, HOUSE, thing.name, "", "/")


def _person_card(person: Person) -> Card:
    return Card(person.ref, HOUSE, person.called, "", f"/people/{person.id}")


def _membership_card(membership: Membership) -> Card:
    role = GRANTED.get(membership.role, membership.role)
    return Card(membership.ref, HOUSE, role, "", f"/people/{membership.person_id}")


things.register(Kind(House, _card, Action.HOUSE_SEE, _house_roles))
things.register(Kind(Place, _card, Action.HOUSE_SEE, _house_roles))
things.register(Kind(Organisation, _card, Action.HOUSE_SEE, _body_roles))
things.register(Kind(Person, _person_card, Action.PERSON_SEE, _person_roles))
things.register(Kind(Membership, _membership_card, Action.PERSON_SEE, _membership_roles))
