"""Acts on minutes; and what locked minutes and unlocked ones forbid to others (see handlers)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from roundtable.consultations.models import Consultation
from roundtable.core import event_log, record, things
from roundtable.core.actions import action
from roundtable.core.errors import Refused
from roundtable.core.event_log import DESK, PUBLIC, Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.places.models import Organisation
from roundtable.policy import Action

from . import drafting, queries
from .forms import AdditionForm, AmendmentForm
from .models import Addition, Minutes

HELD = ("open", "paused", "closed")


@action(
    Action.MINUTES_DRAFT,
    on="consultation",
    makes="minutes",
    title=_l("Draft the minutes from the record"),
    button=_l("Draft the minutes"),
)
def draft(uow: UnitOfWork, table: Consultation) -> int:
    """Write the minutes from the record as it is now; what was added by hand stays. Returns their id."""
    table.must_be(*HELD)
    minutes = queries.of(uow, table)
    if minutes is not None:
        minutes.move(Action.MINUTES_DRAFT)
    else:
        minutes = Minutes(table=table, organisation_id=table.organisation_id)
    minutes.sections = drafting.sections(uow, table)
    minutes.upto = event_log.head(uow.session, table.topic)
    minutes.drafted_at = uow.now
    uow.add(minutes)
    uow.log(Action.MINUTES_DRAFT, topic=table.topic, touched=[minutes], audience=DESK)
    return minutes.id


@action(
    Action.MINUTES_CORRECT,
    on="minutes",
    form=AdditionForm,
    title=_l("Add to the minutes by hand"),
    button=_l("Add it"),
)
def correct(uow: UnitOfWork, minutes: Minutes, *, section: str, words: str) -> int:
    """Put words beside what the record says; both stay. Returns the addition's id."""
    minutes.move(Action.MINUTES_CORRECT)
    added = _added(uow, minutes, "correction", section, words)
    uow.log(Action.MINUTES_CORRECT, topic=minutes.table.topic, touched=[minutes, added], audience=DESK, section=section)
    return added.id


def _added(uow: UnitOfWork, minutes: Minutes, said: str, section: str, words: str, reason: str = "") -> Addition:
    return uow.add(
        Addition(minutes=minutes, said=said, section=section, words=words, reason=reason, author_id=uow.me, at=uow.now)
    )


@action(
    Action.MINUTES_LOCK,
    on="minutes",
    title=_l("Sign and lock the minutes"),
    button=_l("Sign and lock them"),
)
def lock(uow: UnitOfWork, minutes: Minutes) -> None:
    """Sign them: numbered, sealed, and from now on only amended. The head of the record is printed on them."""
    table = minutes.table
    table.must_be("closed")
    minutes.must_be("draft")
    if drafting.sections(uow, table) != minutes.sections:
        raise Refused(
            "minutes_stale",
            _l("The record has gone on since these minutes were drafted. Draft them again, read them, then lock them."),
        )
    head, number = record.seal_head(uow, table.topic), _next_number(uow, minutes)
    minutes.move(Action.MINUTES_LOCK)  # the last of it: the database keeps what is locked as it is
    minutes.number, minutes.signed_by_id, minutes.locked_at = number, uow.me, uow.now
    minutes.head_size, minutes.head_root = (head.size, head.root.hex()) if head else (0, "")
    facts = {"number": minutes.number, "size": minutes.head_size, "root": minutes.head_root}
    uow.log(Action.MINUTES_LOCK, topic=table.topic, touched=[minutes], audience=PUBLIC, **facts)


def _next_number(uow: UnitOfWork, minutes: Minutes) -> int:
    """Every body counts its minutes without a gap; its row is held, so that two never get the same number."""
    things.find(uow, f"{Organisation.kind}:{minutes.organisation_id}", lock=True)
    last = select(func.max(Minutes.number)).where(Minutes.organisation_id == minutes.organisation_id)
    return (uow.session.scalar(last) or 0) + 1


@action(
    Action.MINUTES_AMEND,
    on="minutes",
    form=AmendmentForm,
    title=_l("Amend the locked minutes"),
    button=_l("Publish the amendment"),
)
def amend(uow: UnitOfWork, minutes: Minutes, *, section: str, words: str, reason: str) -> int:
    """Put words and a reason beside locked minutes, which stay as they are. Returns the addition's id."""
    minutes.must_be("locked")
    added = _added(uow, minutes, "amendment", section, words, reason)
    uow.log(Action.MINUTES_AMEND, topic=minutes.table.topic, touched=[minutes, added], audience=PUBLIC, section=section)
    return added.id


def draft_when_closed(uow: UnitOfWork, closed: Draft) -> None:
    """Minutes write themselves: a table that has closed has a draft."""
    for table in closed.touched:
        if isinstance(table, Consultation):
            draft(uow, table)


def needed_to_publish(uow: UnitOfWork, published: Draft) -> None:
    """A record is published with its minutes. Raises Refused while they are not locked."""
    for table in published.touched:
        if isinstance(table, Consultation) and not queries.is_locked(uow, table):
            raise Refused(
                "minutes_not_locked",
                _l("Not published: the minutes are not locked yet. The recorder or the host signs and locks them."),
            )


def keep_what_is_locked(uow: UnitOfWork, settled: Draft) -> None:
    """Locked minutes vouch for the decisions and statements in them. Raises Refused."""
    tables = {getattr(thing, "table", None) for thing in settled.touched}
    if any(isinstance(table, Consultation) and queries.is_locked(uow, table) for table in tables):
        raise Refused(
            "minutes_locked",
            _l("Not done: the minutes are locked, and what they say was settled stays. Amend the minutes instead."),
        )
