"""Who is told: action -> audience, template. Each row becomes deliveries in the act's own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from roundtable.comments import told as comments
from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action


@dataclass(frozen=True)
class Notice:
    """Tell these persons (by id) with this mail: `emails/<template>.txt`, its first line the subject."""

    audience: Callable[[UnitOfWork, Draft], Iterable[int]]
    template: str


NOTICES: dict[Action, tuple[Notice, ...]] = {
    # comments
    Action.COMMENT_ANSWER: (Notice(comments.askers, "comment_answer"),),
    Action.COMMENT_OWE: (Notice(comments.owing, "comment_owe"),),
    Action.COMMENT_HIDE: (Notice(comments.authors, "comment_hide"),),
}
