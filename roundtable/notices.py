"""Who is told: action -> audience, template. Each row becomes deliveries in the act's own transaction."""

from __future__ import annotations

from datetime import timedelta

from roundtable.comments import told as comments
from roundtable.commitments import audiences as commitments
from roundtable.consultations import told as consultations
from roundtable.decisions import timeline
from roundtable.notifications.models import Notice
from roundtable.people import told as people
from roundtable.policy import Action
from roundtable.voting import told as voting

A_LINK = timedelta(minutes=15)  # a link that has grown old is not worth a mail

NOTICES: dict[Action, tuple[Notice, ...]] = {
    # people
    Action.PERSON_SEND_LINK: (Notice(people.named, "sign_in_link", good_for=A_LINK, where=people.linked),),
    Action.PERSON_ASK_RESET: (Notice(people.named, "reset_link", good_for=A_LINK, where=people.linked),),
    Action.PERSON_INVITE: (Notice(people.named, "invitation", where=people.linked),),
    Action.PERSON_SET_PASSWORD: (Notice(people.named, "password_changed", where=people.own_page),),
    # consultations
    Action.CONSULTATION_ANNOUNCE: (Notice(consultations.desk, "consultation_announced"),),
    Action.CONSULTATION_POSTPONE: (Notice(consultations.expected, "consultation_postponed"),),
    Action.CONSULTATION_CANCEL: (Notice(consultations.expected, "consultation_cancelled"),),
    Action.CONSULTATION_EDIT: (Notice(consultations.going_elsewhere, "consultation_moved"),),
    Action.CONSULTATION_PUBLISH: (Notice(consultations.expected, "record_published"),),
    # decisions
    Action.TIMELINE_PUBLISH: (Notice(consultations.expected, "timeline_published", where=timeline.page),),
    # comments
    Action.COMMENT_ANSWER: (Notice(comments.askers, "comment_answer"),),
    Action.COMMENT_OWE: (Notice(comments.owing, "comment_owe"),),
    Action.COMMENT_HIDE: (Notice(comments.authors, "comment_hide"),),
    # voting
    Action.POLL_OPEN: (Notice(voting.absent, "poll_open"),),
    Action.POLL_CLOSE: (Notice(voting.electorate, "poll_close"),),
    # commitments
    Action.COMMITMENT_PROPOSE: (Notice(commitments.responsible, "commitment_proposed"),),
    Action.COMMITMENT_ACCEPT: (Notice(commitments.took_part, "commitment_accepted"),),
    Action.COMMITMENT_CONTEST: (Notice(commitments.took_part, "commitment_contested"),),
    Action.COMMITMENT_LOOK_AGAIN: (
        Notice(commitments.when(0, commitments.responsible), "commitment_soon"),
        Notice(commitments.when(1, commitments.responsible), "commitment_late"),
        Notice(commitments.when(1, commitments.colleagues), "commitment_late_colleague"),
        Notice(commitments.when(2, commitments.heads), "commitment_late_unit"),
    ),
    Action.COMMITMENT_REPORT: (Notice(commitments.verifiers, "commitment_reported"),),
    Action.COMMITMENT_REJECT: (Notice(commitments.responsible, "commitment_rejected"),),
    Action.CONFIRMATION_OPEN: (Notice(commitments.asked, "confirmation_asked"),),
    Action.COMMITMENT_REOPEN: (Notice(commitments.took_part, "commitment_reopened"),),
    Action.COMMITMENT_FULFIL: (Notice(commitments.took_part, "commitment_kept"),),
    Action.COMMITMENT_LAPSE: (Notice(commitments.took_part, "commitment_unconfirmed"),),
    Action.COMMITMENT_CLOSE: (Notice(commitments.took_part, "commitment_closed"),),
    Action.COMMITMENT_SUPERSEDE: (Notice(commitments.took_part, "commitment_superseded"),),
    Action.EXTENSION_GRANT: (Notice(commitments.responsible, "extension_granted"),),
    Action.EXTENSION_REFUSE: (Notice(commitments.responsible, "extension_refused"),),
    # oversight
    Action.ORDER_ISSUE: (Notice(commitments.unit, "order_issued"),),
    Action.ORDER_RETURN: (Notice(commitments.unit, "order_returned"),),
    Action.ORDER_CLOSE: (Notice(commitments.responsible, "order_closed"),),
}
