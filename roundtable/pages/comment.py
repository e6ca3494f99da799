"""The page of one comment: all replies, what became of it, and the chain that it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from roundtable import policy
from roundtable.comments import queries
from roundtable.comments.models import Comment
from roundtable.core import clock, identity, things
from roundtable.core.actions import REGISTRY, Spec
from roundtable.core.errors import Missing
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.pages.blueprint import pages
from roundtable.pages.chain import knots
from roundtable.pages.live import LivePage
from roundtable.policy import Action

ALL = 1000  # of answers, and of replies
ON_THE_PAGE = (
    *(Action.COMMENT_ANSWER, Action.COMMENT_WITHDRAW, Action.COMMENT_READ_OUT, Action.COMMENT_OWE),
    *(Action.COMMENT_MERGE, Action.COMMENT_UNMERGE, Action.COMMENT_HIDE, Action.COMMENT_SHOW),
)
# offered only while the comment is in one of these states
WHILE = {
    Action.COMMENT_WITHDRAW: ("shown", "hidden"),
    Action.COMMENT_SHOW: ("hidden",),
}


@dataclass(frozen=True)
class Hidden:
    """What only the author and the host read."""

    body: str
    why: str


@pages.get("/c/<code>/comments/<int:number>")
def comment(code: str, number: int) -> str:
    """A comment, all that was said in reply, and the chain that it stands in."""
    with reading(identity.actor(), clock.now()) as uow:
        said: Comment = things.see(uow, f"comment:{number}")
        if said.table.code != code:
            raise Missing
        return render_template(
            "comments/one.html",
            it=queries.views(uow, [said.ref], most=ALL)[0],
            table=said.table,
            knots=knots(uow, said.ref),
            mine=LivePage(uow, said.table.topic, Surface.TABLE).mine,
            back=queries.address(said),
            hidden=_hidden(uow, said),
            acts=_acts(uow, said),
        )


def _hidden(uow: UnitOfWork, comment: Comment) -> Hidden | None:
    """The words that are not shown, for those who may still read them: what was withdrawn is its author's alone."""
    if comment.state in ("shown", "erased"):
        return None
    author = things.may(uow, Action.COMMENT_WITHDRAW, comment)
    host = comment.state == "hidden" and things.may(uow, Action.COMMENT_SHOW, comment)
    return Hidden(comment.body, comment.hidden_why or "") if author or host else None


def _acts(uow: UnitOfWork, comment: Comment) -> list[Spec]:
    held = things.roles(uow, comment)
    now = [action for action in ON_THE_PAGE if comment.state in WHILE.get(action, ("shown",))]
    merged = Action.COMMENT_UNMERGE if comment.merged_into_id is None else Action.COMMENT_MERGE
    return [REGISTRY[action] for action in now if policy.permits(action, held) and action != merged]
