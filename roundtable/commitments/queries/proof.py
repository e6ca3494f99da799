"""The claim that is being checked, the check, and what the homes answered to it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import select

from roundtable.commitments.closing import Count
from roundtable.commitments.models import Commitment, Confirmation, Evidence, Extension, Milestone, Update, Verification
from roundtable.core import event_log
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from . import people


def claim(uow: UnitOfWork, commitment: Commitment) -> Update | None:
    """The last report that it is done."""
    return next((update for update in updates(uow, commitment) if update.done), None)


def updates(uow: UnitOfWork, commitment: Commitment) -> list[Update]:
    """What was reported of it, the newest first."""
    query = select(Update).where(Update.commitment_id == commitment.id).order_by(Update.id.desc())
    return uow.once(("updates", commitment.id), lambda: list(uow.session.scalars(query)))


def check(uow: UnitOfWork, commitment: Commitment) -> Verification | None:
    """The last check on site, whatever it found."""
    query = select(Verification).where(Verification.commitment_id == commitment.id)
    return uow.session.scalars(query.order_by(Verification.id.desc()).limit(1)).first()


def answers(uow: UnitOfWork, commitment: Commitment) -> list[Confirmation]:
    """What the homes answered to the last claim, the earliest first."""
    last = claim(uow, commitment)
    query = select(Confirmation).where(Confirmation.update_id == (last.id if last else None))
    return list(uow.session.scalars(query.order_by(Confirmation.id)))


def count(uow: UnitOfWork, commitment: Commitment) -> Count:
    """The answers as the closing test takes them: a raiser who has moved since is still one voice, that of today."""
    voices = people.voices(uow, commitment)
    said = Counter(answer.answer for answer in answers(uow, commitment) if answer.voice in voices)
    return Count(len(voices), said["fixed"], said.total() - said["fixed"])


def unfinished(uow: UnitOfWork, commitment: Commitment) -> list[Milestone]:
    """Milestones that are not done yet, the next one first."""
    return [milestone for milestone in milestones(uow, commitment) if milestone.done_at is None]


def milestones(uow: UnitOfWork, commitment: Commitment) -> list[Milestone]:
    """All its steps, by date."""
    query = select(Milestone).where(Milestone.commitment_id == commitment.id)
    return list(uow.session.scalars(query.order_by(Milestone.due, Milestone.id)))


def shows(uow: UnitOfWork, commitment: Commitment, side: str, *, since: datetime | None = None) -> list[Evidence]:
    """Its photos from before, or from after, the newest first; of those added since an instant, if one is given."""
    query = select(Evidence).where(Evidence.commitment_id == commitment.id).order_by(Evidence.id.desc())
    found = uow.once(("evidence", commitment.id), lambda: list(uow.session.scalars(query)))
    return [shown for shown in found if shown.side == side and (since is None or shown.at >= since)]


def extensions(uow: UnitOfWork, commitment: Commitment) -> list[Extension]:
    """Each time that more time was asked for, the earliest first."""
    query = select(Extension).where(Extension.commitment_id == commitment.id)
    return list(uow.session.scalars(query.order_by(Extension.id)))


def failed_checks(uow: UnitOfWork, commitment_ids: list[int]) -> dict[int, list[datetime]]:
    """When each was reported done and found not to be."""
    query = select(Verification.commitment_id, Verification.at).where(Verification.commitment_id.in_(commitment_ids))
    found: dict[int, list[datetime]] = {}
    for number, at in uow.session.execute(query.where(~Verification.passed).order_by(Verification.id)):
        found.setdefault(number, []).append(at)
    return found


def reopenings(uow: UnitOfWork, commitment_ids: list[int]) -> dict[int, list[datetime]]:
    """When each was opened again by residents' answers: a row has how often, its record has when."""
    topics = {f"{Commitment.kind}:{number}": number for number in commitment_ids}
    done = event_log.moments(uow.session, Action.COMMITMENT_REOPEN, topics)
    return {topics[topic]: times for topic, times in done.items()}
