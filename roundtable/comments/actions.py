"""Acts on comments."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation
from roundtable.core.actions import action
from roundtable.core.db import insert_new
from roundtable.core.errors import Forbidden
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from .forms import CommentForm
from .models import Comment, Support


@action(Action.COMMENT_POST, on="consultation", form=CommentForm, title=_l("Say something"), button=_l("Send"))
def post(uow: UnitOfWork, table: Consultation, *, kind: str, body: str) -> int:
    """Put a comment on the table. Returns its id."""
    table.must_be_open()
    seat = consultations.seat_of(uow, table, uow.me)
    if seat is None:
        raise Forbidden
    comment = uow.add(Comment(table=table, seat=seat, said_as=kind, body=body, state="shown", at=uow.now))
    uow.log(Action.COMMENT_POST, topic=table.topic, touched=[comment], audience=PUBLIC)
    return comment.id


@action(
    Action.COMMENT_SUPPORT,
    on="comment",
    title=_l("Support this"),
    button=_l("Support"),
    crowd=True,
    no_entry="many write at once; the total is logged when it is settled",
)
def support(uow: UnitOfWork, comment: Comment) -> None:
    """Stand behind what somebody said; once, however often it is pressed."""
    comment.table.must_be_open()
    seat = consultations.seat_of(uow, comment.table, uow.me)
    if seat is None:
        raise Forbidden
    insert_new(uow.session, Support, comment_id=comment.id, seat_id=seat.id)
    uow.moved.add((comment.table.topic, f"comment-{comment.id}-support"))
