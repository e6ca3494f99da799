"""What the timetable asks: which commitments are to be looked at again, and whose week of answers is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from roundtable.commitments.models import Commitment
from roundtable.core.unit_of_work import UnitOfWork


def to_look_at(uow: UnitOfWork, limit: int) -> list[tuple[str, datetime]]:
    """Commitments that have reached a level of the ladder, the longest ago first."""
    query = select(Commitment.id, Commitment.look_again_at).where(Commitment.look_again_at <= uow.now)
    found = uow.session.execute(query.order_by(Commitment.look_again_at).limit(limit))
    return [(f"{Commitment.kind}:{number}", at) for number, at in found if at]


def to_close(uow: UnitOfWork, limit: int) -> list[tuple[str, datetime]]:
    """Commitments whose residents have had their week, the longest ago first."""
    query = select(Commitment.id, Commitment.window_ends_at).where(
        Commitment.state == "confirming", Commitment.window_ends_at < uow.now
    )
    found = uow.session.execute(query.order_by(Commitment.window_ends_at).limit(limit))
    return [(f"{Commitment.kind}:{number}", at) for number, at in found if at]
