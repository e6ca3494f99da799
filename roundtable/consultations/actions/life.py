"""The life of a consultation: from a draft to what is published of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from roundtable.core import calendar
from roundtable.core.actions import action
from roundtable.core.errors import Invalid, Refused
from roundtable.core.event_log import DESK, PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import HOME_ZONE, listed
from roundtable.places.models import Organisation
from roundtable.policy import Action

from .. import format as formats
from .. import queries
from ..codes import LETTERS
from ..forms import AnnounceForm, CancelForm, DraftForm, EditForm, PostponeForm
from ..models import AHEAD, AgendaItem, Announcement, Consultation

FARTHEST = timedelta(days=3 * 366)  # a date beyond that is a slip of the hand


@action(
    Action.CONSULTATION_DRAFT,
    on="organisation",
    form=DraftForm,
    makes="consultation",
    title=_l("Prepare a consultation"),
    button=_l("Save the draft"),
    template="consultations/form.html",
)
def draft(
    uow: UnitOfWork,
    body: Organisation,
    *,
    title: str,
    matter: str,
    format: str,
    starts_at: datetime,
    minutes: int | None,
    place_id: int | None,
    address: str,
    online: bool,
    access: str,
    host_id: int | None,
    recorder_id: int | None,
    quorum: int | None,
    names_shown: bool,
    code: str | None,
) -> str:
    """Begin to prepare a table; its format lays the agenda. Returns its code."""
    what = {"title": title, "matter": matter, "format": format, "minutes": minutes or formats.get(format).minutes}
    where = {"place_id": place_id, "address": address, "online": online, "access": access}
    who = {"host_id": host_id, "recorder_id": recorder_id, "quorum": quorum, "names_shown": names_shown}
    table = Consultation(organisation_id=body.id, convener_id=uow.me, zone=HOME_ZONE, **what, **where, **who)
    table.starts_at = to_come(uow, starts_at, table.zone)
    _with_code(uow, code, table)
    items = [uow.add(item) for item in _laid(table)]
    uow.log(Action.CONSULTATION_DRAFT, topic=table.topic, touched=[table, *items], audience=DESK)
    return table.code


def _laid(table: Consultation) -> Iterator[AgendaItem]:
    for position, item in enumerate(formats.get(table.format).items, 1):
        clock = {"minutes": item.minutes, "turn_seconds": item.turn_seconds}
        yield AgendaItem(table=table, position=position, title=str(item.name), floor=item.floor, **clock)


def _with_code(uow: UnitOfWork, wished: str | None, table: Consultation) -> None:
    """Put the table down under the code that was wished for, or one that nobody has. Raises Invalid."""
    for _try in range(9):
        table.code = wished or "".join(secrets.choice(LETTERS) for _letter in range(6))
        try:
            with uow.session.begin_nested():
                uow.add(table)
        except IntegrityError:
            if wished:
                break
        else:
            return
    raise Invalid({"code": [_("Another consultation has this code. Leave it empty and one is made.")]})


def to_come(uow: UnitOfWork, said: datetime, zone: str) -> datetime:
    """What a clock on the wall says, as a moment that is still to come. Raises Invalid."""
    if not abs(said.year - uow.now.year) * 365 <= FARTHEST.days + 365:
        raise Invalid({"starts_at": [_("Look at the year again.")]})
    moment = said.replace(tzinfo=ZoneInfo(zone))
    if moment <= uow.now:
        raise Invalid({"starts_at": [_("That is past already. Give a day and a time to come.")]})
    return moment


@action(
    Action.CONSULTATION_EDIT,
    on="consultation",
    form=EditForm,
    title=_l("Change the consultation"),
    button=_l("Save the changes"),
    template="consultations/form.html",
)
def edit(
    uow: UnitOfWork,
    table: Consultation,
    *,
    title: str,
    matter: str,
    starts_at: datetime | None = None,
    minutes: int | None,
    place_id: int | None,
    address: str,
    online: bool,
    access: str,
    host_id: int | None,
    recorder_id: int | None,
    quorum: int | None,
    names_shown: bool,
) -> None:
    """Change what it says. Once announced, its date moves only by postponing."""
    table.must_be(*AHEAD)
    when = to_come(uow, starts_at, table.zone) if starts_at else table.starts_at
    what = {"title": title, "matter": matter, "minutes": minutes or formats.get(table.format).minutes}
    where = {"place_id": place_id, "address": address, "online": online, "access": access}
    who = {"host_id": host_id, "recorder_id": recorder_id, "quorum": quorum, "names_shown": names_shown}
    said: dict[str, Any] = {"starts_at": when, **what, **where, **who}
    changed = sorted(name for name, value in said.items() if getattr(table, name) != value)
    for name in changed:
        setattr(table, name, said[name])
    uow.log(Action.CONSULTATION_EDIT, topic=table.topic, touched=[table], audience=audience(table), changed=changed)


def audience(table: Consultation) -> str:
    """Who may read of an act on a table: everybody, once it was announced."""
    return DESK if table.secret else PUBLIC


@action(
    Action.CONSULTATION_ANNOUNCE,
    on="consultation",
    form=AnnounceForm,
    title=_l("Announce the consultation"),
    button=_l("Announce it"),
)
def announce(uow: UnitOfWork, table: Consultation, *, reason: str = "") -> None:
    """Make it public. Too short a notice needs a reason, which is published with it (domain.md §4.4)."""
    table.must_be("draft")
    if missing := queries.missing(uow, table):
        raise Refused("not_ready", _l("Not announced. Still to do: %(what)s", what=listed([str(m) for m in missing])))
    table.move(Action.CONSULTATION_ANNOUNCE)
    table.announced_at = uow.now
    given = calendar.notice_days(uow.now, table.starts_at, ZoneInfo(table.zone))
    due = formats.get(table.format).notice_days
    _told(uow, table, Action.CONSULTATION_ANNOUNCE, "announced", reason, notice_days=given, notice_due=due)


def _told(uow: UnitOfWork, table: Consultation, done: Action, said: str, reason: str, **facts: Any) -> None:
    """Keep what the public is told, and log it."""
    word = uow.add(Announcement(table=table, said=said, starts_at=table.starts_at, reason=reason, at=uow.now))
    facts["starts_at"] = table.starts_at
    uow.log(done, topic=table.topic, touched=[table, word], audience=audience(table), **facts)


@action(
    Action.CONSULTATION_POSTPONE,
    on="consultation",
    form=PostponeForm,
    title=_l("Postpone the consultation"),
    button=_l("Postpone it"),
)
def postpone(uow: UnitOfWork, table: Consultation, *, starts_at: datetime, reason: str) -> None:
    """Name a later date. It never moves to an earlier one: people count on the day that they know."""
    moment = to_come(uow, starts_at, table.zone)
    table.move(Action.CONSULTATION_POSTPONE)
    if moment <= table.starts_at:
        raise Invalid({"starts_at": [_("That is no later than the date people know. Choose a later one.")]})
    before, table.starts_at = table.starts_at, moment
    _told(uow, table, Action.CONSULTATION_POSTPONE, "postponed", reason, before=before)


@action(
    Action.CONSULTATION_CANCEL,
    on="consultation",
    form=CancelForm,
    title=_l("Cancel the consultation"),
    button=_l("Cancel it for good"),
)
def cancel(uow: UnitOfWork, table: Consultation, *, reason: str) -> None:
    """It will not be held."""
    table.move(Action.CONSULTATION_CANCEL)
    _told(uow, table, Action.CONSULTATION_CANCEL, "cancelled", reason)


@action(Action.CONSULTATION_OPEN, on="consultation", title=_l("Open the consultation"), button=_l("Open it"))
def open_table(uow: UnitOfWork, table: Consultation) -> None:
    """Let people sit down and speak; on the day that people know, not before."""
    zone = ZoneInfo(table.zone)
    if calendar.local_day(uow.now, zone) < calendar.local_day(table.starts_at, zone):
        table.must_be("announced")
        raise Refused("too_early", _l("Not opened: people were told another day. It can be opened on that day."))
    table.move(Action.CONSULTATION_OPEN)
    table.opened_at = uow.now
    uow.log(Action.CONSULTATION_OPEN, topic=table.topic, touched=[table], audience=PUBLIC)


@action(Action.CONSULTATION_PAUSE, on="consultation", title=_l("Pause the table"), button=_l("Pause"))
def pause(uow: UnitOfWork, table: Consultation) -> None:
    """Nobody speaks or sits down until it goes on."""
    table.move(Action.CONSULTATION_PAUSE)
    uow.log(Action.CONSULTATION_PAUSE, topic=table.topic, touched=[table], audience=PUBLIC)


@action(Action.CONSULTATION_RESUME, on="consultation", title=_l("Go on"), button=_l("Go on"))
def resume(uow: UnitOfWork, table: Consultation) -> None:
    """The pause is over."""
    table.move(Action.CONSULTATION_RESUME)
    uow.log(Action.CONSULTATION_RESUME, topic=table.topic, touched=[table], audience=PUBLIC)


@action(Action.CONSULTATION_CLOSE, on="consultation", title=_l("Close the consultation"), button=_l("Close it"))
def close(uow: UnitOfWork, table: Consultation) -> None:
    """End the consultation; what is open at it closes with it, or nothing does (see handlers)."""
    table.move(Action.CONSULTATION_CLOSE)
    table.closed_at = uow.now
    uow.log(
        Action.CONSULTATION_CLOSE,
        topic=table.topic,
        touched=[table],
        audience=PUBLIC,
        attendance=queries.attendance(uow, table),
    )


@action(Action.CONSULTATION_PUBLISH, on="consultation", title=_l("Publish the record"), button=_l("Publish it"))
def publish(uow: UnitOfWork, table: Consultation) -> None:
    """Say that what was written down of it is complete and open to all."""
    table.move(Action.CONSULTATION_PUBLISH)
    table.published_at = uow.now
    uow.log(Action.CONSULTATION_PUBLISH, topic=table.topic, touched=[table], audience=PUBLIC)
