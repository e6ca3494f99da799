"""Who may do and see what. Imports nothing of ours; the table below *is* the policy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is to a thing. `roles()` in each module's queries says which of these hold."""

    VISITOR = "visitor"  # everybody
    MEMBER = "member"  # signed in with an account
    SELF = "self"  # this account is theirs
    ONESELF = "oneself"  # this is they themselves, with an account or as a guest
    RESIDENT = "resident"  # lives in a home on the register
    PARTICIPANT = "participant"  # sits at this table while it is open
    REGISTERED = "registered"  # is expected at this table, has not sat down
    SITTER = "sitter"  # this seat is theirs
    REMOVED = "removed"  # was asked to leave this table
    MUTED = "muted"  # seated, but the host has asked for silence
    AUTHOR = "author"  # said this
    ELECTOR = "elector"  # stands on the roll of this poll
    CONVENER = "convener"  # convenes for the body that holds the consultation
    HOST = "host"
    RECORDER = "recorder"
    OFFICER = "officer"  # works for a body that answers
    HEAD = "head"  # leads a body: the letter about a promise that is three days late goes to them
    RESPONSIBLE = "responsible"  # has to deliver this
    RELATED = "related"  # belongs to the responsible body, its parent or its child (domain.md §4.3)
    RAISER = "raiser"  # said what this began with
    AFFECTED = "affected"  # lives in a home that this is about
    VERIFIER = "verifier"  # checks on site
    SUPERVISOR = "supervisor"  # works for an oversight body
    ADMIN = "admin"
    SYSTEM = "system"  # the clock, and what follows by rule


class Action(StrEnum):
    """Every act and every sight, by its one name."""

    # the house: places, organisations, accounts
    HOUSE_SEE = "house.see"
    PLACE_ADD = "place.add"
    ORGANISATION_ADD = "organisation.add"
    HOUSE_DESK = "house.desk"
    HOUSE_TIDY = "house.tidy"
    HOUSE_SEAL = "house.seal"
    PERSON_SEE = "person.see"
    PERSON_ADD = "person.add"
    PERSON_EDIT = "person.edit"
    PERSON_CHOOSE_LANGUAGE = "person.choose_language"
    PERSON_INVITE = "person.invite"
    PERSON_CLOSE = "person.close"
    PERSON_REOPEN = "person.reopen"
    PERSON_SIGN_IN = "person.sign_in"
    PERSON_SEND_LINK = "person.send_link"
    PERSON_USE_LINK = "person.use_link"
    PERSON_ASK_RESET = "person.ask_reset"
    PERSON_RESET_PASSWORD = "person.reset_password"
    PERSON_SET_PASSWORD = "person.set_password"
    PERSON_PROVE = "person.prove"
    PERSON_ERASE = "person.erase"
    PERSON_ERASE_FOR = "person.erase_for"
    DATA_SEE = "data.see"  # all that is kept about a person
    PERSON_SIGN_OUT = "person.sign_out"
    PERSON_END_SIGN_IN = "person.end_sign_in"
    PERSON_END_SIGN_INS = "person.end_sign_ins"
    MEMBERSHIP_GRANT = "membership.grant"
    MEMBERSHIP_END = "membership.end"

    # consultations: the life of a table, its agenda, its seats
    CONSULTATION_SEE = "consultation.see"
    CONSULTATION_DESK = "consultation.desk"
    CONSULTATION_DRAFT = "consultation.draft"
    CONSULTATION_EDIT = "consultation.edit"
    CONSULTATION_ANNOUNCE = "consultation.announce"
    CONSULTATION_POSTPONE = "consultation.postpone"
    CONSULTATION_CANCEL = "consultation.cancel"
    CONSULTATION_OPEN = "consultation.open"
    CONSULTATION_PAUSE = "consultation.pause"
    CONSULTATION_RESUME = "consultation.resume"
    CONSULTATION_CLOSE = "consultation.close"
    CONSULTATION_PUBLISH = "consultation.publish"
    ITEM_ADD = "item.add"
    ITEM_EDIT = "item.edit"
    ITEM_MOVE = "item.move"
    ITEM_REMOVE = "item.remove"
    SEAT_TAKE = "seat.take"
    SEAT_REGISTER = "seat.register"
    SEAT_CHECK_IN = "seat.check_in"
    SEAT_LEAVE = "seat.leave"
    SEAT_MUTE = "seat.mute"
    SEAT_UNMUTE = "seat.unmute"
    SEAT_REMOVE = "seat.remove"

    # floor: the current item, the clock, who speaks
    ITEM_BEGIN = "item.begin"
    ITEM_PAUSE = "item.pause"
    ITEM_RESUME = "item.resume"
    ITEM_EXTEND = "item.extend"
    ITEM_END = "item.end"
    HAND_RAISE = "hand.raise"
    HAND_LOWER = "hand.lower"
    HAND_RAISE_FOR = "hand.raise_for"
    HAND_LOWER_FOR = "hand.lower_for"
    TURN_CALL = "turn.call"
    TURN_PAUSE = "turn.pause"
    TURN_RESUME = "turn.resume"
    TURN_EXTEND = "turn.extend"
    TURN_WIND_UP = "turn.wind_up"
    TURN_END = "turn.end"

    # comments: what is said, supported, answered
    COMMENT_SEE = "comment.see"
    COMMENT_POST = "comment.post"
    COMMENT_ANSWER = "comment.answer"
    COMMENT_SUPPORT = "comment.support"
    COMMENT_UNSUPPORT = "comment.unsupport"
    COMMENT_WITHDRAW = "comment.withdraw"
    COMMENT_SORT = "comment.sort"
    COMMENT_READ_OUT = "comment.read_out"
    COMMENT_OWE = "comment.owe"
    COMMENT_MERGE = "comment.merge"
    COMMENT_UNMERGE = "comment.unmerge"
    COMMENT_HIDE = "comment.hide"
    COMMENT_SHOW = "comment.show"
    COMMENT_SETTLE = "comment.settle"

    # voting: polls, the roll, the box
    POLL_SEE = "poll.see"
    POLL_DRAFT = "poll.draft"
    POLL_EDIT = "poll.edit"
    POLL_OPEN = "poll.open"
    POLL_CLOSE = "poll.close"
    BALLOT_CAST = "ballot.cast"

    # decisions: what was settled, and the timeline
    DECISION_SEE = "decision.see"
    DECISION_RECORD = "decision.record"
    DECISION_CORRECT = "decision.correct"
    DECISION_WITHDRAW = "decision.withdraw"
    TIMELINE_SEE = "timeline.see"
    TIMELINE_DRAFT = "timeline.draft"
    TIMELINE_ADD = "timeline.add"
    TIMELINE_EDIT = "timeline.edit"
    TIMELINE_REMOVE = "timeline.remove"
    TIMELINE_PUBLISH = "timeline.publish"

    # commitments: statements, promises, proof, verdicts
    STATEMENT_SEE = "statement.see"
    STATEMENT_RECORD = "statement.record"
    STATEMENT_COMPLETE = "statement.complete"
    COMMITMENT_SEE = "commitment.see"
    COMMITMENT_DESK = "commitment.desk"  # the page of the person responsible
    COMMITMENT_PROPOSE = "commitment.propose"
    COMMITMENT_NAME_HOMES = "commitment.name_homes"
    COMMITMENT_ACCEPT = "commitment.accept"
    COMMITMENT_CONTEST = "commitment.contest"
    COMMITMENT_UPDATE = "commitment.update"
    COMMITMENT_REPORT = "commitment.report"
    COMMITMENT_VERIFY = "commitment.verify"
    COMMITMENT_REJECT = "commitment.reject"
    COMMITMENT_REOPEN = "commitment.reopen"
    COMMITMENT_FULFIL = "commitment.fulfil"
    COMMITMENT_LAPSE = "commitment.lapse"
    COMMITMENT_CLOSE = "commitment.close"
    COMMITMENT_SUPERSEDE = "commitment.supersede"
    COMMITMENT_LOOK_AGAIN = "commitment.look_again"
    MILESTONE_ADD = "milestone.add"
    MILESTONE_FINISH = "milestone.finish"
    EVIDENCE_ADD = "evidence.add"
    EXTENSION_ASK = "extension.ask"
    EXTENSION_GRANT = "extension.grant"
    EXTENSION_REFUSE = "extension.refuse"
    CONFIRMATION_SEE = "confirmation.see"
    CONFIRMATION_OPEN = "confirmation.open"
    CONFIRMATION_GIVE = "confirmation.give"
    CONFIRMATION_CLOSE = "confirmation.close"
    REPLY_GIVE = "reply.give"

    # oversight: the queue and supervision orders
    OVERSIGHT_SEE = "oversight.see"
    ORDER_SEE = "order.see"
    ORDER_ISSUE = "order.issue"
    ORDER_REPLY = "order.reply"
    ORDER_RECHECK = "order.recheck"
    ORDER_RETURN = "order.return"
    ORDER_CALL_BACK = "order.call_back"
    ORDER_CLOSE = "order.close"

    # documents: minutes and the public record
    MINUTES_SEE = "minutes.see"
    MINUTES_DRAFT = "minutes.draft"
    MINUTES_CORRECT = "minutes.correct"
    MINUTES_LOCK = "minutes.lock"
    MINUTES_AMEND = "minutes.amend"

    # notifications: who was told
    DELIVERY_TAKE = "delivery.take"
    DELIVERY_NOTE = "delivery.note"


@dataclass(frozen=True)
class Rule:
    """Set arithmetic: one of `roles`, and none of `but_not`."""

    roles: frozenset[Role]
    but_not: frozenset[Role] = frozenset()

    def permits(self, held: frozenset[Role]) -> bool:
        """Whether somebody who is all of `held` to a thing may."""
        return bool(held & self.roles) and not held & self.but_not


def allow(*roles: Role, but_not: tuple[Role, ...] = ()) -> Rule:
    """A row of the table: any of these roles may, unless they also hold one of `but_not`."""
    return Rule(frozenset(roles), frozenset(but_not))


_R = Role
# who checks or supervises a promise is neither who has to keep it nor of a body that is kin to theirs (domain.md §4.3)
_ITS_OWN = (_R.RESPONSIBLE, _R.RELATED)
POLICY: dict[Action, Rule] = {
    # the house: places, organisations, accounts
    Action.HOUSE_SEE: allow(_R.VISITOR),
    Action.PLACE_ADD: allow(_R.ADMIN, _R.SYSTEM),
    Action.ORGANISATION_ADD: allow(_R.ADMIN, _R.SYSTEM),
    Action.HOUSE_DESK: allow(_R.ADMIN),
    Action.HOUSE_TIDY: allow(_R.SYSTEM),
    Action.HOUSE_SEAL: allow(_R.SYSTEM),
    Action.PERSON_SEE: allow(_R.SELF, _R.ADMIN),
    Action.PERSON_ADD: allow(_R.ADMIN, _R.SYSTEM),
    Action.PERSON_EDIT: allow(_R.SELF, _R.ADMIN),
    Action.PERSON_CHOOSE_LANGUAGE: allow(_R.SELF),
    Action.PERSON_INVITE: allow(_R.ADMIN, _R.SYSTEM),
    Action.PERSON_CLOSE: allow(_R.ADMIN, but_not=(_R.SELF,)),
    Action.PERSON_REOPEN: allow(_R.ADMIN, but_not=(_R.SELF,)),
    Action.PERSON_SIGN_IN: allow(_R.VISITOR),
    Action.PERSON_SEND_LINK: allow(_R.VISITOR),
    Action.PERSON_USE_LINK: allow(_R.VISITOR),
    Action.PERSON_ASK_RESET: allow(_R.VISITOR),
    Action.PERSON_RESET_PASSWORD: allow(_R.VISITOR),
    Action.PERSON_SET_PASSWORD: allow(_R.SELF),
    Action.PERSON_PROVE: allow(_R.SELF),
    Action.PERSON_ERASE: allow(_R.ONESELF),
    Action.PERSON_ERASE_FOR: allow(_R.ADMIN, _R.SYSTEM, but_not=(_R.ONESELF,)),
    Action.DATA_SEE: allow(_R.ONESELF),
    Action.PERSON_SIGN_OUT: allow(_R.VISITOR),
    Action.PERSON_END_SIGN_IN: allow(_R.SELF),
    Action.PERSON_END_SIGN_INS: allow(_R.SELF, _R.ADMIN),
    Action.MEMBERSHIP_GRANT: allow(_R.ADMIN, _R.SYSTEM),
    Action.MEMBERSHIP_END: allow(_R.ADMIN, _R.SYSTEM),
    # consultations: the life of a table, its agenda, its seats
    Action.CONSULTATION_SEE: allow(_R.VISITOR),
    Action.CONSULTATION_DESK: allow(_R.HOST, _R.CONVENER, _R.RECORDER),
    Action.CONSULTATION_DRAFT: allow(_R.CONVENER),
    Action.CONSULTATION_EDIT: allow(_R.CONVENER),
    Action.CONSULTATION_ANNOUNCE: allow(_R.CONVENER),
    Action.CONSULTATION_POSTPONE: allow(_R.CONVENER),
    Action.CONSULTATION_CANCEL: allow(_R.CONVENER),
    Action.CONSULTATION_OPEN: allow(_R.HOST, _R.CONVENER),
    Action.CONSULTATION_PAUSE: allow(_R.HOST, _R.CONVENER),
    Action.CONSULTATION_RESUME: allow(_R.HOST, _R.CONVENER),
    Action.CONSULTATION_CLOSE: allow(_R.HOST, _R.CONVENER),
    Action.CONSULTATION_PUBLISH: allow(_R.CONVENER),
    Action.ITEM_ADD: allow(_R.CONVENER),
    Action.ITEM_EDIT: allow(_R.CONVENER),
    Action.ITEM_MOVE: allow(_R.CONVENER),
    Action.ITEM_REMOVE: allow(_R.CONVENER),
    Action.SEAT_TAKE: allow(_R.VISITOR, but_not=(_R.PARTICIPANT, _R.REMOVED)),
    Action.SEAT_REGISTER: allow(_R.VISITOR, but_not=(_R.PARTICIPANT, _R.REGISTERED, _R.REMOVED)),
    Action.SEAT_CHECK_IN: allow(_R.SITTER, _R.HOST, _R.CONVENER, _R.RECORDER),
    Action.SEAT_LEAVE: allow(_R.SITTER),
    Action.SEAT_MUTE: allow(_R.HOST, but_not=(_R.SITTER,)),
    Action.SEAT_UNMUTE: allow(_R.HOST, but_not=(_R.SITTER,)),
    Action.SEAT_REMOVE: allow(_R.HOST, but_not=(_R.SITTER,)),
    # floor: the current item, the clock, who speaks
    Action.ITEM_BEGIN: allow(_R.HOST, _R.CONVENER),
    Action.ITEM_PAUSE: allow(_R.HOST, _R.CONVENER),
    Action.ITEM_RESUME: allow(_R.HOST, _R.CONVENER),
    Action.ITEM_EXTEND: allow(_R.HOST, _R.CONVENER),
    Action.ITEM_END: allow(_R.HOST, _R.CONVENER),
    Action.HAND_RAISE: allow(_R.PARTICIPANT, but_not=(_R.MUTED,)),
    Action.HAND_LOWER: allow(_R.PARTICIPANT),
    Action.HAND_RAISE_FOR: allow(_R.HOST, _R.CONVENER, _R.RECORDER, _R.PARTICIPANT, but_not=(_R.MUTED,)),
    Action.HAND_LOWER_FOR: allow(_R.HOST, _R.CONVENER, _R.SITTER, _R.AUTHOR),
    Action.TURN_CALL: allow(_R.HOST, _R.CONVENER),
    Action.TURN_PAUSE: allow(_R.HOST, _R.CONVENER),
    Action.TURN_RESUME: allow(_R.HOST, _R.CONVENER),
    Action.TURN_EXTEND: allow(_R.HOST, _R.CONVENER),
    Action.TURN_WIND_UP: allow(_R.HOST, _R.CONVENER),
    Action.TURN_END: allow(_R.HOST, _R.CONVENER, _R.SITTER),
    # comments: what is said, supported, answered
    Action.COMMENT_SEE: allow(_R.VISITOR),
    Action.COMMENT_POST: allow(_R.PARTICIPANT, but_not=(_R.MUTED,)),
    Action.COMMENT_ANSWER: allow(_R.PARTICIPANT, _R.RESPONSIBLE, but_not=(_R.MUTED,)),
    Action.COMMENT_SUPPORT: allow(_R.PARTICIPANT),
    Action.COMMENT_UNSUPPORT: allow(_R.PARTICIPANT),
    Action.COMMENT_WITHDRAW: allow(_R.AUTHOR),
    Action.COMMENT_SORT: allow(_R.HOST, _R.RECORDER),
    Action.COMMENT_READ_OUT: allow(_R.HOST, _R.RECORDER),
    Action.COMMENT_OWE: allow(_R.HOST, _R.RECORDER),
    Action.COMMENT_MERGE: allow(_R.HOST),
    Action.COMMENT_UNMERGE: allow(_R.HOST),
    Action.COMMENT_HIDE: allow(_R.HOST),
    Action.COMMENT_SHOW: allow(_R.HOST),
    Action.COMMENT_SETTLE: allow(_R.SYSTEM),
    # voting: polls, the roll, the box
    Action.POLL_SEE: allow(_R.VISITOR, _R.HOST, _R.CONVENER, _R.RECORDER),
    Action.POLL_DRAFT: allow(_R.HOST, _R.CONVENER, _R.RECORDER),
    Action.POLL_EDIT: allow(_R.HOST, _R.CONVENER, _R.RECORDER),
    Action.POLL_OPEN: allow(_R.HOST, _R.CONVENER),
    Action.POLL_CLOSE: allow(_R.HOST, _R.CONVENER, _R.SYSTEM),
    Action.BALLOT_CAST: allow(_R.ELECTOR),
    # decisions: what was settled, and the timeline
    Action.DECISION_SEE: allow(_R.VISITOR),
    Action.DECISION_RECORD: allow(_R.CONVENER, _R.HOST, _R.RECORDER),
    Action.DECISION_CORRECT: allow(_R.CONVENER, _R.HOST, _R.RECORDER),
    Action.DECISION_WITHDRAW: allow(_R.CONVENER, _R.HOST, _R.RECORDER),
    Action.TIMELINE_SEE: allow(_R.VISITOR),
    Action.TIMELINE_DRAFT: allow(_R.CONVENER, _R.HOST, _R.RECORDER),
    Action.TIMELINE_ADD: allow(_R.CONVENER, _R.HOST, _R.RECORDER),
    Action.TIMELINE_EDIT: allow(_R.CONVENER, _R.HOST, _R.RECORDER),
    Action.TIMELINE_REMOVE: allow(_R.CONVENER, _R.HOST, _R.RECORDER),
    Action.TIMELINE_PUBLISH: allow(_R.CONVENER),
    # commitments: statements, promises, proof, verdicts
    Action.STATEMENT_SEE: allow(_R.VISITOR),
    Action.STATEMENT_RECORD: allow(_R.RECORDER),
    Action.STATEMENT_COMPLETE: allow(_R.RECORDER),
    Action.COMMITMENT_SEE: allow(_R.VISITOR),
    Action.COMMITMENT_DESK: allow(_R.RESPONSIBLE),
    Action.COMMITMENT_PROPOSE: allow(_R.RECORDER),
    Action.COMMITMENT_NAME_HOMES: allow(_R.RECORDER),
    Action.COMMITMENT_ACCEPT: allow(_R.RESPONSIBLE),
    Action.COMMITMENT_CONTEST: allow(_R.RESPONSIBLE),
    Action.COMMITMENT_UPDATE: allow(_R.RESPONSIBLE),
    Action.COMMITMENT_REPORT: allow(_R.RESPONSIBLE),
    Action.COMMITMENT_VERIFY: allow(_R.VERIFIER, but_not=_ITS_OWN),
    Action.COMMITMENT_REJECT: allow(_R.VERIFIER, but_not=_ITS_OWN),
    Action.COMMITMENT_REOPEN: allow(_R.SYSTEM),
    Action.COMMITMENT_FULFIL: allow(_R.SYSTEM),
    Action.COMMITMENT_LAPSE: allow(_R.SYSTEM),
    Action.COMMITMENT_CLOSE: allow(_R.SUPERVISOR, but_not=_ITS_OWN),
    Action.COMMITMENT_SUPERSEDE: allow(_R.SUPERVISOR, but_not=_ITS_OWN),
    Action.COMMITMENT_LOOK_AGAIN: allow(_R.SYSTEM),
    Action.MILESTONE_ADD: allow(_R.RECORDER, _R.RESPONSIBLE),
    Action.MILESTONE_FINISH: allow(_R.RESPONSIBLE),
    Action.EVIDENCE_ADD: allow(_R.RECORDER, _R.RESPONSIBLE, _R.RAISER),
    Action.EXTENSION_ASK: allow(_R.RESPONSIBLE),
    Action.EXTENSION_GRANT: allow(_R.SUPERVISOR, but_not=_ITS_OWN),
    Action.EXTENSION_REFUSE: allow(_R.SUPERVISOR, but_not=_ITS_OWN),
    Action.CONFIRMATION_SEE: allow(_R.SUPERVISOR),
    Action.CONFIRMATION_OPEN: allow(_R.SYSTEM),
    Action.CONFIRMATION_GIVE: allow(_R.AFFECTED, _R.RAISER, but_not=(_R.RESPONSIBLE,)),
    Action.CONFIRMATION_CLOSE: allow(_R.SYSTEM),
    Action.REPLY_GIVE: allow(_R.AFFECTED, _R.RAISER, but_not=(_R.RESPONSIBLE,)),
    # oversight: the queue and supervision orders
    Action.OVERSIGHT_SEE: allow(_R.SUPERVISOR),
    Action.ORDER_SEE: allow(_R.VISITOR),
    Action.ORDER_ISSUE: allow(_R.SUPERVISOR, but_not=_ITS_OWN),
    Action.ORDER_REPLY: allow(_R.RESPONSIBLE),
    Action.ORDER_RECHECK: allow(_R.VERIFIER, _R.SUPERVISOR, but_not=_ITS_OWN),
    Action.ORDER_RETURN: allow(_R.VERIFIER, _R.SUPERVISOR, but_not=_ITS_OWN),
    Action.ORDER_CALL_BACK: allow(_R.SUPERVISOR, but_not=_ITS_OWN),
    Action.ORDER_CLOSE: allow(_R.SUPERVISOR, but_not=_ITS_OWN),
    # documents: minutes and the public record
    Action.MINUTES_SEE: allow(_R.VISITOR),
    Action.MINUTES_DRAFT: allow(_R.CONVENER, _R.RECORDER, _R.SYSTEM),
    Action.MINUTES_CORRECT: allow(_R.CONVENER, _R.RECORDER),
    Action.MINUTES_LOCK: allow(_R.HOST, _R.RECORDER),
    Action.MINUTES_AMEND: allow(_R.HOST, _R.RECORDER),
    # notifications: who was told
    Action.DELIVERY_TAKE: allow(_R.SYSTEM),
    Action.DELIVERY_NOTE: allow(_R.SYSTEM),
}


def permits(action: Action, held: frozenset[Role]) -> bool:
    """Whether somebody who is `held` to the thing may do `action` to it; what is not in the table is refused."""
    rule = POLICY.get(action)
    return rule is not None and rule.permits(held)
