"""Moving along the agenda, and the clock of its items."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from roundtable.consultations.models import AgendaItem
from roundtable.core.actions import action
from roundtable.core.errors import Refused
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.floor import queries, timing
from roundtable.floor.forms import MinutesForm
from roundtable.policy import Action

from . import turns


@action(Action.ITEM_BEGIN, on="item", title=_l("Begin this item"), button=_l("Begin it"))
def begin(uow: UnitOfWork, item: AgendaItem) -> None:
    """Make it the item that is on. The one before is done, and so is its speaker. One that was done may come again."""
    item.table.must_be_open()
    if item.state == "current":
        raise Refused("item_is_on", _l("This item is on already."))
    if (before := queries.current_item(uow, item.table)) is not None:
        finish(uow, before)
    item.paused_at, item.ended_at = item.ended_at, None  # what lay between did not count
    timing.resume(item, uow.now)
    item.started_at = item.started_at or uow.now
    item.move(Action.ITEM_BEGIN)
    _only_one(uow)
    _log(uow, Action.ITEM_BEGIN, item)


def _only_one(uow: UnitOfWork) -> None:
    """Raises StaleDataError when another item began just now: the act is then done again, and ends that one."""
    try:
        uow.session.flush()
    except IntegrityError as twin:
        raise StaleDataError(str(twin.orig)) from twin


@action(Action.ITEM_END, on="item", title=_l("End this item"), button=_l("End this item"))
def end(uow: UnitOfWork, item: AgendaItem) -> None:
    """The item is done, and none is on."""
    finish(uow, item)


def finish(uow: UnitOfWork, item: AgendaItem) -> None:
    """The item is done; so is the turn of whoever speaks."""
    item.move(Action.ITEM_END)
    if (speaking := queries.speaking(uow, item.table)) is not None:
        turns.finish(uow, speaking)
    timing.end(item, uow.now)
    _log(uow, Action.ITEM_END, item, seconds=timing.used(item, uow.now))
    uow.session.flush()  # one item at most is current, also between two statements


@action(Action.ITEM_PAUSE, on="item", title=_l("Stop the item’s clock"), button=_l("Stop it"))
def pause(uow: UnitOfWork, item: AgendaItem) -> None:
    """Stop the clock of the item that is on, and with it the speaker's."""
    item.must_be("current")
    if item.paused_at is None:
        hold(uow, item)


def hold(uow: UnitOfWork, item: AgendaItem) -> None:
    """Stop its clock and the speaker's, at one instant, so that both can go on together."""
    if (speaking := queries.speaking(uow, item.table)) is not None and speaking.state == "running":
        turns.pause(uow, speaking)
    timing.pause(item, uow.now)
    _log(uow, Action.ITEM_PAUSE, item)


@action(Action.ITEM_RESUME, on="item", title=_l("Let the item’s clock run"), button=_l("Let it run"))
def resume(uow: UnitOfWork, item: AgendaItem) -> None:
    """Let it run again; so does the clock of a speaker that stopped with it."""
    item.table.must_be_open()
    item.must_be("current")
    if item.paused_at is not None:
        go_on(uow, item)


def go_on(uow: UnitOfWork, item: AgendaItem) -> None:
    """Let its clock run again, and a turn's that stopped at the same instant."""
    speaking = queries.speaking(uow, item.table)
    if speaking is not None and speaking.paused_at == item.paused_at:
        turns.go_on(uow, speaking)
    timing.resume(item, uow.now)
    _log(uow, Action.ITEM_RESUME, item)


@action(Action.ITEM_EXTEND, on="item", form=MinutesForm, title=_l("Give the item more time"), button=_l("Give it"))
def extend(uow: UnitOfWork, item: AgendaItem, *, minutes: int) -> None:
    """Give an item more time; those after it begin later."""
    item.must_be("ahead", "current")
    item.extended_seconds += 60 * minutes
    _log(uow, Action.ITEM_EXTEND, item, minutes=minutes)


def _log(uow: UnitOfWork, name: Action, item: AgendaItem, **facts: object) -> None:
    uow.log(name, topic=item.table.topic, touched=[item], audience=PUBLIC, position=item.position, **facts)
