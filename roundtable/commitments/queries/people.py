"""What somebody is to a commitment, and whose homes are asked about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import inspect, select
from sqlalchemy.orm.attributes import set_committed_value

from roundtable import policy
from roundtable.commitments.models import Commitment, Home, Part, Statement
from roundtable.consultations import queries as consultations
from roundtable.core import links, things
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.places import queries as places
from roundtable.policy import Action, Role

# what a part asks of its reader -> what they must be allowed to do
STEPS: Mapping[str, Action] = {
    "responsible": Action.COMMITMENT_DESK,
    "verifier": Action.COMMITMENT_VERIFY,
    "asked": Action.CONFIRMATION_GIVE,
    "recorder": Action.COMMITMENT_NAME_HOMES,
    "supervisor": Action.EXTENSION_GRANT,
}
EVERYWHERE = (Role.VERIFIER, Role.SUPERVISOR)  # they work for a body, and look at the commitments of all others


def statement_roles(uow: UnitOfWork, statement: Statement) -> frozenset[Role]:
    """What the actor is to the table at which it was said."""
    return consultations.roles(uow, statement.table)


def roles(uow: UnitOfWork, commitment: Commitment) -> frozenset[Role]:
    """What the actor is to a commitment today."""
    at_table = consultations.roles(uow, commitment.table)
    me = uow.actor.id
    if me is None:
        return at_table
    mine = {Role(m.role) for m in people.memberships(uow, me) if m.organisation_id} & set(EVERYWHERE)
    if me == commitment.responsible_id:
        mine.add(Role.RESPONSIBLE)
    if people.bodies(uow) & places.kin(uow, commitment.organisation_id):
        mine.add(Role.RELATED)
    if me in raisers(uow, commitment):
        mine.add(Role.RAISER)
    homes = people.homes_of(uow, me)
    if homes and set(homes) & set(commitment.home_ids):
        mine.add(Role.AFFECTED)
    return at_table | mine


def part_roles(uow: UnitOfWork, part: Part) -> frozenset[Role]:
    """What the actor is to the commitment that it belongs to."""
    return roles(uow, part.commitment)


def raisers(uow: UnitOfWork, commitment: Commitment) -> set[int]:
    """Who raised it: the author of each comment (or report) at the head of the chain that led to it, by person id."""
    return uow.once(("raisers", commitment.id), lambda: _raised(uow, [commitment])[commitment.id])


def _raised(uow: UnitOfWork, commitments: Iterable[Commitment]) -> dict[int, set[int]]:
    heads = links.heads_of(uow, [commitment.ref for commitment in commitments])
    there = things.many(uow, {ref for found in heads.values() for ref in found})
    authors = {ref: things.author(thing) for ref, thing in there.items()}
    return {c.id: {who for ref in heads[c.ref] if (who := authors.get(ref)) is not None} for c in commitments}


def ready(uow: UnitOfWork, commitments: Iterable[Commitment]) -> None:
    """Ask once who raised all of these; of an actor who lives somewhere also, which homes they are about."""
    commitments = list(commitments)
    for number, raised in _raised(uow, commitments).items():
        uow.keep(("raisers", number), raised)
    if people.homes_of(uow, uow.actor.id):
        with_homes(uow, commitments)


def with_homes(uow: UnitOfWork, commitments: Iterable[Commitment]) -> None:
    """Ask once which homes these are about."""
    unknown = {c.id: c for c in commitments if "homes" in inspect(c).unloaded}
    homes: dict[int, list[Home]] = {number: [] for number in unknown}
    for home in uow.session.scalars(select(Home).where(Home.commitment_id.in_(unknown))) if unknown else ():
        homes[home.commitment_id].append(home)
    for number, found in homes.items():
        set_committed_value(unknown[number], "homes", found)


def parts_ready(uow: UnitOfWork, parts: Iterable[Part]) -> None:
    """The same for what belongs to commitments."""
    ready(uow, {part.commitment.id: part.commitment for part in parts}.values())


def voices(uow: UnitOfWork, commitment: Commitment) -> set[str]:
    """All who are asked, one voice a home; the raiser's home is one of them, wherever it is (domain.md §4.3)."""
    raised = (voice for person in raisers(uow, commitment) for voice in voices_of(uow, commitment, person)[:1])
    return {_of_home(home) for home in commitment.home_ids} | set(raised)


def voices_of(uow: UnitOfWork, commitment: Commitment, person_id: int) -> list[str]:
    """Whose answers a person gives: of their homes that it is about; a raiser's own where there is none of these."""
    at_home = people.homes_of(uow, person_id)
    asked = [home for home in at_home if home in commitment.home_ids]
    if asked:
        return [_of_home(home) for home in asked]
    if person_id not in raisers(uow, commitment):
        return []
    if at_home:
        return [_of_home(at_home[0])]
    return [] if people.is_erased(uow, person_id) else [f"person:{person_id}"]  # who is gone answers nothing


def asked(uow: UnitOfWork, commitment: Commitment) -> set[int]:
    """The persons who are asked: all who live in the homes, and the raisers."""
    at_home = people.living(uow, commitment.home_ids).values()
    return {person for living in at_home for person in living} | raisers(uow, commitment)


def took_part(uow: UnitOfWork, commitment: Commitment) -> set[int]:
    """Everyone with a part in what led to it, and who has to deliver it: they hear how it ends."""
    chain = things.many(uow, links.linked(uow, commitment.ref)).values()
    return {commitment.responsible_id} | {person for thing in chain for person in things.took_part(uow, thing)}


def _of_home(place_id: int) -> str:
    return f"place:{place_id}"


def mine(uow: UnitOfWork, commitment: Commitment) -> dict[str, list[str]]:
    """What the actor is to it, by the words that its part asks for: `am verifier`."""
    held = roles(uow, commitment)
    am = [name for name, action in STEPS.items() if policy.permits(action, held)]
    return {"am": [*am, "raiser"] if Role.RAISER in held else am}
