"""What becomes of somebody's part in commitments when they are erased, and what keeps that back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from roundtable.core import personal
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from .models import OPEN, Commitment, Confirmation, Reply, Verification


def erase(uow: UnitOfWork, person_id: int, *, words: bool) -> None:
    """With `words`, what they wrote beside their answers as a resident goes, with its salt; the answers count on."""
    for promise in _theirs(uow, person_id):
        uow.log(Action.PERSON_ERASE, topic=promise.topic, touched=[promise], audience=PUBLIC)
    for model in (Confirmation, Reply) if words else ():
        said: Any = select(model).where(model.person_id == person_id, model.words != "")
        for one in uow.session.scalars(said).unique():
            one.words, one.salt = "", None
            uow.log(Action.PERSON_ERASE, topic=one.commitment.topic, touched=[one, one.commitment], audience=PUBLIC)


def _theirs(uow: UnitOfWork, person_id: int) -> Iterator[Commitment]:
    """The commitments whose pages name them."""
    checked = select(Verification.commitment_id).where(Verification.verifier_id == person_id)
    query = select(Commitment).where(or_(Commitment.responsible_id == person_id, Commitment.id.in_(checked)))
    yield from uow.session.scalars(query.order_by(Commitment.id)).unique()


def _open(uow: UnitOfWork, person_id: int) -> Iterator[str]:
    """What they have yet to deliver."""
    mine = select(Commitment.outcome).where(Commitment.responsible_id == person_id, Commitment.state.in_(OPEN))
    for outcome in uow.session.scalars(mine.order_by(Commitment.id)):
        yield _(
            "Still responsible for “%(what)s”: a supervisor puts another promise in its place, or it is carried to its "
            "end.",
            what=outcome,
        )


personal.DUTIES.append(_open)
