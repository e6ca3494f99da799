"""Reads of places and organisations."""

from __future__ import annotations

from sqlalchemy import select

from roundtable.core.unit_of_work import UnitOfWork

from .models import Organisation, Place


def path(uow: UnitOfWork, place_id: int | None) -> list[Place]:
    """The place and all that it is in, widest first; empty for None."""
    found: list[Place] = []
    while place_id is not None and (place := uow.session.get(Place, place_id)) is not None:
        found.insert(0, place)
        place_id = place.parent_id
    return found


def named(uow: UnitOfWork) -> list[tuple[int, str]]:
    """The id of every place that is no home, with its name and those it is in, widest first: `Xihu · Nanzhan`."""
    found = {place.id: place for place in uow.session.scalars(select(Place).where(Place.level != "unit"))}

    def whole(place: Place) -> str:
        parent = found.get(place.parent_id or 0)
        return f"{whole(parent)} · {place.name}" if parent else place.name

    return sorted(((place.id, whole(place)) for place in found.values()), key=lambda pair: pair[1])


def inside(uow: UnitOfWork, place_id: int) -> set[int]:
    """The ids of a place and of everything in it."""
    seen, new = {place_id}, {place_id}
    while new:
        new = set(uow.session.scalars(select(Place.id).where(Place.parent_id.in_(new)))) - seen
        seen |= new
    return seen


def kin(uow: UnitOfWork, organisation_id: int) -> set[int]:
    """The ids of a body, its parent and its children: none of them may check its work (domain.md §4.3)."""
    body = uow.get(Organisation, organisation_id)
    children = uow.session.scalars(select(Organisation.id).where(Organisation.parent_id == organisation_id))
    return {organisation_id, *children} | ({body.parent_id} if body.parent_id else set())
