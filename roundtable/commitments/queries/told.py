"""Commitments as a chain and the minutes tell of them, in a sentence or two each; few queries, however many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from roundtable.commitments.models import Closing, Commitment, Confirmation, Update, Verification
from roundtable.core import things
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as persons

from . import people
from .views import SEALS, Check, checked


@dataclass(frozen=True)
class Answered:
    """What the homes answered to the last claim."""

    homes: int
    fixed: int


@dataclass(frozen=True)
class Told:
    """A commitment, the check of its last claim, and how it ended."""

    ref: str
    id: int
    outcome: str
    place: str
    who: str
    body: str
    state: str
    word: Words
    seal: str
    due_original: date
    proposed_at: datetime
    closed_at: datetime | None
    check: Check | None
    reason: str  # why a supervisor ended it, where one did
    answered: Answered | None  # None while no home was asked


ITS_OWN = ("ref", "id", "outcome", "state", "due_original", "proposed_at", "closed_at")


def views(uow: UnitOfWork, refs: list[str]) -> list[Told]:
    """Commitments, to be told of."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found: list[Commitment] = things.rows(uow, refs)
    claims = _claims(uow, ids)
    checks, reasons = _checks(uow, list(claims.values())), _reasons(uow, ids)
    answers = _answers(uow, [c for c in found if c.window_ends_at], claims)
    return [_view(c, checks.get(c.id), reasons.get(c.id, ""), answers.get(c.id)) for c in found]


def _view(c: Commitment, check: Check | None, reason: str, answered: Answered | None) -> Told:
    own: dict[str, Any] = {name: getattr(c, name) for name in ITS_OWN}
    return Told(
        **own,
        place=c.place_words,
        who=c.responsible.name,
        body=c.organisation.name,
        word=Commitment.WORDS[c.state],
        seal=SEALS.get(c.state, ""),
        check=check,
        reason=reason,
        answered=answered,
    )


def _claims(uow: UnitOfWork, ids: list[int]) -> dict[int, int]:
    """The last report of each that it is done, by the commitment's id."""
    query = select(Update.commitment_id, func.max(Update.id)).where(Update.commitment_id.in_(ids), Update.done)
    return dict(uow.session.execute(query.group_by(Update.commitment_id)).all())


def _checks(uow: UnitOfWork, claims: list[int]) -> dict[int, Check]:
    """What the last check of these claims found."""
    query = select(Verification).where(Verification.update_id.in_(claims)).order_by(Verification.id)
    return {found.commitment_id: checked(found) for found in uow.session.scalars(query).unique()}


def _reasons(uow: UnitOfWork, ids: list[int]) -> dict[int, str]:
    query = select(Closing.commitment_id, Closing.reason).where(Closing.commitment_id.in_(ids))
    return dict(uow.session.execute(query).all())


def _answers(uow: UnitOfWork, asked: list[Commitment], claims: dict[int, int]) -> dict[int, Answered]:
    """What was answered by those whose voice counts: a raiser who has moved since is one voice, that of today."""
    people.ready(uow, asked)
    people.with_homes(uow, asked)
    persons.ready(uow, {person for commitment in asked for person in people.raisers(uow, commitment)})
    query = select(Confirmation.commitment_id, Confirmation.voice, Confirmation.answer)
    query = query.where(Confirmation.update_id.in_([claims[c.id] for c in asked if c.id in claims]))
    voices = {commitment.id: people.voices(uow, commitment) for commitment in asked}
    given = {number: Counter[str]() for number in voices}
    for number, voice, answer in uow.session.execute(query):
        given[number].update([answer] if voice in voices[number] else [])
    return {number: Answered(count.total(), count["fixed"]) for number, count in given.items()}
