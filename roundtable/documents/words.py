"""The public record in words: for each action a sentence, filled from who acted, the thing touched, and the facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from roundtable.comments.models import HIDDEN_FOR, KIND_WORDS
from roundtable.core.actions import REGISTRY
from roundtable.core.errors import Words
from roundtable.core.wording import day, moment
from roundtable.decisions.models import REACHED
from roundtable.policy import Action

from .models import SECTIONS

# %(who)s acted, %(thing)s is the title of what was touched first (of an echo: of where it was done); the rest are facts
ENTRY_WORDS: Mapping[Action, Words] = {
    # consultations
    Action.CONSULTATION_DRAFT: _l("%(who)s began to prepare the consultation"),
    Action.CONSULTATION_EDIT: _l("%(who)s changed what the consultation says of itself"),
    Action.CONSULTATION_ANNOUNCE: _l("%(who)s announced the consultation for %(starts_at)s"),
    Action.CONSULTATION_POSTPONE: _l("%(who)s postponed the consultation to %(starts_at)s"),
    Action.CONSULTATION_CANCEL: _l("%(who)s cancelled the consultation"),
    Action.CONSULTATION_OPEN: _l("%(who)s opened the consultation"),
    Action.CONSULTATION_PAUSE: _l("%(who)s paused the table"),
    Action.CONSULTATION_RESUME: _l("%(who)s let the table go on"),
    Action.CONSULTATION_CLOSE: _l("%(who)s closed the consultation; %(attendance)s had taken part"),
    Action.CONSULTATION_PUBLISH: _l("%(who)s published the record"),
    Action.ITEM_ADD: _l("%(who)s put an item on the agenda: %(thing)s"),
    Action.ITEM_EDIT: _l("%(who)s changed an item of the agenda: %(thing)s"),
    Action.ITEM_MOVE: _l("%(who)s moved an item of the agenda: %(thing)s"),
    Action.ITEM_REMOVE: _l("%(who)s took an item off the agenda"),
    Action.SEAT_TAKE: _l("%(thing)s sat down"),
    Action.SEAT_REGISTER: _l("%(thing)s registered"),
    Action.SEAT_CHECK_IN: _l("%(thing)s checked in"),
    Action.SEAT_LEAVE: _l("%(thing)s left the table"),
    Action.SEAT_MUTE: _l("%(who)s asked %(thing)s to listen"),
    Action.SEAT_UNMUTE: _l("%(who)s let %(thing)s speak again"),
    Action.SEAT_REMOVE: _l("%(who)s asked %(thing)s to leave"),
    Action.PERSON_ERASE: _l("What says who somebody was, or what they had said, was erased at their request"),
    # floor
    Action.ITEM_BEGIN: _l("%(who)s began with: %(thing)s"),
    Action.ITEM_PAUSE: _l("%(who)s stopped the clock of: %(thing)s"),
    Action.ITEM_RESUME: _l("%(who)s let the clock go on of: %(thing)s"),
    Action.ITEM_EXTEND: _l("%(who)s gave more time to: %(thing)s"),
    Action.ITEM_END: _l("%(who)s ended: %(thing)s"),
    Action.HAND_RAISE: _l("Seat %(seat)s raised a hand"),
    Action.HAND_LOWER: _l("Seat %(seat)s lowered the hand"),
    Action.HAND_RAISE_FOR: _l("%(who)s raised a hand for seat %(seat)s"),
    Action.HAND_LOWER_FOR: _l("%(who)s lowered the hand of seat %(seat)s"),
    Action.TURN_CALL: _l("%(who)s called seat %(seat)s to speak; first by the rule was seat %(first)s"),
    Action.TURN_PAUSE: _l("%(who)s stopped the speaker's clock, seat %(seat)s"),
    Action.TURN_RESUME: _l("%(who)s let the speaker go on, seat %(seat)s"),
    Action.TURN_EXTEND: _l("%(who)s gave the speaker more time, seat %(seat)s"),
    Action.TURN_WIND_UP: _l("%(who)s asked the speaker to come to an end, seat %(seat)s"),
    Action.TURN_END: _l("Seat %(seat)s finished speaking"),
    # comments
    Action.COMMENT_POST: _l("%(who)s wrote (%(said_as)s): %(thing)s"),
    Action.COMMENT_ANSWER: _l("%(who)s wrote (%(said_as)s): %(thing)s"),
    Action.COMMENT_WITHDRAW: _l("%(who)s withdrew what they had written"),
    Action.COMMENT_SORT: _l("%(who)s sorted what was written: %(thing)s"),
    Action.COMMENT_READ_OUT: _l("%(who)s noted for reading out: %(thing)s"),
    Action.COMMENT_OWE: _l("%(who)s noted who owes an answer: %(thing)s"),
    Action.COMMENT_MERGE: _l("%(who)s put together what was said twice: %(thing)s"),
    Action.COMMENT_UNMERGE: _l("%(who)s took apart what had been put together: %(thing)s"),
    Action.COMMENT_HIDE: _l("%(who)s hid what was written: %(why)s"),
    Action.COMMENT_SHOW: _l("%(who)s showed again what was hidden: %(thing)s"),
    Action.COMMENT_SETTLE: _l("The support for what was written was counted"),
    # voting
    Action.POLL_DRAFT: _l("%(who)s prepared a question for the vote: %(thing)s"),
    Action.POLL_EDIT: _l("%(who)s changed a question for the vote: %(thing)s"),
    Action.POLL_OPEN: _l("%(who)s opened the vote: %(thing)s"),
    Action.POLL_CLOSE: _l("The vote was closed and counted, yes %(yes)s, no %(no)s, abstain %(abstain)s: %(thing)s"),
    # decisions
    Action.DECISION_RECORD: _l("%(who)s wrote down a decision, %(reached)s: %(thing)s"),
    Action.DECISION_CORRECT: _l("%(who)s corrected a decision: %(thing)s"),
    Action.DECISION_WITHDRAW: _l("%(who)s withdrew a decision: %(thing)s"),
    Action.TIMELINE_DRAFT: _l("%(who)s took dates from the record for the timeline"),
    Action.TIMELINE_ADD: _l("%(who)s put a date on the timeline: %(thing)s"),
    Action.TIMELINE_EDIT: _l("%(who)s changed a date of the timeline: %(thing)s"),
    Action.TIMELINE_REMOVE: _l("%(who)s took a date off the timeline"),
    Action.TIMELINE_PUBLISH: _l("%(who)s published the timeline"),
    # oversight
    Action.ORDER_ISSUE: _l("A supervision order was issued, to be done by %(due)s: %(thing)s"),
    Action.ORDER_REPLY: _l("%(who)s answered the supervision order: %(thing)s"),
    Action.ORDER_RECHECK: _l("%(who)s looked again on site; it is put right: %(thing)s"),
    Action.ORDER_RETURN: _l("%(who)s looked again on site; it is not put right: %(thing)s"),
    Action.ORDER_CALL_BACK: _l("%(who)s called those who are affected: %(thing)s"),
    Action.ORDER_CLOSE: _l("%(who)s closed the supervision order: %(thing)s"),
    # commitments
    Action.STATEMENT_RECORD: _l("%(who)s wrote down a statement: %(thing)s"),
    Action.STATEMENT_COMPLETE: _l("%(who)s added to a statement what it lacked: %(thing)s"),
    Action.COMMITMENT_PROPOSE: _l("%(who)s wrote down a commitment: %(thing)s"),
    Action.COMMITMENT_NAME_HOMES: _l("%(who)s named the homes that it is about: %(thing)s"),
    Action.COMMITMENT_ACCEPT: _l("%(who)s accepted and signed: %(thing)s"),
    Action.COMMITMENT_CONTEST: _l("%(who)s contested it, and it is a statement again: %(thing)s"),
    Action.COMMITMENT_UPDATE: _l("%(who)s reported progress: %(thing)s"),
    Action.COMMITMENT_REPORT: _l("%(who)s reported it done: %(thing)s"),
    Action.COMMITMENT_VERIFY: _l("%(who)s checked on site, and it is as reported: %(thing)s"),
    Action.COMMITMENT_REJECT: _l("%(who)s checked on site, and it is not as reported: %(thing)s"),
    Action.COMMITMENT_REOPEN: _l("Reopened, to be done again: %(thing)s"),
    Action.COMMITMENT_FULFIL: _l("Closed as kept: %(thing)s"),
    Action.COMMITMENT_LAPSE: _l("Closed, not confirmed by residents: %(thing)s"),
    Action.COMMITMENT_CLOSE: _l("Closed by supervision, partly kept or not kept: %(thing)s"),
    Action.COMMITMENT_SUPERSEDE: _l("Closed by supervision, another one takes its place: %(thing)s"),
    Action.COMMITMENT_LOOK_AGAIN: _l("The date was called to mind: %(thing)s"),
    Action.MILESTONE_ADD: _l("%(who)s set a milestone: %(thing)s"),
    Action.MILESTONE_FINISH: _l("%(who)s reached a milestone: %(thing)s"),
    Action.EVIDENCE_ADD: _l("%(who)s added a photo: %(thing)s"),
    Action.EXTENSION_ASK: _l("%(who)s asked for more time: %(thing)s"),
    Action.EXTENSION_GRANT: _l("%(who)s granted more time: %(thing)s"),
    Action.EXTENSION_REFUSE: _l("%(who)s refused more time: %(thing)s"),
    Action.CONFIRMATION_OPEN: _l("Residents are asked whether it was done: %(thing)s"),
    Action.CONFIRMATION_GIVE: _l("A home answered whether it was done: %(thing)s"),
    Action.REPLY_GIVE: _l("A resident replied to the verdict: %(thing)s"),
    Action.CONFIRMATION_CLOSE: _l("The week for answers is over: %(thing)s"),
    # documents
    Action.MINUTES_DRAFT: _l("%(who)s drafted the minutes"),
    Action.MINUTES_CORRECT: _l("%(who)s added to the minutes by hand"),
    Action.MINUTES_LOCK: _l("%(who)s signed and locked the minutes, no. %(number)s"),
    Action.MINUTES_AMEND: _l("%(who)s amended the locked minutes: %(section)s"),
}

# facts that are codes -> their words
CODES: Mapping[str, Mapping[str, Words]] = {
    "said_as": KIND_WORDS,
    "why": HIDDEN_FOR,
    "reached": REACHED,
    "section": SECTIONS,
}


def sentence(action: str, who: str, thing: str, facts: Mapping[str, Any], zone: str) -> str:
    """An entry in the reader's language.

    An echo has not the facts of what it is an echo of, and an old action may have no sentence any more: such an entry
    says at least who did what to which thing.
    """
    known = Action(action) if action in set(Action) else None
    filled = {name: _said(name, value, zone) for name, value in facts.items()} | {"who": who, "thing": thing}
    try:
        return str(ENTRY_WORDS[known]) % filled if known else f"{who} · {action}"
    except KeyError:
        spec = REGISTRY.get(known) if known else None
        return " · ".join(part for part in (who, str(spec.title) if spec else action, thing) if part)


def _said(name: str, value: Any, zone: str) -> str:
    if name in CODES and value in CODES[name]:
        return str(CODES[name][value])
    if isinstance(value, str) and len(value) > 9 and value[4:5] == value[7:8] == "-":
        return _day_or_moment(value, zone)
    return str(value)


def _day_or_moment(value: str, zone: str) -> str:
    try:
        return day(date.fromisoformat(value)) if len(value) == 10 else moment(datetime.fromisoformat(value), zone)
    except ValueError:
        return value
