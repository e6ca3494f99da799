"""For each action, one time that it is done: by whom, on what, with which words, and what must come before.

The laws do every action once by these. A module adds its own rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from roundtable.consultations import queries
from roundtable.core import clock, things
from roundtable.core.event_log import DESK
from roundtable.core.unit_of_work import SYSTEM, writing
from roundtable.policy import Action
from tests.cast import PROMISE, TABLE
from tests.commitments import story
from tests.floor import scene
from tests.oversight import story as orders
from tests.people.entrance import ADDRESS, GOOD, ask_link, give_password
from tests.world import World


@dataclass(frozen=True)
class Sample:
    """An act that succeeds. before: sets the scene and may return the name of the thing acted on, instead of `on`."""

    who: str
    on: str = TABLE
    fields: dict[str, Any] = field(default_factory=dict)
    before: Callable[[World], str | None] = lambda _world: None

    def play(self, world: World, action: Action) -> None:
        """Set the scene, then act."""
        self.act(world, action, self.before(world))

    def act(self, world: World, action: Action, on: str | None) -> None:
        """The act alone."""
        world.do(self.who, action, on or self.on, **self.fields)


PHOTO = f"{hashlib.sha256(b'photo').hexdigest()}.webp"  # the cast has kept it
EXTENSION = {"reason": "The shaft is late", "due": "2024-07-15", "photo": PHOTO}
HOUSE = "house:1"
ME = "person:1"
LINK, RESET = {"token": ""}, {"token": "", "password": GOOD}  # the token is that of the link made before
STREET = "organisation:1"
WHEN, LATER = "2024-03-20T15:00", "2024-03-27T15:00"
THE_DAY = datetime(2024, 3, 20, 6, 55, tzinfo=UTC)
ITEM = {"title": "A walk around", "minutes": 10, "floor": "all"}
DECISION = "decision:1"
SETTLED = {"words": "The office asks for bids", "decided_by": "The works office", "why": "Prices differ by half"}
MINUTES = "minutes:1"
ADDED = {"section": "said", "words": "Two more asked the same, standing at the door"}
REASON = {"reason": "It cannot wait"}
DRAFT = {"title": "The pipe", "matter": "It leaks", "address": "Block 5", "starts_at": WHEN}


def _password(world: World) -> None:
    give_password(world)


def _link(world: World) -> None:
    LINK["token"] = ask_link(world)


def _mail(world: World) -> None:
    ask_link(world)


def _reset(world: World) -> None:
    RESET["token"] = ask_link(world, Action.PERSON_ASK_RESET)


def _account_closed(world: World) -> str:
    world.do("admin", Action.PERSON_CLOSE, ME)
    return ME


def _draft(world: World) -> str:
    return f"consultation:{world.do('convener', Action.CONSULTATION_DRAFT, STREET, **DRAFT).result}"


def _announced(world: World) -> str:
    table = _draft(world)
    world.do("convener", Action.CONSULTATION_ANNOUNCE, table)
    return table


def _on_its_day(world: World) -> str:
    table = _announced(world)
    world.at(THE_DAY)
    return table


def _paused(world: World) -> None:
    world.do("host", Action.CONSULTATION_PAUSE)


def _closed(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)


def _locked(world: World) -> None:
    _closed(world)
    world.do("recorder", Action.MINUTES_LOCK, MINUTES)


def _item(world: World) -> str:
    """The second item of a table that is being prepared."""
    with world.reading() as uow:
        table = things.find(uow, _draft(world))
        return f"item:{min(i.id for i in queries.agenda(uow, table)) + 1}"


def _registered(world: World) -> str:
    table = _announced(world)
    world.do("stranger", Action.SEAT_REGISTER, table)
    world.at(THE_DAY)
    world.do("convener", Action.CONSULTATION_OPEN, table)
    return _seat(world, table, "stranger")


def _seat(world: World, table: str, who: str) -> str:
    with world.reading() as uow:
        seat = queries.seat_of(uow, things.find(uow, table), world.stage.people[who])
        assert seat is not None
        return seat.ref


def _muted(world: World) -> None:
    world.do("host", Action.SEAT_MUTE, "seat:1", **REASON)


HIDDEN = {"hidden_for": "insult", "hidden_why": "Nobody here is a liar"}


def _supported(world: World) -> str:
    world.do("neighbour", Action.COMMENT_SUPPORT, "comment:1")
    return "comment:1"


def _merged(world: World) -> str:
    comment = world.comment()
    world.do("host", Action.COMMENT_MERGE, comment, into="1")
    return comment


def _hidden(world: World) -> str:
    world.do("host", Action.COMMENT_HIDE, "comment:1", **HIDDEN)
    return "comment:1"


def _due(world: World) -> None:
    """Three working days before the date."""
    world.at(datetime(2024, 6, 26, 1, 0, tzinfo=UTC))


def _week_over(*answers: tuple[str, str]) -> Callable[[World], None]:
    """The homes were asked, some answered, and their week is over."""

    def before(world: World) -> None:
        story.confirming(world)
        for who, what in answers:
            story.answer(world, who, what)
        world.later(days=9)

    return before


SUCCEEDED = {"successor": "2", "reason": "Both entrances in one"}


def _another(world: World) -> None:
    story.accepted(world)


def _kept(world: World) -> None:
    world.stage.grant("stranger", "resident", place="103")
    _week_over(("resident", "fixed"), ("neighbour", "fixed"), ("stranger", "fixed"))(world)


def _not_kept(world: World) -> None:
    world.stage.grant("stranger", "resident", place="103")
    _week_over(("resident", "fixed"), ("neighbour", "not"), ("stranger", "not"))(world)


def _verified(world: World) -> str:
    """Checked on site, and the homes not asked yet: they are asked in the same act, so a test undoes that."""
    ref = story.reported(world)
    with writing(SYSTEM, clock.now()) as uow:
        checked = things.find(uow, ref, lock=True)
        checked.move(Action.COMMITMENT_VERIFY)
        uow.log(Action.COMMITMENT_VERIFY, topic=ref, touched=[checked], audience=DESK)
        uow.settle()
        uow.commit()
    return ref


def _question(world: World) -> str:
    return f"poll:{world.do('convener', Action.POLL_DRAFT, question='Shall we meet monthly?').result}"


SAMPLES: dict[Action, Sample] = {
    # the house
    Action.HOUSE_TIDY: Sample("system", HOUSE),
    Action.HOUSE_SEAL: Sample("system", HOUSE),
    Action.DELIVERY_TAKE: Sample("system", HOUSE),
    Action.DELIVERY_NOTE: Sample("system", HOUSE, {"delivery": "1", "outcome": "sent"}, before=_mail),
    Action.PLACE_ADD: Sample("admin", HOUSE, {"level": "district", "name": "Xihu"}),
    Action.ORGANISATION_ADD: Sample("admin", HOUSE, {"name": "Works office"}),
    Action.PERSON_ADD: Sample("admin", HOUSE, {"name": "Tu", "email": "tu@roundtable.example.org"}),
    Action.PERSON_PROVE: Sample("resident", ME, {"password": GOOD}, before=_password),
    Action.PERSON_ERASE: Sample("resident", ME, {"words": "erase", "sure": "y"}),
    Action.PERSON_ERASE_FOR: Sample("admin", ME, {"words": "keep", "asked": "letter", "sure": "y"}),
    Action.PERSON_EDIT: Sample("resident", ME, {"name": "Luo Xiu"}),
    Action.PERSON_CHOOSE_LANGUAGE: Sample("resident", ME, {"lang": "en"}),
    Action.PERSON_INVITE: Sample("admin", ME),
    Action.PERSON_CLOSE: Sample("admin", ME),
    Action.PERSON_REOPEN: Sample("admin", before=_account_closed),
    Action.PERSON_SIGN_IN: Sample("visitor", HOUSE, {"email": ADDRESS, "password": GOOD}, before=_password),
    Action.PERSON_SEND_LINK: Sample("visitor", HOUSE, {"email": ADDRESS}),
    Action.PERSON_USE_LINK: Sample("visitor", HOUSE, LINK, before=_link),
    Action.PERSON_ASK_RESET: Sample("visitor", HOUSE, {"email": ADDRESS}),
    Action.PERSON_RESET_PASSWORD: Sample("visitor", HOUSE, RESET, before=_reset),
    Action.PERSON_SET_PASSWORD: Sample("resident", ME, {"password": GOOD}),
    Action.PERSON_SIGN_OUT: Sample("resident", HOUSE),
    Action.PERSON_END_SIGN_IN: Sample("resident", ME, {"sign_in": "1"}),
    Action.PERSON_END_SIGN_INS: Sample("resident", ME),
    Action.MEMBERSHIP_END: Sample("admin", "membership:1", {"until": "2024-03-04"}),
    Action.MEMBERSHIP_GRANT: Sample("admin", HOUSE, {"person_id": 1, "role": "verifier", "organisation_id": 3}),
    # consultations
    Action.CONSULTATION_DRAFT: Sample("convener", STREET, DRAFT),
    Action.CONSULTATION_EDIT: Sample("convener", fields=DRAFT | {"title": "The pipe again"}, before=_draft),
    Action.CONSULTATION_ANNOUNCE: Sample("convener", before=_draft),
    Action.CONSULTATION_POSTPONE: Sample("convener", fields=REASON | {"starts_at": LATER}, before=_announced),
    Action.CONSULTATION_CANCEL: Sample("convener", fields=REASON, before=_announced),
    Action.CONSULTATION_OPEN: Sample("convener", before=_on_its_day),
    Action.CONSULTATION_PAUSE: Sample("host"),
    Action.CONSULTATION_RESUME: Sample("host", before=_paused),
    Action.CONSULTATION_CLOSE: Sample("host"),
    Action.CONSULTATION_PUBLISH: Sample("convener", before=_locked),
    Action.ITEM_ADD: Sample("convener", fields=ITEM, before=_draft),
    Action.ITEM_EDIT: Sample("convener", fields=ITEM, before=_item),
    Action.ITEM_MOVE: Sample("convener", fields={"way": "up"}, before=_item),
    Action.ITEM_REMOVE: Sample("convener", before=_item),
    Action.SEAT_TAKE: Sample("visitor", fields={"name": "Tu"}),
    Action.SEAT_REGISTER: Sample("visitor", fields={"name": "Tu"}, before=_announced),
    Action.SEAT_CHECK_IN: Sample("stranger", before=_registered),
    Action.SEAT_LEAVE: Sample("neighbour", "seat:2"),
    Action.SEAT_MUTE: Sample("host", "seat:1", REASON),
    Action.SEAT_UNMUTE: Sample("host", "seat:1", REASON, before=_muted),
    Action.SEAT_REMOVE: Sample("host", "seat:1", REASON),
    # floor
    Action.ITEM_BEGIN: Sample("host", before=scene.next_item),
    Action.ITEM_PAUSE: Sample("host", before=scene.item_with_turn),
    Action.ITEM_RESUME: Sample("host", before=scene.item_stopped),
    Action.ITEM_EXTEND: Sample("host", fields={"minutes": "5"}, before=scene.item_with_turn),
    Action.ITEM_END: Sample("host", before=scene.item_with_turn),
    Action.HAND_RAISE: Sample("neighbour"),
    Action.HAND_LOWER: Sample("neighbour", before=scene.waiting),
    Action.HAND_RAISE_FOR: Sample("host", fields={"seat": "2"}),
    Action.HAND_LOWER_FOR: Sample("host", before=scene.hand),
    Action.TURN_CALL: Sample("host", before=scene.waiting),
    Action.TURN_PAUSE: Sample("host", before=scene.turn),
    Action.TURN_RESUME: Sample("host", before=scene.stopped),
    Action.TURN_EXTEND: Sample("host", fields={"seconds": "60"}, before=scene.turn),
    Action.TURN_WIND_UP: Sample("host", before=scene.turn),
    Action.TURN_END: Sample("host", before=scene.turn),
    # comments
    Action.COMMENT_POST: Sample("resident", fields={"kind": "proposal", "body": "Share the cost by floor"}),
    Action.COMMENT_ANSWER: Sample("neighbour", "comment:1", {"body": "In spring, I heard"}),
    Action.COMMENT_SUPPORT: Sample("neighbour", "comment:1"),
    Action.COMMENT_UNSUPPORT: Sample("neighbour", before=_supported),
    Action.COMMENT_WITHDRAW: Sample("resident", "comment:1"),
    Action.COMMENT_SORT: Sample("recorder", "comment:1"),
    Action.COMMENT_READ_OUT: Sample("host", "comment:1", {"read_out": "done"}),
    Action.COMMENT_OWE: Sample("host", "comment:1", {"person_id": "6"}),
    Action.COMMENT_MERGE: Sample("host", fields={"into": "1"}, before=World.comment),
    Action.COMMENT_UNMERGE: Sample("host", before=_merged),
    Action.COMMENT_HIDE: Sample("host", "comment:1", HIDDEN),
    Action.COMMENT_SHOW: Sample("host", before=_hidden),
    Action.COMMENT_SETTLE: Sample("system"),
    # decisions
    Action.DECISION_RECORD: Sample("recorder", fields=SETTLED | {"reached": "agreement"}),
    Action.DECISION_CORRECT: Sample("recorder", DECISION, SETTLED),
    Action.DECISION_WITHDRAW: Sample("host", DECISION, {"reason": "It was read out, not settled"}),
    Action.TIMELINE_DRAFT: Sample("convener"),
    Action.TIMELINE_ADD: Sample("convener", fields={"words": "The bids are opened", "day": "2024-04-01"}),
    Action.TIMELINE_EDIT: Sample("convener", "date:1", {"words": "The office answers", "day": "2024-03-19"}),
    Action.TIMELINE_REMOVE: Sample("convener", "date:1"),
    Action.TIMELINE_PUBLISH: Sample("convener"),
    # documents
    Action.MINUTES_DRAFT: Sample("recorder"),
    Action.MINUTES_CORRECT: Sample("recorder", MINUTES, ADDED),
    Action.MINUTES_LOCK: Sample("recorder", MINUTES, before=_closed),
    Action.MINUTES_AMEND: Sample("recorder", MINUTES, ADDED | REASON, before=_locked),
    # commitments
    Action.STATEMENT_RECORD: Sample(
        "recorder", fields={"words": "Soon", "said_by": "Liu Jianping", "comment": "comment:1"}
    ),
    Action.STATEMENT_COMPLETE: Sample("recorder", fields={"outcome": "A lift"}, before=story.statement),
    Action.COMMITMENT_PROPOSE: Sample("recorder", before=story.completed),
    Action.COMMITMENT_NAME_HOMES: Sample("recorder", fields={"homes": [1]}, before=story.proposed),
    Action.COMMITMENT_ACCEPT: Sample("officer", before=story.signable),
    Action.COMMITMENT_CONTEST: Sample("officer", fields={"reason": "Not ours"}, before=story.proposed),
    Action.COMMITMENT_UPDATE: Sample("officer", PROMISE, {"words": "The car arrived", "finished": [1]}),
    Action.COMMITMENT_REPORT: Sample("officer", PROMISE, {"words": "It runs"}, before=story.shown),
    Action.COMMITMENT_VERIFY: Sample("verifier", PROMISE, {"note": "It runs", "photo": PHOTO}, before=story.reported),
    Action.COMMITMENT_REJECT: Sample("verifier", PROMISE, {"note": "It stands still"}, before=story.reported),
    Action.COMMITMENT_REOPEN: Sample("system", PROMISE, before=_not_kept),
    Action.COMMITMENT_FULFIL: Sample("system", PROMISE, before=_kept),
    Action.COMMITMENT_LAPSE: Sample("system", PROMISE, before=_week_over()),
    Action.COMMITMENT_CLOSE: Sample("supervisor", PROMISE, {"verdict": "partial", "reason": "The car is missing"}),
    Action.COMMITMENT_SUPERSEDE: Sample("supervisor", PROMISE, SUCCEEDED, before=_another),
    Action.REPLY_GIVE: Sample("neighbour", fields={"words": "It ran for a day"}, before=story.closed),
    Action.COMMITMENT_LOOK_AGAIN: Sample("system", PROMISE, before=_due),
    Action.MILESTONE_ADD: Sample("officer", PROMISE, {"name": "Acceptance", "due": "2024-06-20"}),
    Action.MILESTONE_FINISH: Sample("officer", "milestone:1"),
    Action.EVIDENCE_ADD: Sample("resident", PROMISE, {"side": "before", "photo": PHOTO, "caption": "The stairs"}),
    Action.EXTENSION_ASK: Sample("officer", PROMISE, EXTENSION, before=story.refused_more_time),
    Action.EXTENSION_GRANT: Sample("supervisor", "extension:1", {"note": "Once"}),
    Action.EXTENSION_REFUSE: Sample("supervisor", "extension:1", {"note": "The shaft could wait"}),
    Action.CONFIRMATION_OPEN: Sample("system", PROMISE, before=_verified),
    Action.CONFIRMATION_GIVE: Sample(
        "neighbour", PROMISE, {"answer": "partly", "words": "Loud"}, before=story.confirming
    ),
    Action.CONFIRMATION_CLOSE: Sample("system", PROMISE, before=_week_over(("resident", "fixed"))),
    # oversight
    Action.ORDER_ISSUE: Sample("supervisor", PROMISE, orders.ORDER, before=orders.late),
    Action.ORDER_REPLY: Sample("officer", fields={"reply": "It runs"}, before=orders.issued),
    Action.ORDER_RECHECK: Sample("verifier", fields={"note": "I rode it"}, before=orders.replied),
    Action.ORDER_RETURN: Sample("verifier", fields={"note": "It stands still"}, before=orders.replied),
    Action.ORDER_CALL_BACK: Sample("supervisor", fields={"answer": "solved", "note": "Floor 5"}, before=orders.replied),
    Action.ORDER_CLOSE: Sample("supervisor", before=orders.called),
    # voting
    Action.POLL_DRAFT: Sample("convener", fields={"question": "Shall we meet monthly?"}),
    Action.POLL_EDIT: Sample("convener", fields={"question": "Shall we meet weekly?"}, before=_question),
    Action.POLL_OPEN: Sample("convener", before=_question),
    Action.POLL_CLOSE: Sample("convener", "poll:1"),
    Action.BALLOT_CAST: Sample("resident", "poll:1", {"choice": "yes"}),
}
