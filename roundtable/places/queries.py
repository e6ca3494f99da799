"""Reads of places and organisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select

from roundtable.core.unit_of_work import UnitOfWork

from .models import Organisation, Place

Named = list[tuple[int, str]]  # ids with whole names (`Xihu · Nanzhan · Block 3`), in the order of the names


def path(uow: UnitOfWork, place_id: int | None) -> list[Place]:
    """The place and all that it is in, widest first; empty for None."""
    return paths(uow, [place_id])[place_id] if place_id is not None else []


def paths(uow: UnitOfWork, place_ids: Iterable[int]) -> dict[int, list[Place]]:
    """The same of several, by id: as many queries as there are levels."""
    known: dict[int, Place] = {}
    new = set(place_ids)
    while new:
        known |= {place.id: place for place in uow.session.scalars(select(Place).where(Place.id.in_(new)))}
        new = {place.parent_id for place in known.values() if place.parent_id} - known.keys()

    def way(place: Place) -> list[Place]:
        return [*(way(known[place.parent_id]) if place.parent_id else []), place]

    return {number: way(known[number]) for number in place_ids}


N = TypeVar("N", Place, Organisation)


def named(uow: UnitOfWork) -> Named:
    """Every place that is no home, with those that it is in, widest first."""
    found = list(uow.session.scalars(select(Place).where(Place.level != "unit")))
    return _whole(found, found)


def homes(uow: UnitOfWork) -> Named:
    """Every home."""
    found = list(uow.session.scalars(select(Place)))
    return _whole(found, (place for place in found if place.level == "unit"))


def organisations(uow: UnitOfWork) -> Named:
    """Every body, behind the one that it is under."""
    found = list(uow.session.scalars(select(Organisation)))
    return _whole(found, found)


def _whole(known: Iterable[N], wanted: Iterable[N]) -> Named:
    there = {one.id: one for one in known}

    def name(one: N) -> str:
        parent = there.get(one.parent_id or 0)
        return f"{name(parent)} · {one.name}" if parent else one.name

    return sorted(((one.id, name(one)) for one in wanted), key=lambda pair: pair[1])


def inside(uow: UnitOfWork, place_id: int) -> set[int]:
    """The ids of a place and of everything in it."""
    seen, new = {place_id}, {place_id}
    while new:
        new = set(uow.session.scalars(select(Place.id).where(Place.parent_id.in_(new)))) - seen
        seen |= new
    return seen


def kin(uow: UnitOfWork, organisation_id: int) -> set[int]:
    """The ids of a body, its parent and its children: none of them may check its work (domain.md §4.3)."""
    query = select(Organisation.id, Organisation.parent_id)
    under = uow.once("bodies", lambda: dict(uow.session.execute(query).all()))
    above = under[organisation_id]
    children = {body for body, parent in under.items() if parent == organisation_id}
    return {organisation_id, *children} | ({above} if above else set())


def homes_in(uow: UnitOfWork, place_ids: Iterable[int]) -> list[int]:
    """The homes in these places, by id; a home is in itself."""
    within = {found for place_id in place_ids for found in inside(uow, place_id)}
    return list(uow.session.scalars(select(Place.id).where(Place.id.in_(within), Place.level == "unit")))
