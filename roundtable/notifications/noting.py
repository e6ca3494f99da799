"""Writes down who is to be told, in the act's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import insert, select

from roundtable.core.event_log import Draft, plain
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people.models import Person
from roundtable.policy import Action

from .models import NOTICES, WAITING, Delivery, Notice, Told


def note(uow: UnitOfWork) -> None:
    """Write a delivery for everybody whom the acts of this unit of work are told to; called before it settles."""
    told: dict[int, dict[tuple[str, str], tuple[Notice, Told]]] = {}
    for draft in (*uow.drafts, *uow.whispers):
        for notice in NOTICES.get(Action(draft.action), ()):
            one = _told(draft, notice)
            for person in notice.audience(uow, draft):
                told.setdefault(person, {}).setdefault((one.template, one.ref), (notice, one))
    if told:
        rows = [_row(uow, person, list(told[person].values())) for person in _reached(uow, told)]
        if rows:
            uow.session.execute(insert(Delivery), rows)


def _told(draft: Draft, notice: Notice) -> Told:
    ref = draft.touched[0].ref if draft.touched else ""
    return Told(draft.action, notice.template, draft.topic, ref, {name: plain(v) for name, v in draft.facts.items()})


def _row(uow: UnitOfWork, person: int, notes: list[tuple[Notice, Told]]) -> dict[str, object]:
    return {
        "person_id": person,
        "told": [asdict(one) for _notice, one in notes],
        "at": uow.now,
        "until": uow.now + max(notice.good_for for notice, _one in notes),
        "look_again_at": uow.now,
        "state": WAITING,
        "tries": 0,
    }


def _reached(uow: UnitOfWork, persons: Iterable[int]) -> list[int]:
    """Those of them with an address and an open account, in order; guests have none."""
    query = select(Person.id).where(Person.id.in_(set(persons)), Person.email.is_not(None), Person.closed_at.is_(None))
    return list(uow.session.scalars(query.order_by(Person.id)))
