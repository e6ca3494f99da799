"""Who is told of what happens to a commitment: persons by id, for the rows of notices.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from roundtable.core import things
from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.places import queries as places
from roundtable.policy import Role

from .models import Commitment
from .queries import people as parties

Audience = Callable[[UnitOfWork, Draft], Iterable[int]]


def _of(uow: UnitOfWork, draft: Draft) -> Commitment:
    found: Commitment = things.find(uow, draft.topic)
    return found


def responsible(uow: UnitOfWork, draft: Draft) -> set[int]:
    """Who has to deliver it."""
    return {_of(uow, draft).responsible_id}


def colleagues(uow: UnitOfWork, draft: Draft) -> set[int]:
    """The other officers of the unit that has to deliver it."""
    return _serving(uow, draft, Role.OFFICER) - responsible(uow, draft)


def heads(uow: UnitOfWork, draft: Draft) -> set[int]:
    """Who leads the unit that has to deliver it; where the register names nobody, all who answer for the unit."""
    found = _serving(uow, draft, Role.HEAD)
    return found or responsible(uow, draft) | colleagues(uow, draft)


def unit(uow: UnitOfWork, draft: Draft) -> set[int]:
    """Who has to deliver it, and all of their unit, with its head: an order is to all of them."""
    return responsible(uow, draft) | colleagues(uow, draft) | heads(uow, draft)


def _serving(uow: UnitOfWork, draft: Draft, role: Role) -> set[int]:
    return {person.id for person, _body in people.serving(uow, role, _of(uow, draft).organisation_id)}


def verifiers(uow: UnitOfWork, draft: Draft) -> set[int]:
    """All who may check it: of no related body."""
    kin = places.kin(uow, _of(uow, draft).organisation_id)
    serving = people.serving(uow, Role.VERIFIER)
    related = {person.id for person, body in serving if body.id in kin}
    return {person.id for person, _body in serving} - related


def asked(uow: UnitOfWork, draft: Draft) -> set[int]:
    """Who lives in the homes that it is about, and who raised it; not who has to deliver it."""
    commitment = _of(uow, draft)
    return parties.asked(uow, commitment) - {commitment.responsible_id}


def took_part(uow: UnitOfWork, draft: Draft) -> set[int]:
    """Who said or supported what led to it, who lives there, and who has to deliver it."""
    commitment = _of(uow, draft)
    return parties.took_part(uow, commitment) | parties.asked(uow, commitment)


def when(level: int, audience: Audience) -> Audience:
    """That audience, when this level of the ladder is the one that is sent; of one only passed, nobody hears."""

    def told(uow: UnitOfWork, draft: Draft) -> Iterable[int]:
        sent = draft.facts["sent"] and draft.facts["level"] == level
        return audience(uow, draft) if sent else ()

    return told
