"""Who is told: action -> audience, template. Each row becomes deliveries in the act's own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from roundtable.comments import told as comments
from roundtable.commitments import audiences as commitments
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
    # commitments
    Action.COMMITMENT_PROPOSE: (Notice(commitments.responsible, "commitment_proposed"),),
    Action.COMMITMENT_ACCEPT: (Notice(commitments.took_part, "commitment_accepted"),),
    Action.COMMITMENT_CONTEST: (Notice(commitments.took_part, "commitment_contested"),),
    Action.COMMITMENT_LOOK_AGAIN: (
        Notice(commitments.when(0, commitments.responsible), "commitment_soon"),
        Notice(commitments.when(1, commitments.responsible), "commitment_late"),
        Notice(commitments.when(2, commitments.unit), "commitment_late_unit"),
    ),
    Action.COMMITMENT_REPORT: (Notice(commitments.verifiers, "commitment_reported"),),
    Action.COMMITMENT_REJECT: (Notice(commitments.responsible, "commitment_rejected"),),
    Action.CONFIRMATION_OPEN: (Notice(commitments.asked, "confirmation_asked"),),
    Action.COMMITMENT_REOPEN: (Notice(commitments.took_part, "commitment_reopened"),),
    Action.COMMITMENT_FULFIL: (Notice(commitments.took_part, "commitment_kept"),),
    Action.COMMITMENT_LAPSE: (Notice(commitments.took_part, "commitment_unconfirmed"),),
    Action.EXTENSION_GRANT: (Notice(commitments.responsible, "extension_granted"),),
    Action.EXTENSION_REFUSE: (Notice(commitments.responsible, "extension_refused"),),
    # oversight
    Action.ORDER_ISSUE: (Notice(commitments.unit, "order_issued"),),
    Action.ORDER_RETURN: (Notice(commitments.unit, "order_returned"),),
    Action.ORDER_CLOSE: (Notice(commitments.responsible, "order_closed"),),
}
