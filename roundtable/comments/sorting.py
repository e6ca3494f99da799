"""Reads for the desk: what is to be sorted, who could answer, what was said before, which questions wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from roundtable.consultations.models import Consultation, Seat
from roundtable.core import things
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.places.models import Organisation

from . import queries
from .likeness import Likeness
from .models import Comment
from .queries import CommentView, in_list, support

ON_DESK = 50  # of each list; the rest follows as these are dealt with
COMPARED = 300  # how far back is looked for the same words
LIKELY = 12  # offered as the same
THE_SAME = 0.4  # so alike that the host is asked


def to_sort(view: CommentView) -> bool:
    """Nobody at the desk has dealt with it yet."""
    return view.head and view.state == "shown" and not view.sorted


def to_read_out(view: CommentView) -> bool:
    """The host means to read it out."""
    return view.head and view.state == "shown" and view.read_out == "due"


def is_owed(view: CommentView) -> bool:
    """Somebody was named who owes the answer, and has not given it."""
    return view.head and view.state == "shown" and bool(view.owed_by)


LISTS = {"sorting": to_sort, "reading": to_read_out, "owing": is_owed}  # of the desk, and what stands in each


def answered() -> ColumnElement[bool]:
    """Whether an answer is shown under a comment, or under one merged into it, given after it was owed."""
    reply, parent = aliased(Comment), aliased(Comment)
    later = Comment.owed_at.is_(None) | (reply.at > Comment.owed_at)
    return (
        select(reply.id)
        .join(parent, parent.id == reply.parent_id)
        .where((parent.id == Comment.id) | (parent.merged_into_id == Comment.id))
        .where(reply.said_as == "answer", reply.state == "shown", later)
        .exists()
    )


def _lists(table: Consultation) -> dict[str, ColumnElement[bool]]:
    there = and_(*in_list(table), Comment.state == "shown")
    return {
        "sorting": and_(there, Comment.sorted.is_(False)),
        "reading": and_(there, Comment.read_out == "due"),
        "owing": and_(there, Comment.owed_by_id.is_not(None), ~answered()),
    }


def on_desk(uow: UnitOfWork, table: Consultation) -> dict[str, list[str]]:
    """What stands in each list of the desk, oldest first."""
    found = {}
    for name, condition in _lists(table).items():
        query = select(Comment.id).where(condition).order_by(Comment.id).limit(ON_DESK)
        found[name] = [f"comment:{number}" for number in uow.session.scalars(query)]
    return found


def counts(uow: UnitOfWork, table: Consultation) -> dict[str, int]:
    """How many stand in each list."""
    lists = _lists(table)
    query = select(*(select(func.count(Comment.id)).where(lists[name]).scalar_subquery() for name in lists))
    return dict(zip(lists, uow.session.execute(query).one(), strict=True))


@dataclass(frozen=True)
class NumbersView:
    """How many comments stand in each list of a table's desk, by the face that shows it."""

    ref: str
    numbers: dict[str, int]


def numbers(uow: UnitOfWork, refs: list[str]) -> list[NumbersView]:
    """How many there are on the desks of these tables."""
    tables = things.many(uow, refs)
    return [
        NumbersView(ref, {f"{name}-number": count for name, count in counts(uow, table).items()})
        for ref, table in tables.items()
    ]


def unanswered(uow: UnitOfWork, table: Consultation) -> dict[int, int | None]:
    """Questions on the table without an answer -> the person who owes it, or None where nobody was named."""
    query = select(Comment.id, Comment.owed_by_id).where(
        *in_list(table), Comment.state == "shown", Comment.said_as == "question", ~answered()
    )
    return dict(uow.session.execute(query.order_by(Comment.id)).all())


def totals(uow: UnitOfWork, table: Consultation) -> dict[str, int]:
    """The support of all that has any, by name."""
    ids = select(Comment.id).where(Comment.consultation_id == table.id)
    return {f"comment:{number}": count for number, count in sorted(support(uow, ids).items())}


def answerers(uow: UnitOfWork, table: Consultation) -> dict[int, str]:
    """Who could owe an answer, by person: officials at the table first, then who works for a body."""
    query = (
        select(Seat.person_id, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
        .where(Seat.consultation_id == table.id, Seat.side == "officials")
    )
    seated = dict(uow.session.execute(query.order_by(Seat.number)).all())
    bodies = seated | {person: body for person, body in people.officers(uow).items() if not seated.get(person)}
    names = people.names(uow, bodies)
    return {person: " · ".join(word for word in (names[person], body) if word) for person, body in bodies.items()}


def may_hold(other: Comment, comment: Comment) -> bool:
    """Whether one comment may be folded under another."""
    alone = comment.head_id == comment.id and other.head_id == other.id
    return (
        alone and other.id != comment.id and other.state == "shown" and other.consultation_id == comment.consultation_id
    )


class Recent(NamedTuple):
    """A comment that another may be the same as."""

    id: int
    body: str
    seat: int | None


def alike(uow: UnitOfWork, comment: Comment) -> list[Recent]:
    """The comments of the table that are most like this one, the likest first."""
    others = {other.id: other for other in _recent(uow, comment.table) if other.id != comment.id}
    like = Likeness({number: other.body for number, other in others.items()}).to(comment.body)
    return sorted(others.values(), key=lambda other: -like.get(other.id, 0))[:LIKELY]


def views(uow: UnitOfWork, refs: list[str]) -> list[CommentView]:
    """Comments, to be drawn on the desk: with an earlier one that seems to say the same, as of now."""
    seen = queries.views(uow, refs)
    heads = things.many(uow, [view.ref for view in seen if to_sort(view)])
    tables = {comment.table.code: comment.table for comment in heads.values()}
    recent = {code: {other.id: other for other in _recent(uow, table)} for code, table in tables.items()}
    index = {code: Likeness({n: other.body for n, other in others.items()}) for code, others in recent.items()}
    return [_beside(view, recent[view.code], index[view.code]) if view.ref in heads else view for view in seen]


def _beside(view: CommentView, recent: dict[int, Recent], index: Likeness) -> CommentView:
    like = {number: degree for number, degree in index.to(view.body).items() if number < view.order}
    best = max(like, key=lambda number: like[number], default=0)
    seat = recent[best].seat if best and like[best] >= THE_SAME else None
    return replace(view, same=best, same_seat=seat) if seat else view


def _recent(uow: UnitOfWork, table: Consultation) -> list[Recent]:
    query = select(Comment.id, Comment.body, Seat.number).outerjoin(Seat, Seat.id == Comment.seat_id)
    query = query.where(*in_list(table), Comment.state == "shown").order_by(Comment.id.desc()).limit(COMPARED)
    return [Recent(*row) for row in uow.session.execute(query)]


def quoted(comment: Recent) -> str:
    """The beginning of what was said, with the seat that said it."""
    words = comment.body if len(comment.body) <= 60 else f"{comment.body[:59]}…"
    return _("Seat %(number)s: %(words)s", number=comment.seat, words=words) if comment.seat else words
