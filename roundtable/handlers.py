"""What follows from what, in the same transaction."""

from __future__ import annotations

from roundtable.comments import desk as comments
from roundtable.consultations.models import Consultation
from roundtable.core.actions import Consequence
from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.documents import actions as documents
from roundtable.policy import Action


def _settle_comments(uow: UnitOfWork, closed: Draft) -> None:
    for table in closed.touched:
        if isinstance(table, Consultation):
            comments.settle(uow, table)


FOLLOWS: dict[Action, tuple[Consequence, ...]] = {
    Action.CONSULTATION_CLOSE: (_settle_comments, documents.draft_when_closed),
    # documents: last, since minutes are drafted from all that came before
    Action.CONSULTATION_PUBLISH: (documents.needed_to_publish,),
    Action.DECISION_RECORD: (documents.keep_what_is_locked,),
    Action.DECISION_CORRECT: (documents.keep_what_is_locked,),
    Action.DECISION_WITHDRAW: (documents.keep_what_is_locked,),
}
