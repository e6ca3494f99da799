"""What stands beside the speaker on the projector: what was read out while this item is on, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from roundtable.comments import queries as comments
from roundtable.comments.models import Comment
from roundtable.comments.queries import CommentView
from roundtable.consultations.models import Consultation
from roundtable.core import things
from roundtable.core.event_log import Entry
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.pages.live import LivePage
from roundtable.policy import Action

MOST = 50  # what was read out longer ago is on no wall any more


@dataclass(frozen=True)
class ReadOut:
    """A comment that was read out. order: the later it was read, the lower."""

    ref: str
    order: int
    said: CommentView


def read_out(uow: UnitOfWork, topic: str) -> dict[str, int]:
    """The comments of a table that were read out since its item began, by name, with their order on the wall.

    When it was is in the log alone.
    """
    marks = (Action.COMMENT_READ_OUT, Action.ITEM_BEGIN)
    query = select(Entry).where(Entry.topic == topic, Entry.action.in_(marks)).order_by(Entry.seq.desc()).limit(MOST)
    found: dict[str, int] = {}
    for entry in uow.session.scalars(query):
        if entry.action == Action.ITEM_BEGIN:
            break
        for ref in entry.touched:
            found.setdefault(ref, -entry.seq if entry.facts.get("read_out") == "done" else 0)
    return {ref: order for ref, order in found.items() if order}


def views(uow: UnitOfWork, refs: list[str]) -> list[ReadOut]:
    """Those of these comments that were read out, to be drawn."""
    found = [view for view in comments.views(uow, refs) if view.head and view.state == "shown"]
    orders: dict[str, int] = {}
    for code in {view.code for view in found}:
        orders |= read_out(uow, f"consultation:{code}")
    return [ReadOut(view.ref, orders[view.ref], view) for view in found if view.ref in orders]


def on_walls(uow: UnitOfWork, tables: list[str]) -> list[str]:
    """The comments that may leave the projectors of these tables when an item begins."""
    ids = [table.id for table in things.many(uow, tables).values()]
    query = select(Comment.id).where(Comment.consultation_id.in_(ids), Comment.read_out == "done")
    return [f"comment:{number}" for number in uow.session.scalars(query.order_by(Comment.id.desc()).limit(MOST))]


def said(live: LivePage, uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    """For SCREEN_SLOTS."""
    orders = read_out(uow, table.topic)
    return {"beside": live.parts(sorted(orders, key=lambda ref: orders[ref]), "read")}
