"""What forms offer: who may answer for a commitment, and places."""

from __future__ import annotations

from sqlalchemy import select

from roundtable.commitments.models import SIGNED, Commitment
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.places import queries as everywhere
from roundtable.places.models import Place
from roundtable.policy import Role


def owners(uow: UnitOfWork) -> dict[str, str]:
    """Every officer with their body, as `person-body`: a promise needs both."""
    return {
        f"{person.id}-{body.id}": f"{person.name} · {body.name}" for person, body in people.serving(uow, Role.OFFICER)
    }


def successors(uow: UnitOfWork, commitment: Commitment) -> list[tuple[int, str]]:
    """What could take a commitment's place: newer ones that are signed for and open, the newest first."""
    query = select(Commitment).where(Commitment.id > commitment.id, Commitment.state.in_(SIGNED))
    found = uow.session.scalars(query.order_by(Commitment.id.desc())).unique()
    return [(other.id, f"{other.number} · {other.place_words} · {other.outcome}") for other in found]


def places(uow: UnitOfWork, within: int | None = None) -> dict[int, str]:
    """Every place that is no home, named with what it is in; and each home of one of them."""
    found = dict(everywhere.named(uow))
    if not within:
        return found
    homes = everywhere.homes_in(uow, [within])
    for home in uow.session.scalars(select(Place).where(Place.id.in_(homes)).order_by(Place.id)):
        found[home.id] = f"{found.get(within, '')} · {home.name}"
    return found
