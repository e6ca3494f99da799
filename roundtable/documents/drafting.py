"""What minutes say, drafted from the record: names of things, figures and instants, and no words of anybody's."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import func, select

from roundtable.comments import queries as comments
from roundtable.comments.models import Comment
from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation, Seat
from roundtable.core.event_log import plain
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.decisions import queries as decisions
from roundtable.voting.models import Poll

from . import promises

MOST = 40  # contributions that are written out: the most supported; all of them stay on the table's page


def sections(uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    """The sections of a table's minutes as JSON, as the record has them now.

    ```text
    settled   decisions: names in order; commitments: names; statements: [{ref, lacks}] that were no commitment then
    said      in_all; kinds: {question: 20}; shown: [{ref, support}] in the order in which they were said
    votes     polls: names in order
    course    opened, closed: instants; came; sides: {residents: 34}; quorum; items: [{ref, began, ended}]
    ```
    """
    return {
        "settled": {"decisions": decisions.standing(uow, table.code), **promises.section(uow, table)},
        "said": _said(uow, table),
        "votes": {"polls": _counted(uow, table)},
        "course": _course(uow, table),
    }


def _said(uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    heads = select(Comment.id, Comment.said_as).where(
        Comment.consultation_id == table.id,
        Comment.state == "shown",
        Comment.parent_id.is_(None),
        Comment.merged_into_id.is_(None),
    )
    found = dict(uow.session.execute(heads).all())
    support = comments.support(uow, list(found))
    most = sorted(found, key=lambda number: (-support.get(number, 0), number))[:MOST]
    return {
        "in_all": _in_all(uow, table),
        "kinds": dict(Counter(found.values())),
        "shown": [{"ref": f"{Comment.kind}:{n}", "support": support.get(n, 0)} for n in sorted(most)],
    }


def _in_all(uow: UnitOfWork, table: Consultation) -> int:
    query = select(func.count()).where(Comment.consultation_id == table.id, Comment.state == "shown")
    return uow.session.scalar(query) or 0


def _counted(uow: UnitOfWork, table: Consultation) -> list[str]:
    """The polls that were counted, from the rows: of those that close with the table the log does not say so yet."""
    query = select(Poll.id).where(Poll.consultation_id == table.id, Poll.state == "closed").order_by(Poll.id)
    return [f"{Poll.kind}:{number}" for number in uow.session.scalars(query)]


def _course(uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    came = select(Seat.side, func.count()).where(Seat.consultation_id == table.id, Seat.checked_in_at.is_not(None))
    sides = dict(uow.session.execute(came.group_by(Seat.side)).all())
    items = [
        {"ref": item.ref, "began": plain(item.started_at), "ended": plain(item.ended_at)}
        for item in consultations.agenda(uow, table)
    ]
    return {
        "opened": plain(table.opened_at),
        "closed": plain(table.closed_at),
        "came": sum(sides.values()),
        "sides": sides,
        "quorum": table.quorum,
        "items": items,
    }
