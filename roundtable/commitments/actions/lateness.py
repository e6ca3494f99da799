"""Noticing lateness: an act of the clock, so that it is on the record and told once (domain.md §4.5)."""

from __future__ import annotations

from roundtable.commitments import ladder
from roundtable.commitments.models import Commitment
from roundtable.core import calendar
from roundtable.core.actions import action
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action


@action(Action.COMMITMENT_LOOK_AGAIN, on="commitment")
def look_again(uow: UnitOfWork, commitment: Commitment) -> None:
    """Go up the ladder as far as today asks for. Each level passed is on the record; only the highest is sent.

    Safe to do twice: what was noticed is not noticed again.
    """
    if commitment.look_again_at is None or commitment.look_again_at > uow.now:
        return
    seen, now = commitment.level, ladder.reached(commitment.due, calendar.local_day(uow.now))
    commitment.level, commitment.look_again_at = now, ladder.next_look(commitment.due, now)
    for level in range(seen + 1, now + 1):
        uow.log(
            Action.COMMITMENT_LOOK_AGAIN,
            topic=commitment.topic,
            touched=[commitment],
            audience=PUBLIC,
            level=level,
            due=commitment.due,
            sent=level == now,
        )
