"""What time does: which things are due -> the action, done as the system. Everything here is safe to do twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from roundtable.commitments.queries import due as commitments
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action
from roundtable.voting import queries as voting

Due = Callable[[UnitOfWork, int], list[tuple[str, datetime]]]  # (now, limit) -> names, and since when each is due

TIMETABLE: tuple[tuple[Due, Action], ...] = (
    # commitments
    (commitments.to_look_at, Action.COMMITMENT_LOOK_AGAIN),
    (commitments.to_close, Action.CONFIRMATION_CLOSE),
    # voting
    (voting.due, Action.POLL_CLOSE),
)
