"""Acts on comments by those who speak: say, reply, support, withdraw."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation, Seat
from roundtable.core.actions import action
from roundtable.core.db import insert_new
from roundtable.core.errors import Forbidden
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from .forms import AnswerForm, CommentForm
from .models import Comment, Support
from .queries import ENDED

CROWD = "many write at once; the total is logged when it is settled"


@action(
    Action.COMMENT_POST,
    on="consultation",
    form=CommentForm,
    makes="comment",
    title=_l("Say something"),
    button=_l("Send"),
)
def post(uow: UnitOfWork, table: Consultation, *, kind: str, body: str) -> int:
    """Put a comment on the table. Returns its id."""
    table.must_be_open()
    comment = uow.add(Comment(table=table, seat=_seat(uow, table), said_as=kind, body=body, state="shown", at=uow.now))
    uow.log(Action.COMMENT_POST, topic=table.topic, touched=[comment], audience=PUBLIC, said_as=kind)
    return comment.id


@action(
    Action.COMMENT_ANSWER,
    on="comment",
    form=AnswerForm,
    makes="comment",
    title=_l("Reply"),
    button=_l("Send"),
    template="comments/answer.html",
)
def answer(uow: UnitOfWork, comment: Comment, *, body: str) -> int:
    """Reply to what somebody said; a reply to a reply goes to what that one replied to. Returns its id.

    What an official says in reply is an answer. Who owes one gives it also after the table has closed.
    """
    head = uow.get(Comment, comment.head_id)
    head = uow.get(Comment, head.head_id)  # what a reply replied to may have been merged since
    head.must_be("shown")
    table, seat = head.table, consultations.seat_of(uow, head.table, uow.me)
    owes = uow.me in (comment.owed_by_id, head.owed_by_id)
    official = owes or (seat is not None and seat.side == "officials")
    if not (owes and table.state in ENDED):
        table.must_be_open()
    reply = Comment(table=table, seat=seat, parent_id=head.id, body=body, state="shown", at=uow.now)
    reply.author_id = None if seat else uow.me
    reply.said_as = "answer" if official else "reply"
    head.sorted = head.sorted or official
    uow.add(reply)
    uow.log(Action.COMMENT_ANSWER, topic=table.topic, touched=[reply, head], audience=PUBLIC, said_as=reply.said_as)
    return reply.id


@action(
    Action.COMMENT_SUPPORT,
    on="comment",
    title=_l("Support this"),
    button=_l("Support"),
    crowd=True,
    no_entry=CROWD,
)
def support(uow: UnitOfWork, comment: Comment) -> None:
    """Stand behind what somebody said; once, however often it is pressed."""
    seat = _supporter(uow, comment)
    insert_new(uow.session, Support, comment_id=comment.merged_into_id or comment.id, seat_id=seat.id)


@action(
    Action.COMMENT_UNSUPPORT,
    on="comment",
    title=_l("Take the support back"),
    button=_l("Take it back"),
    crowd=True,
    no_entry=CROWD,
)
def unsupport(uow: UnitOfWork, comment: Comment) -> None:
    """Stand behind it no longer, nor behind what was merged into it."""
    seat, head = _supporter(uow, comment), comment.merged_into_id or comment.id
    same = select(Comment.id).where(or_(Comment.id == head, Comment.merged_into_id == head))
    uow.session.execute(delete(Support).where(Support.seat_id == seat.id, Support.comment_id.in_(same)))


@action(Action.COMMENT_WITHDRAW, on="comment", title=_l("Withdraw your comment"), button=_l("Withdraw it"))
def withdraw(uow: UnitOfWork, comment: Comment) -> None:
    """Take back one's own words. That something was said stays to be seen; the record keeps only its hash."""
    comment.move(Action.COMMENT_WITHDRAW)
    uow.log(Action.COMMENT_WITHDRAW, topic=comment.table.topic, touched=[comment], audience=PUBLIC)


def _seat(uow: UnitOfWork, table: Consultation) -> Seat:
    seat = consultations.seat_of(uow, table, uow.me)
    if seat is None:
        raise Forbidden
    return seat


def _supporter(uow: UnitOfWork, comment: Comment) -> Seat:
    comment.table.must_be_open()
    comment.must_be("shown")
    uow.moved.add((comment.table.topic, f"comment-{comment.merged_into_id or comment.id}-support"))
    return _seat(uow, comment.table)
