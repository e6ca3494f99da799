"""Reads of comments: frozen views, so that no template can load anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation
from roundtable.core import links, things
from roundtable.core.errors import Words
from roundtable.core.links import Chain
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action, Role

from .models import KINDS, Comment, Support

PAGE = 50  # comments on a fresh page; earlier ones by a link


@dataclass(frozen=True)
class CommentView:
    """A comment as pages show it. The author is a seat number in public."""

    ref: str
    order: int
    seat: int
    side: str
    said_as: str
    kind_word: Words
    body: str
    state: str
    at: datetime
    zone: str
    support: int
    version: int
    table_open: bool
    chain: Chain


def roles(uow: UnitOfWork, comment: Comment) -> frozenset[Role]:
    """What the actor is to a comment: what they are to its table, and perhaps its author."""
    at_table = consultations.roles(uow, comment.table)
    mine = uow.actor.id is not None and comment.seat.person_id == uow.actor.id
    return at_table | {Role.AUTHOR} if mine else at_table


def card(comment: Comment) -> Card:
    """A comment's card."""
    url = f"/c/{comment.table.code}?upto={comment.id}#comment-{comment.id}"
    return Card(comment.ref, comment.table.topic, comment.body[:80], comment.state, url, comment.at)


def support(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, int]:
    """How many seats stand behind each comment, counted from the rows."""
    query = select(Support.comment_id, func.count()).where(Support.comment_id.in_(ids)).group_by(Support.comment_id)
    return dict(uow.session.execute(query).all())


def views(uow: UnitOfWork, refs: list[str]) -> list[CommentView]:
    """Comments, to be drawn."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found = uow.session.scalars(select(Comment).where(Comment.id.in_(ids)).order_by(Comment.id)).unique().all()
    counts, chains = support(uow, ids), links.chains(uow, refs)
    return [_view(c, counts.get(c.id, 0), chains[c.ref]) for c in found]


def _view(c: Comment, supported: int, chain: Chain) -> CommentView:
    return CommentView(
        ref=c.ref,
        order=c.id,
        seat=c.seat.number,
        side=c.seat.side,
        said_as=c.said_as,
        kind_word=KINDS[c.said_as],
        body=c.body,
        state=c.state,
        at=c.at,
        zone=c.table.zone,
        support=supported,
        version=c.version,
        table_open=c.table.state == "open",
        chain=chain,
    )


def at_table(uow: UnitOfWork, table: Consultation, *, before: int | None = None) -> list[str]:
    """The newest comments on the table (before a number), oldest first; at most PAGE."""
    query = select(Comment.id).where(Comment.consultation_id == table.id, Comment.state != "hidden")
    if before is not None:
        query = query.where(Comment.id < before)
    newest = uow.session.scalars(query.order_by(Comment.id.desc()).limit(PAGE)).all()
    return [f"comment:{number}" for number in reversed(newest)]


def earlier(uow: UnitOfWork, table: Consultation, shown: list[str]) -> int | None:
    """The id before which there are more comments than those shown; None when these are the first."""
    if not shown:
        return None
    first = int(shown[0].partition(":")[2])
    query = select(Comment.id).where(Comment.consultation_id == table.id, Comment.id < first, Comment.state != "hidden")
    return first if uow.session.scalar(query.limit(1)) is not None else None


def figures(uow: UnitOfWork, table: Consultation) -> dict[str, int]:
    """The support of each comment on the table."""
    query = (
        select(Comment.id, func.count(Support.seat_id))
        .outerjoin(Support, Support.comment_id == Comment.id)
        .where(Comment.consultation_id == table.id)
        .group_by(Comment.id)
    )
    return {f"comment-{number}-support": count for number, count in uow.session.execute(query)}


def mine(uow: UnitOfWork, table: Consultation) -> dict[str, list[str]]:
    """Which comments on the table are the actor's own, and which they support, by DOM id."""
    seat = consultations.seat_of(uow, table, uow.actor.id)
    if seat is None:
        return {"own": [], "supports": []}
    own = uow.session.scalars(select(Comment.id).where(Comment.seat_id == seat.id))
    stood = uow.session.scalars(select(Support.comment_id).where(Support.seat_id == seat.id))
    return {"own": [f"comment-{n}" for n in own], "supports": [f"comment-{n}" for n in stood]}


things.register(
    Kind(Comment, card, Action.COMMENT_SEE, roles, within=lambda comment: comment.table.ref, words=Comment.WORDS)
)
