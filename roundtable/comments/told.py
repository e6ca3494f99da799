"""Who is told of what happens to comments, by person."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select

from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork

from .models import Comment


def askers(uow: UnitOfWork, answered: Draft) -> list[int]:
    """Who said what an official has now answered, also in a comment that was merged into it."""
    reply = next(_comments(answered))
    if reply.said_as != "answer":
        return []
    same = select(Comment).where(or_(Comment.id == reply.parent_id, Comment.merged_into_id == reply.parent_id))
    people = [comment.person_id for comment in uow.session.scalars(same).unique()]
    return [person for person in dict.fromkeys(people) if person is not None and person != reply.person_id]


def owing(_uow: UnitOfWork, named: Draft) -> list[int]:
    """Who has been named to answer."""
    return [comment.owed_by_id for comment in _comments(named) if comment.owed_by_id]


def authors(_uow: UnitOfWork, done: Draft) -> list[int]:
    """Whose words it was done to."""
    return [comment.person_id for comment in _comments(done) if comment.person_id]


def _comments(draft: Draft) -> Iterator[Comment]:
    return (thing for thing in draft.touched if isinstance(thing, Comment))
