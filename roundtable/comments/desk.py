"""Acts on comments from the desk: sort, read out, name who answers, merge, hide; and what closing does."""

from __future__ import annotations

from contextlib import suppress

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.consultations.models import Consultation
from roundtable.core import links, things
from roundtable.core.actions import action
from roundtable.core.errors import Invalid, Missing, Refused
from roundtable.core.event_log import DESK, PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from . import sorting
from .forms import HideForm, MergeForm, OweForm, ReadOutForm
from .models import Comment


@action(Action.COMMENT_SORT, on="comment", title=_l("Leave it as it is"), button=_l("Leave it"))
def sort(uow: UnitOfWork, comment: Comment) -> None:
    """Nothing is to be done about it: it goes off the desk and stays on the table."""
    comment.sorted = True
    uow.log(Action.COMMENT_SORT, topic=comment.table.topic, touched=[comment], audience=DESK)


@action(Action.COMMENT_READ_OUT, on="comment", form=ReadOutForm, title=_l("Read it out"), button=_l("Mark it"))
def mark_read_out(uow: UnitOfWork, comment: Comment, *, read_out: str) -> None:
    """It is to be read out to the room, or it was."""
    comment.must_be("shown")
    comment.read_out = None if read_out == "no" else read_out
    comment.sorted = True
    uow.log(Action.COMMENT_READ_OUT, topic=comment.table.topic, touched=[comment], audience=PUBLIC, read_out=read_out)


@action(Action.COMMENT_OWE, on="comment", form=OweForm, title=_l("Who answers?"), button=_l("Say so"))
def owe(uow: UnitOfWork, comment: Comment, *, person_id: int) -> None:
    """Name who owes the answer; an official's later answer settles it. 0 takes the name away."""
    comment.must_be("shown")
    if person_id and person_id not in sorting.answerers(uow, comment.table):
        raise Invalid({"person_id": [_("Choose an official of this table, or somebody who works for a body.")]})
    head = uow.get(Comment, comment.head_id)
    head.owed_by_id, head.owed_at, head.sorted = person_id or None, uow.now if person_id else None, True
    uow.log(Action.COMMENT_OWE, topic=comment.table.topic, touched=[head], audience=PUBLIC)


@action(Action.COMMENT_MERGE, on="comment", form=MergeForm, title=_l("The same was said before"), button=_l("Merge"))
def merge(uow: UnitOfWork, comment: Comment, *, into: int) -> None:
    """Fold this one under another that says the same; who supports both counts once."""
    comment.must_be("shown")
    other = _other(uow, comment, into)
    folded = [comment, *uow.session.scalars(select(Comment).where(Comment.merged_into_id == comment.id)).unique()]
    for one in folded:
        one.merged_into_id, one.sorted = other.id, True
    links.link(uow, comment, other, links.MERGED)
    uow.log(Action.COMMENT_MERGE, topic=comment.table.topic, touched=[*folded, other], audience=PUBLIC)


def _other(uow: UnitOfWork, comment: Comment, into: int) -> Comment:
    """The one to fold it under, held, so that nobody folds that one or hides it meanwhile. Raises Invalid."""
    with suppress(Missing):
        other: Comment = things.find(uow, f"{Comment.kind}:{into}", lock=True)
        if sorting.may_hold(other, comment):
            return other
    raise Invalid({"into": [_("Choose another comment of this table that stands there by itself.")]})


@action(Action.COMMENT_UNMERGE, on="comment", title=_l("This is something else"), button=_l("Take it out again"))
def unmerge(uow: UnitOfWork, comment: Comment) -> None:
    """Undo a merging: it stands in the list by itself again, with what had been merged into it before."""
    if comment.merged_into_id is None:
        raise Refused("not_merged", _l("Not done: this stands by itself already."))
    other = uow.get(Comment, comment.merged_into_id)
    comment.merged_into_id = None
    links.unlink(uow, comment, links.MERGED)
    # somebody once said that these are the same as this one, and only through it that they are the same as the other
    own = list(things.many(uow, links.led_to(uow, comment.ref, links.MERGED)).values())
    for one in own:
        one.merged_into_id = comment.id
    uow.log(Action.COMMENT_UNMERGE, topic=comment.table.topic, touched=[comment, *own, other], audience=PUBLIC)


@action(Action.COMMENT_HIDE, on="comment", form=HideForm, title=_l("Hide this comment"), button=_l("Hide it"))
def hide(uow: UnitOfWork, comment: Comment, *, hidden_for: str, hidden_why: str) -> None:
    """Show its words no longer. The kind of reason is public; the host's sentence is for the author and the record."""
    comment.move(Action.COMMENT_HIDE)
    comment.hidden_for, comment.hidden_why, comment.sorted = hidden_for, hidden_why, True
    uow.log(Action.COMMENT_HIDE, topic=comment.table.topic, touched=[comment], audience=PUBLIC, why=hidden_for)


@action(Action.COMMENT_SHOW, on="comment", title=_l("Show it again"), button=_l("Show it"))
def show(uow: UnitOfWork, comment: Comment) -> None:
    """Undo a hiding; that it was hidden stays on the record."""
    comment.move(Action.COMMENT_SHOW)
    uow.log(Action.COMMENT_SHOW, topic=comment.table.topic, touched=[comment], audience=PUBLIC)


@action(Action.COMMENT_SETTLE, on="consultation", title=_l("Settle what was said"), button=_l("Settle it"))
def settle(uow: UnitOfWork, table: Consultation) -> None:
    """Write into the log how many stood behind what, and which questions still wait for an answer."""
    waiting = sorting.unanswered(uow, table)
    uow.log(
        Action.COMMENT_SETTLE,
        topic=table.topic,
        touched=[],
        audience=PUBLIC,
        supports=sorting.totals(uow, table),
        unanswered=[f"comment:{number}" for number in waiting],
        owed=[f"comment:{number}" for number, person in waiting.items() if person],
    )
