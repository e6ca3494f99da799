"""Acts on decisions and on the timeline."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l

from roundtable.consultations.models import Consultation
from roundtable.core import links, things
from roundtable.core.actions import action
from roundtable.core.db import Thing
from roundtable.core.errors import Missing, Refused
from roundtable.core.event_log import DESK, PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from . import queries, timeline
from .forms import CorrectionForm, DateForm, DecisionForm, EditForm, WithdrawalForm
from .models import SAID, Decision, TimelineDate, Wording

WHILE = ("open", "paused", "closed")  # once published, what was settled is what the record says
ALIVE = ("announced", "open", "paused", "closed", "published", "cancelled")  # tables that people know of
SAME = _l("Nothing is different from what stands there. Change it first, or go back.")


@action(
    Action.DECISION_RECORD,
    on="consultation",
    form=DecisionForm,
    title=_l("Write down a decision"),
    button=_l("Write it down"),
)
def record(
    uow: UnitOfWork,
    table: Consultation,
    *,
    words: str,
    decided_by: str,
    why: str,
    dissent: str,
    reached: str,
    poll: str = "",
    about: str,
) -> int:
    """Write down what the table settled, by a poll or without one, while people watch. Returns its id."""
    table.must_be(*WHILE)
    said = {"words": words, "decided_by": decided_by, "why": why, "dissent": dissent or "", "reached": reached}
    decision = uow.add(Decision(table=table, recorder_id=uow.me, at=uow.now, **said))
    sources = [_here(uow, table, ref) for ref in (poll, about) if ref]
    for source in sources:
        links.link(uow, source, decision, queries.SETTLED)
    touched = [decision, *sources]
    uow.log(Action.DECISION_RECORD, topic=table.topic, touched=touched, audience=PUBLIC, reached=reached)
    return decision.id


def _here(uow: UnitOfWork, table: Consultation, ref: str) -> Thing:
    """A poll or a comment of this table. Raises Missing."""
    thing: Thing = things.find(uow, ref)
    if thing.kind not in ("poll", "comment") or things.card(thing).topic != table.topic:
        raise Missing
    return thing


@action(
    Action.DECISION_CORRECT,
    on="decision",
    form=CorrectionForm,
    title=_l("Correct the decision"),
    button=_l("Correct it"),
)
def correct(uow: UnitOfWork, decision: Decision, *, words: str, decided_by: str, why: str, dissent: str) -> None:
    """Say it better; how it stood before stays beside it. Locked minutes put an end to that (see handlers)."""
    decision.table.must_be(*WHILE)
    decision.move(Action.DECISION_CORRECT)
    said = {"words": words, "decided_by": decided_by, "why": why, "dissent": dissent or ""}
    before = {name: getattr(decision, name) for name in SAID}
    if said == before:
        raise Refused("unchanged", SAME)
    earlier = uow.add(Wording(decision=decision, at=uow.now, **before))
    for name, value in said.items():
        setattr(decision, name, value)
    changed = sorted(name for name in SAID if said[name] != before[name])
    touched = [decision, earlier]
    uow.log(Action.DECISION_CORRECT, topic=decision.table.topic, touched=touched, audience=PUBLIC, changed=changed)


@action(
    Action.DECISION_WITHDRAW,
    on="decision",
    form=WithdrawalForm,
    title=_l("Withdraw the decision"),
    button=_l("Withdraw it"),
)
def withdraw(uow: UnitOfWork, decision: Decision, *, reason: str) -> None:
    """It was written down wrongly, or was none. It stays to be read, with the reason."""
    decision.table.must_be(*WHILE)
    decision.move(Action.DECISION_WITHDRAW)
    decision.withdrawn_why = reason
    uow.log(Action.DECISION_WITHDRAW, topic=decision.table.topic, touched=[decision], audience=PUBLIC)


@action(
    Action.TIMELINE_DRAFT,
    on="consultation",
    title=_l("Take the dates from the record"),
    button=_l("Take them from the record"),
)
def draft(uow: UnitOfWork, table: Consultation) -> None:
    """Put on the timeline what the record knows: announced, held, decided, each promise and its steps."""
    table.must_be(*ALIVE)
    found = timeline.lacking(uow, table)
    if not found:
        raise Refused("unchanged", _l("The timeline has every date that the record knows."))
    rows = [
        uow.add(TimelineDate(table=table, what=d.what, source=d.source, day=d.day, done=d.done, at=uow.now))
        for d in found
    ]
    uow.log(Action.TIMELINE_DRAFT, topic=table.topic, touched=rows, audience=DESK)


@action(
    Action.TIMELINE_ADD,
    on="consultation",
    form=DateForm,
    title=_l("Add a date to the timeline"),
    button=_l("Add it"),
)
def add(uow: UnitOfWork, table: Consultation, *, words: str, day: date, done: bool) -> int:
    """Put a date on the timeline in one's own words; people see it when it is published. Returns its id."""
    table.must_be(*ALIVE)
    row = uow.add(TimelineDate(table=table, words=words, day=day, done=done, at=uow.now))
    uow.log(Action.TIMELINE_ADD, topic=table.topic, touched=[row], audience=DESK)
    return row.id


@action(Action.TIMELINE_EDIT, on="date", form=EditForm, title=_l("Change a date"), button=_l("Save the change"))
def edit(uow: UnitOfWork, row: TimelineDate, *, words: str, day: date | None = None, done: bool | None = None) -> None:
    """Change what stands there; people see it when it is published."""
    said = {"words": words, "day": day or row.day, "done": row.done if done is None else done}
    if row.state != "removed" and said == {name: getattr(row, name) for name in said}:
        raise Refused("unchanged", SAME)
    for name, value in said.items():
        setattr(row, name, value)
    row.state = "draft"
    uow.log(Action.TIMELINE_EDIT, topic=row.table.topic, touched=[row], audience=DESK)


@action(Action.TIMELINE_REMOVE, on="date", title=_l("Take a date off the timeline"), button=_l("Take it off"))
def remove(uow: UnitOfWork, row: TimelineDate) -> None:
    """Take it off; from what people see it goes when that is published."""
    if row.state == "removed":
        raise Refused("unchanged", _l("It is off the timeline already."))
    row.state = "removed"
    uow.log(Action.TIMELINE_REMOVE, topic=row.table.topic, touched=[row], audience=DESK)


@action(Action.TIMELINE_PUBLISH, on="consultation", title=_l("Publish the timeline"), button=_l("Publish the timeline"))
def publish(uow: UnitOfWork, table: Consultation) -> None:
    """Let people see the timeline as it stands now."""
    table.must_be(*ALIVE)
    rows = timeline.unpublished(uow, table)
    if not rows:
        raise Refused("unchanged", _l("People see the timeline as it stands. There is nothing new to publish."))
    for row in rows:
        row.publish(uow.now)
    uow.log(Action.TIMELINE_PUBLISH, topic=table.topic, touched=[table, *rows], audience=PUBLIC, dates=len(rows))
