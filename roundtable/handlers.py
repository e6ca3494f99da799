"""What follows from what, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roundtable.comments import desk as comments
from roundtable.consultations.models import Consultation, Seat
from roundtable.core.actions import Consequence
from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.documents import actions as documents
from roundtable.floor.actions import after as floor
from roundtable.policy import Action


def to(kind: type[Any], follow: Callable[[UnitOfWork, Any], None]) -> Consequence:
    """What follows for the things of a kind that an act touched."""

    def consequence(uow: UnitOfWork, draft: Draft) -> None:
        for thing in draft.touched:
            if isinstance(thing, kind):
                follow(uow, thing)

    return consequence


FOLLOWS: dict[Action, tuple[Consequence, ...]] = {
    Action.CONSULTATION_CLOSE: (
        to(Consultation, floor.close),
        to(Consultation, comments.settle),
        documents.draft_when_closed,  # last, since minutes are drafted from all that came before
    ),
    Action.CONSULTATION_PAUSE: (to(Consultation, floor.pause),),
    Action.CONSULTATION_RESUME: (to(Consultation, floor.resume),),
    Action.SEAT_LEAVE: (to(Seat, floor.silence),),
    Action.SEAT_MUTE: (to(Seat, floor.silence),),
    Action.SEAT_REMOVE: (to(Seat, floor.silence),),
    Action.CONSULTATION_PUBLISH: (documents.needed_to_publish,),
    Action.DECISION_RECORD: (documents.keep_what_is_locked,),
    Action.DECISION_CORRECT: (documents.keep_what_is_locked,),
    Action.DECISION_WITHDRAW: (documents.keep_what_is_locked,),
}
