"""What becomes of somebody's comments when they are erased, and what keeps that back."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import or_, select

from roundtable.consultations.models import Consultation, Seat
from roundtable.core import personal
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from .models import Comment
from .sorting import answered


def erase(uow: UnitOfWork, person_id: int, *, words: bool) -> None:
    """Their comments stay in their place without a name; with `words`, of what they said for themselves nothing else.

    The salt goes with the words, so that the hash in the record tells nothing, not even to who guesses what was said.
    What they said for an office was the office's, and answers somebody: it stays.
    """
    mine = or_(Seat.person_id == person_id, Comment.author_id == person_id)
    query = select(Comment).outerjoin(Seat, Seat.id == Comment.seat_id).where(mine).order_by(Comment.id)
    changed: dict[str, list[Comment]] = {}
    for comment in uow.session.scalars(query).unique():
        own = comment.seat is not None and comment.seat.side != "officials"
        if own and words:
            comment.body, comment.hidden_why, comment.salt, comment.state = "", None, None, "erased"
        changed.setdefault(comment.table.topic, []).append(comment)  # its part names them, or what came of it does
    for topic, touched in changed.items():
        uow.log(Action.PERSON_ERASE, topic=topic, touched=touched, audience=PUBLIC)


def _owed(uow: UnitOfWork, person_id: int) -> Iterator[str]:
    """The answers that they owe."""
    query = select(Consultation.title).join(Comment, Comment.consultation_id == Consultation.id).distinct()
    owed = query.where(Comment.owed_by_id == person_id, Comment.state == "shown", ~answered())
    for title in uow.session.scalars(owed):
        sentence = _("Still owes an answer at “%(title)s”: it is given, or the host names somebody else.", title=title)
        yield sentence


personal.DUTIES.append(_owed)
