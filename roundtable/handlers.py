"""What follows from what, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roundtable.comments import desk as comments
from roundtable.comments import erasing as comments_of
from roundtable.commitments import erasing as commitments_of
from roundtable.commitments.actions import confirmation
from roundtable.commitments.closing import Verdict
from roundtable.commitments.models import Confirmation
from roundtable.consultations.actions import seats
from roundtable.consultations.models import Consultation, Seat
from roundtable.core import things
from roundtable.core.actions import Consequence
from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.documents import actions as documents
from roundtable.floor.actions import after as floor
from roundtable.notifications import actions as notifications
from roundtable.policy import Action
from roundtable.voting import actions as voting


def to(kind: type[Any], follow: Callable[[UnitOfWork, Any], None]) -> Consequence:
    """What follows for the things of a kind that an act touched."""

    def consequence(uow: UnitOfWork, draft: Draft) -> None:
        for thing in draft.touched:
            if isinstance(thing, kind):
                follow(uow, thing)

    return consequence


def ask_residents(uow: UnitOfWork, done: Draft) -> None:
    """What was checked on site is put to the homes that it is about."""
    confirmation.open_confirmation(uow, things.find(uow, done.topic))


def reopen_for_raiser(uow: UnitOfWork, done: Draft) -> None:
    """Who raised it need not wait for the others: not fixed (or partly) means that it is done again."""
    given = [answer for answer in done.touched if isinstance(answer, Confirmation)]
    if any(answer.by_raiser and answer.answer != "fixed" for answer in given):
        confirmation.reopen(uow, things.find(uow, done.topic))


def end_as_counted(uow: UnitOfWork, done: Draft) -> None:
    """What the answers come to."""
    ends = {
        Verdict.REOPENED: confirmation.reopen,
        Verdict.FULFILLED: confirmation.fulfil,
        Verdict.UNCONFIRMED: confirmation.lapse,
    }
    ends[done.facts["verdict"]](uow, things.find(uow, done.topic))


def renamed(uow: UnitOfWork, draft: Draft) -> None:
    """Tables at which somebody sits call them by their new name."""
    if (person := draft.facts.get("person")) is not None:  # the table's own entry of it names nobody
        seats.renamed(uow, person)


def erased(uow: UnitOfWork, draft: Draft) -> None:
    """No page calls them by name any more, nobody writes to them, and their words go with them where they chose so."""
    if (person := draft.facts.get("person")) is not None:  # the other topics' own entries of it name nobody
        notifications.forget(uow, person)
        seats.nameless(uow, person)
        comments_of.erase(uow, person, words=draft.facts["words"])
        commitments_of.erase(uow, person, words=draft.facts["words"])


def unspoken(uow: UnitOfWork, seat: Seat) -> None:
    """Who has the floor has no name any more."""
    floor.renamed(uow, seat, Action.PERSON_ERASE)


FOLLOWS: dict[Action, tuple[Consequence, ...]] = {
    Action.CONSULTATION_CLOSE: (
        voting.close_with_table,
        to(Consultation, floor.close),
        to(Consultation, comments.settle),
        documents.draft_when_closed,  # last, since minutes are drafted from all that came before
    ),
    Action.CONSULTATION_PAUSE: (to(Consultation, floor.pause),),
    Action.CONSULTATION_RESUME: (to(Consultation, floor.resume),),
    Action.PERSON_EDIT: (renamed, to(Seat, floor.renamed)),
    Action.PERSON_ERASE: (erased, to(Seat, unspoken)),
    Action.PERSON_ERASE_FOR: (erased,),
    Action.SEAT_LEAVE: (to(Seat, floor.silence),),
    Action.SEAT_MUTE: (to(Seat, floor.silence),),
    Action.SEAT_REMOVE: (to(Seat, floor.silence),),
    # voting
    Action.SEAT_TAKE: (voting.enrol,),
    Action.SEAT_CHECK_IN: (voting.enrol,),
    Action.CONSULTATION_PUBLISH: (documents.needed_to_publish,),
    Action.DECISION_RECORD: (documents.keep_what_is_locked,),
    Action.DECISION_CORRECT: (documents.keep_what_is_locked,),
    Action.DECISION_WITHDRAW: (documents.keep_what_is_locked,),
    # commitments
    Action.STATEMENT_RECORD: (documents.keep_what_is_locked,),
    Action.COMMITMENT_VERIFY: (ask_residents,),
    Action.CONFIRMATION_GIVE: (reopen_for_raiser,),
    Action.CONFIRMATION_CLOSE: (end_as_counted,),
}
