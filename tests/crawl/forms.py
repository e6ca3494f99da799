"""The forms that no link led to: found by what the demo's rows let its people do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from roundtable.core import clock, doors, things
from roundtable.core.actions import REGISTRY, Spec
from roundtable.core.things import KINDS
from roundtable.core.unit_of_work import VISITOR, Actor, UnitOfWork, reading
from roundtable.pages.demo import SEATS
from roundtable.people import queries as people
from roundtable.policy import POLICY, Role


def unseen(app: Flask, served: Collection[str]) -> Iterator[tuple[str, str]]:
    """Who may open it, and its address: for each act whose form was not served, one, where the demo has any."""
    with app.app_context(), reading(VISITOR, clock.now()) as uow:
        seats = {str(one.demo): Actor(one.id) for one in people.invented(uow) if one.demo in SEATS}
        for spec in REGISTRY.values():
            if doors.path(spec.name) not in served:
                yield from _first(uow, spec, {"visitor": VISITOR} | seats)


def by_the_clock(spec: Spec) -> bool:
    """Whether nobody but time does it, so that its form is nobody's."""
    return POLICY[spec.name].roles == {Role.SYSTEM}


def _first(uow: UnitOfWork, spec: Spec, actors: dict[str, Actor]) -> Iterator[tuple[str, str]]:
    rows = uow.session.scalars(select(KINDS[spec.on].model)).unique().all()
    for who, actor in actors.items():
        for thing in rows:
            if things.may(replace(uow, actor=actor), spec.name, thing):
                yield who, doors.path(spec.name, thing.ref)
                return
