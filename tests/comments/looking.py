"""How tests look at comments."""

from __future__ import annotations

from roundtable.comments import queries
from roundtable.comments.models import Comment
from roundtable.comments.queries import CommentView
from roundtable.core import things
from roundtable.core.surfaces import Surface
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import World


def view(world: World, ref: str) -> CommentView:
    """A comment as the table shows it."""
    with world.reading() as uow:
        return queries.views(uow.seen_on(Surface.TABLE), [ref])[0]


def row(world: World, ref: str) -> Comment:
    """Its row."""
    with world.reading() as uow:
        found: Comment = things.find(uow, ref)
        return found


def reply(world: World, who: str, to: str, body: str = "So it is") -> str:
    """A reply; its name."""
    return f"comment:{world.do(who, Action.COMMENT_ANSWER, to, body=body).result}"


def sit(world: World, *who: str) -> None:
    """They take seats; an officer sits on the officials' side."""
    for one in who:
        world.do(one, Action.SEAT_TAKE, TABLE, name=one)


def said_by(world: World, who: str) -> dict[str, list[str]]:
    """What is their own at the table."""
    with world.reading(who) as uow:
        return queries.mine(uow, things.find(uow, TABLE))


def dom(ref: str) -> str:
    """A thing's name as pages have it."""
    return ref.replace(":", "-")
