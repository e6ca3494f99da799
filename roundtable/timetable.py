"""What time does: which things are due -> the action, done as the system. Everything here is safe to do twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from roundtable.commitments.queries import due as commitments
from roundtable.core import acts, uploads
from roundtable.core.chores import Sweep, nightly
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.notifications import actions as notifications
from roundtable.people import accounts, links
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

# each night, and at a start where one was missed; the demo lets its nights pass without
CHORES: tuple[tuple[Due, Action], ...] = (
    (nightly("seal"), Action.HOUSE_SEAL),
    (nightly("tidy"), Action.HOUSE_TIDY),
)

# what is forgotten when the house is tidied
SWEEPS: tuple[Sweep, ...] = (acts.sweep, accounts.sweep, links.sweep, notifications.sweep, uploads.sweep)
