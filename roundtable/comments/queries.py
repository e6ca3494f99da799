"""Reads of comments: frozen views, so that no template can load anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from roundtable import policy
from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation, Seat
from roundtable.core import links, things
from roundtable.core.errors import Words
from roundtable.core.languages import current
from roundtable.core.links import Chain
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action, Role

from .authors import Author, Authors
from .models import HIDDEN_FOR, KIND_WORDS, Comment, Support

PAGE = 50  # comments on a fresh page; earlier ones by a link
ENDED = ("closed", "published")  # tables where nothing more is said, but answers that are owed
REPLIES_SHOWN = 5  # of answers, and of replies, under a comment; all of them on its own page
FIGURE = re.compile(r"comment-(\d{1,9})-support")
FIGURES_FOR = 300  # newest comments whose support moves on the pages: a page keeps no more rows than that
MAY = {"post": Action.COMMENT_POST, "support": Action.COMMENT_SUPPORT}


@dataclass(frozen=True)
class CommentView:
    """A comment as pages show it, with what stands under it. Words only while it is shown."""

    ref: str
    order: int
    code: str  # of its table
    author: Author
    said_as: str
    kind_word: Words
    body: str
    state: str
    became: Words  # what became of it, where it is not shown any more
    at: datetime
    zone: str
    support: int
    version: int
    ended: bool  # its table has closed: nobody supports or replies any more
    head: bool  # stands in the list itself, not under another
    owed_by: str  # who owes the answer, while it is owed
    answered: bool
    read_out: str
    sorted: bool
    replies: tuple[CommentView, ...]
    replies_in_all: int
    merged: tuple[CommentView, ...]
    chain: Chain
    same: int = 0  # on the desk: an earlier comment that seems to say the same, and its seat
    same_seat: int = 0

    @property
    def key(self) -> str:
        """What stands behind the colon in its name."""
        return self.ref.partition(":")[2]


class Under(NamedTuple):
    """What stands under a comment."""

    replies: list[Comment]
    in_all: int
    answered_at: datetime | None  # the last answer that is shown


NOTHING = Under([], 0, None)


def roles(uow: UnitOfWork, comment: Comment) -> frozenset[Role]:
    """What the actor is to a comment: what they are to its table, perhaps its author, perhaps who owes the answer."""
    held = set(consultations.roles(uow, comment.table))
    if uow.actor.id is not None:
        held |= {Role.AUTHOR} if comment.person_id == uow.actor.id else set()
        held |= {Role.RESPONSIBLE} if comment.owed_by_id == uow.actor.id else set()
    return frozenset(held)


def card(comment: Comment) -> Card:
    """A comment's card. Words that were hidden or withdrawn are not on it."""
    title = comment.body[:80] if comment.state == "shown" else Comment.WORDS[comment.state]
    return Card(comment.ref, comment.table.topic, title, comment.state, address(comment), comment.at)


def address(comment: Comment) -> str:
    """Where a comment stands on its table's page."""
    name = "comment" if comment.head_id == comment.id else "reply" if comment.parent_id else "merged"
    return f"/c/{comment.table.code}?upto={comment.head_id}#{name}-{comment.id}"


def support(uow: UnitOfWork, ids: Sequence[int] | Select[Any]) -> dict[int, int]:
    """How many seats stand behind each comment or one merged into it, counted from the rows; each seat once."""
    head = func.coalesce(Comment.merged_into_id, Comment.id)
    query = (
        select(head, func.count(Support.seat_id.distinct()))
        .join(Support, Support.comment_id == Comment.id)
        .where(or_(Comment.id.in_(ids), Comment.merged_into_id.in_(ids)))
    )
    return dict(uow.session.execute(query.group_by(head)).all())


def views(uow: UnitOfWork, refs: list[str], most: int = REPLIES_SHOWN) -> list[CommentView]:
    """Comments, to be drawn. As many queries for one as for fifty."""
    found = uow.each(
        ("comments", uow.actor, most, current()), refs, lambda new: {v.ref: v for v in _views(uow, new, most)}
    )
    return sorted(found.values(), key=lambda view: view.order)


def _views(uow: UnitOfWork, refs: list[str], most: int) -> list[CommentView]:
    heads: list[Comment] = things.rows(uow, refs)
    ids = [comment.id for comment in heads]
    under, merged = _under(uow, ids, most), _merged(uow, ids)
    beside = [c for u in under.values() for c in u.replies] + [c for many in merged.values() for c in many]
    drawer = _Drawer(uow, [*heads, *beside], refs)
    return [drawer.view(c, under.get(c.id, NOTHING), merged.get(c.id, ())) for c in heads]


def shown_in(uow: UnitOfWork, refs: list[str]) -> list[str]:
    """The comments under which these are shown, and the tables at whose desks they are counted."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    parent = aliased(Comment)
    head = func.coalesce(parent.merged_into_id, Comment.parent_id, Comment.merged_into_id, Comment.id)
    query = (
        select(head, Consultation.code)
        .select_from(Comment)
        .join(Consultation, Consultation.id == Comment.consultation_id)
    )
    found = uow.session.execute(
        query.outerjoin(parent, parent.id == Comment.parent_id).where(Comment.id.in_(ids))
    ).all()
    heads = {f"comment:{number}" for number, _ in found} - set(refs)
    return [*sorted(heads), *sorted({f"consultation:{code}" for _, code in found})]


def ended_with(uow: UnitOfWork, refs: list[str]) -> list[str]:
    """The newest comments of those of these tables that have ended: they lose their buttons."""
    tables = [table for table in things.many(uow, refs).values() if table.state in ENDED]
    return [ref for table in tables for ref in at_table(uow, table)]


def _under(uow: UnitOfWork, heads: list[int], most: int) -> dict[int, Under]:
    """The newest replies under each of these, and under what was merged into them; how many there are."""
    ranked = _ranked(heads)
    query = select(Comment, ranked.c.head, ranked.c.in_all, ranked.c.answered_at).join(
        ranked, ranked.c.id == Comment.id
    )
    found: dict[int, Under] = {}
    for reply, top, in_all, at in uow.session.execute(query.where(ranked.c.rank <= most).order_by(Comment.id)):
        found.setdefault(top, Under([], in_all, at)).replies.append(reply)
    return found


def _ranked(heads: list[int]) -> Subquery:
    """All replies under these, each with its rank among its kind, the newest first, and what is true of all."""
    parent = aliased(Comment)
    head = func.coalesce(parent.merged_into_id, parent.id)
    newest = func.row_number().over(partition_by=(head, Comment.said_as), order_by=Comment.id.desc())
    answered = case((and_(Comment.said_as == "answer", Comment.state == "shown"), Comment.at))
    return (
        select(
            Comment.id,
            head.label("head"),
            newest.label("rank"),
            func.count().over(partition_by=head).label("in_all"),
            func.max(answered).over(partition_by=head).label("answered_at"),
        )
        .join(parent, parent.id == Comment.parent_id)
        .where(or_(parent.id.in_(heads), parent.merged_into_id.in_(heads)))
        .subquery()
    )


def _merged(uow: UnitOfWork, heads: list[int]) -> dict[int, list[Comment]]:
    found: dict[int, list[Comment]] = {}
    query = select(Comment).where(Comment.merged_into_id.in_(heads)).order_by(Comment.id)
    for comment in uow.session.scalars(query).unique():
        found.setdefault(comment.head_id, []).append(comment)
    return found


class _Drawer:
    """Makes views; what they need of other tables is read once for all."""

    def __init__(self, uow: UnitOfWork, comments: Sequence[Comment], chained: list[str]) -> None:
        self.authors = Authors(uow, comments)
        self.counts = support(uow, [c.id for c in comments])
        self.chains = links.chains(uow, chained)

    def view(self, c: Comment, under: Under = NOTHING, merged: Iterable[Comment] = ()) -> CommentView:
        """One comment."""
        owed = c.owed_by_id and not (under.answered_at and c.owed_at and under.answered_at > c.owed_at)
        return CommentView(
            **_of_row(c),
            author=self.authors.of(c),
            support=self.counts.get(c.id, 0),
            owed_by=self.authors.named(c.owed_by_id) if owed else "",
            answered=under.answered_at is not None,
            replies=tuple(self.view(reply) for reply in under.replies),
            replies_in_all=under.in_all,
            merged=tuple(self.view(one) for one in merged),
            chain=self.chains.get(c.ref, ()),
        )


def _of_row(c: Comment) -> dict[str, Any]:
    """What a view has of the comment's own row."""
    return {
        "ref": c.ref,
        "order": c.id,
        "code": c.table.code,
        "said_as": c.said_as,
        "kind_word": KIND_WORDS[c.said_as],
        "body": c.body if c.state == "shown" else "",
        "state": c.state,
        "became": HIDDEN_FOR[c.hidden_for or "other"] if c.state == "hidden" else Comment.WORDS[c.state],
        "at": c.at,
        "zone": c.table.zone,
        "version": c.version,
        "ended": c.table.state in ENDED,
        "head": c.head_id == c.id,
        "read_out": c.read_out or "",
        "sorted": c.sorted,
    }


def in_list(table: Consultation) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a comment stands in its table's list itself, not under another."""
    return (
        Comment.consultation_id == table.id,
        Comment.parent_id.is_(None),
        Comment.merged_into_id.is_(None),
    )


def at_table(uow: UnitOfWork, table: Consultation, *, before: int | None = None, upto: int | None = None) -> list[str]:
    """The newest comments on the table, oldest first, at most PAGE: of all, or of those before one.

    upto: one that must be among them; where it is not, the page ends with it.
    """
    query = select(Comment).where(*in_list(table)).order_by(Comment.id.desc()).limit(PAGE)
    newest = things.listed(uow, query.where(Comment.id < before) if before is not None else query)
    if upto is not None and newest and upto < (_number(newest, -1) or 0):
        newest = things.listed(uow, query.where(Comment.id <= upto))
    return newest[::-1]


def may_be_answered(view: CommentView) -> bool:
    """Whether a statement may be put down as the answer to it."""
    return view.head and view.state == "shown"


def earlier(uow: UnitOfWork, table: Consultation, shown: list[str]) -> int | None:
    """The id before which there are more comments than those shown; None when these are the first."""
    first = _number(shown, 0)
    return first if first and _exists(uow, *in_list(table), Comment.id < first) else None


def later(uow: UnitOfWork, table: Consultation, shown: list[str]) -> int | None:
    """The id after which there are more comments than those shown; None when these are the newest."""
    last = _number(shown, -1)
    return last if last and _exists(uow, *in_list(table), Comment.id > last) else None


def _number(refs: list[str], place: int) -> int | None:
    return int(refs[place].partition(":")[2]) if refs else None


def _exists(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> bool:
    return uow.session.scalar(select(Comment.id).where(*conditions).limit(1)) is not None


def figures(uow: UnitOfWork, table: Consultation) -> dict[str, int]:
    """The support of the newest comments on the table, by the name of the number."""
    newest = select(Comment.id).where(Comment.consultation_id == table.id, Comment.merged_into_id.is_(None))
    ids = uow.session.scalars(newest.order_by(Comment.id.desc()).limit(FIGURES_FOR)).all()
    counts = support(uow, ids)
    return {f"comment-{number}-support": counts.get(number, 0) for number in ids}


def named(uow: UnitOfWork, table: Consultation, names: Iterable[str]) -> dict[str, int]:
    """The support of these comments of the table, by the names of the numbers."""
    asked = [int(found[1]) for name in names if (found := FIGURE.fullmatch(name))]
    ids = uow.session.scalars(
        select(Comment.id).where(Comment.id.in_(asked), Comment.consultation_id == table.id)
    ).all()
    counts = support(uow, ids)
    return {f"comment-{number}-support": counts.get(number, 0) for number in ids}


def mine(uow: UnitOfWork, table: Consultation) -> dict[str, list[str]]:
    """Which comments are the actor's own, which they support (by DOM id); what they are and may do at the table."""
    seat, held = consultations.seat_of(uow, table, uow.actor.id), consultations.roles(uow, table)
    return {
        "own": [f"comment-{number}" for number in _own(uow, table, seat)],
        "supports": [f"comment-{number}" for number in _supported(uow, seat)],
        "am": [seat.state] if seat else [],
        "may": [act for act, action in MAY.items() if policy.permits(action, held)],
    }


def ready(uow: UnitOfWork, table: Consultation, seats: Iterable[Seat]) -> None:
    """Ask once what those on these seats said, and what they support."""
    found: dict[int | None, int] = {seat.id: seat.person_id for seat in seats}
    own: dict[int | None, list[int]] = {person: [] for person in found.values()}
    theirs = or_(Comment.seat_id.in_(found), Comment.author_id.in_(own))
    said = select(Comment.seat_id, Comment.author_id, Comment.id).where(Comment.consultation_id == table.id, theirs)
    for seat, author, number in uow.session.execute(said):
        own[found.get(seat, author)].append(number)
    supported: dict[int | None, list[int]] = {seat: [] for seat in found}
    for seat, number in uow.session.execute(_heads(Support.seat_id).where(Support.seat_id.in_(found))):
        supported[seat].append(number)
    for seat, person in found.items():
        uow.keep(("own", table.id, person), own[person])
        uow.keep(("supported", seat), supported[seat])


def _heads(*also: Any) -> Select[Any]:
    """Comments that are supported, each as the one that it was merged into."""
    head = func.coalesce(Comment.merged_into_id, Comment.id)
    return select(*also, head).distinct().join(Support, Support.comment_id == Comment.id)


def _own(uow: UnitOfWork, table: Consultation, seat: Seat | None) -> Sequence[int]:
    if uow.actor.id is None:
        return ()
    theirs = [Comment.author_id == uow.actor.id, *([Comment.seat_id == seat.id] if seat else [])]
    query = select(Comment.id).where(Comment.consultation_id == table.id, or_(*theirs))
    return uow.once(("own", table.id, uow.actor.id), lambda: uow.session.scalars(query).all())


def _supported(uow: UnitOfWork, seat: Seat | None) -> Sequence[int]:
    if seat is None:
        return ()
    query = _heads().where(Support.seat_id == seat.id)
    return uow.once(("supported", seat.id), lambda: uow.session.scalars(query).all())


def supporters(uow: UnitOfWork, comment: Comment) -> list[int]:
    """Who stands behind a comment, by person id."""
    query = select(Seat.person_id).join(Support, Support.seat_id == Seat.id).where(Support.comment_id == comment.id)
    return list(uow.session.scalars(query))


things.register(
    Kind(
        Comment,
        card,
        Action.COMMENT_SEE,
        roles,
        within=lambda comment: comment.table.ref,
        words=Comment.WORDS,
        author=lambda comment: comment.person_id,
        took_part=supporters,
    )
)
