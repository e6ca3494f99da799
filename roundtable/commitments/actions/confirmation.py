"""The residents' word: asked for after the check, counted when the week is over (domain.md §4.3)."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.commitments import closing, ladder
from roundtable.commitments.closing import Verdict
from roundtable.commitments.forms import AnswerForm
from roundtable.commitments.models import NOT_YET, Commitment, Confirmation, Update
from roundtable.commitments.queries import people, proof
from roundtable.core import calendar
from roundtable.core.actions import action
from roundtable.core.errors import Forbidden, Refused
from roundtable.core.event_log import DESK, PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from .promise import again


@action(Action.CONFIRMATION_OPEN, on="commitment")
def open_confirmation(uow: UnitOfWork, commitment: Commitment) -> None:
    """Ask the homes; they have a week, to the end of its last day."""
    commitment.move(Action.CONFIRMATION_OPEN)
    last = calendar.local_day(uow.now) + timedelta(days=ladder.ASKED_FOR)
    commitment.window_ends_at = calendar.end_of_day(last)
    uow.log(
        Action.CONFIRMATION_OPEN,
        topic=commitment.topic,
        touched=[commitment],
        audience=PUBLIC,
        homes=len(people.voices(uow, commitment)),
        until=last,
    )


@action(
    Action.CONFIRMATION_GIVE,
    on="commitment",
    form=AnswerForm,
    template="commitments/confirm.html",
    title=_l("Is it fixed?"),
    button=_l("Answer"),
)
def give(uow: UnitOfWork, commitment: Commitment, *, answer: str, words: str | None) -> None:
    """A home's answer; the last one counts. If who raised it says it is not fixed, it is reopened (see handlers)."""
    commitment.must_be("confirming")
    if commitment.window_ends_at is None or uow.now > commitment.window_ends_at:
        raise Refused("too_late", _l("The week for answers is over. Your answer was not counted."))
    claim = proof.claim(uow, commitment)
    voices = people.voices_of(uow, commitment, uow.me)
    if claim is None or not voices:
        raise Forbidden
    raised = uow.me in people.raisers(uow, commitment)
    given = [_given(uow, commitment, claim, voice) for voice in voices]
    for one in given:
        one.answer, one.words, one.by_raiser, one.person_id, one.at = answer, words or "", raised, uow.me, uow.now
        uow.add(one)
    uow.log(Action.CONFIRMATION_GIVE, topic=commitment.topic, touched=given, audience=DESK)


def _given(uow: UnitOfWork, commitment: Commitment, claim: Update, voice: str) -> Confirmation:
    """The home's earlier answer to this claim, or a new one."""
    query = select(Confirmation).where(Confirmation.update_id == claim.id, Confirmation.voice == voice)
    found = uow.session.scalars(query).first()
    return found or Confirmation(commitment=commitment, update_id=claim.id, voice=voice)


@action(Action.CONFIRMATION_CLOSE, on="commitment")
def close(uow: UnitOfWork, commitment: Commitment) -> None:
    """The week is over: count, and say what it comes to; the verdict follows in handlers. Safe to do twice."""
    if commitment.state != "confirming" or commitment.window_ends_at is None or commitment.window_ends_at >= uow.now:
        return  # it was reopened meanwhile, or another worker was first
    count = proof.count(uow, commitment)
    uow.log(
        Action.CONFIRMATION_CLOSE,
        topic=commitment.topic,
        touched=[commitment],
        audience=PUBLIC,
        homes=count.homes,
        answered=count.answered,
        fixed=count.fixed,
        verdict=closing.verdict(count).value,
    )


@action(Action.COMMITMENT_REOPEN, on="commitment")
def reopen(uow: UnitOfWork, commitment: Commitment) -> None:
    """It has to be done again, by a date shown beside the original one: lateness runs from it. Raises Refused."""
    raised = any(a.by_raiser and a.answer != "fixed" for a in proof.answers(uow, commitment))
    if not raised:
        _must_say(uow, commitment, Verdict.REOPENED)
    commitment.move(Action.COMMITMENT_REOPEN)
    commitment.redo_due = calendar.add_working_days(calendar.local_day(uow.now), ladder.REDO_WITHIN)
    commitment.reopenings += 1
    commitment.level = NOT_YET
    again(commitment, uow)
    uow.log(
        Action.COMMITMENT_REOPEN,
        topic=commitment.topic,
        touched=[commitment],
        audience=PUBLIC,
        by="raiser" if raised else "homes",
        redo_due=commitment.redo_due,
    )


@action(Action.COMMITMENT_FULFIL, on="commitment")
def fulfil(uow: UnitOfWork, commitment: Commitment) -> None:
    """Closed as kept. Raises Refused unless the answers say so."""
    _end(uow, commitment, Action.COMMITMENT_FULFIL, Verdict.FULFILLED)


@action(Action.COMMITMENT_LAPSE, on="commitment")
def lapse(uow: UnitOfWork, commitment: Commitment) -> None:
    """Closed, not confirmed by residents: a count of its own. Raises Refused unless the answers say so."""
    _end(uow, commitment, Action.COMMITMENT_LAPSE, Verdict.UNCONFIRMED)


def _end(uow: UnitOfWork, commitment: Commitment, how: Action, verdict: Verdict) -> None:
    _must_say(uow, commitment, verdict)
    commitment.move(how)
    commitment.closed_at = uow.now
    uow.log(how, topic=commitment.topic, touched=[commitment], audience=PUBLIC)


def _must_say(uow: UnitOfWork, commitment: Commitment, verdict: Verdict) -> None:
    """Raises Refused while residents may still answer, and where their answers come to something else."""
    commitment.must_be("confirming")
    if commitment.window_ends_at is None or commitment.window_ends_at >= uow.now:
        raise Refused("too_early", _l("Residents may still answer."))
    if closing.verdict(proof.count(uow, commitment)) != verdict:
        raise Refused("not_so", _l("The answers do not say so."))
