"""The agenda, as long as the table is not open: its items are the convener's."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from roundtable.core.actions import action
from roundtable.core.errors import Refused
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from .. import queries
from ..forms import ItemEditForm, ItemForm, MoveForm
from ..models import AHEAD, AgendaItem, Consultation
from .life import audience

MOST = 40  # items: what a page of a minute-book holds


@action(Action.ITEM_ADD, on="consultation", form=ItemForm, title=_l("Add an item"), button=_l("Put it on the agenda"))
def add(uow: UnitOfWork, table: Consultation, *, title: str, minutes: int, floor: str, turn_seconds: int | None) -> int:
    """Put an item at the end of the agenda. Returns its id."""
    table.must_be(*AHEAD)
    there = queries.agenda(uow, table)
    if len(there) >= MOST:
        raise Refused("agenda_full", _l("The agenda is full. Take an item away first."))
    clock = {"minutes": minutes, "turn_seconds": turn_seconds}
    last = there[-1].position if there else 0
    item = uow.add(AgendaItem(table=table, position=last + 1, title=title, floor=floor, **clock))
    uow.log(Action.ITEM_ADD, topic=table.topic, touched=[item], audience=audience(table))
    return item.id


@action(Action.ITEM_EDIT, on="item", form=ItemEditForm, title=_l("Change the item"), button=_l("Save the changes"))
def edit(uow: UnitOfWork, item: AgendaItem, *, title: str, minutes: int, floor: str, turn_seconds: int | None) -> None:
    """Change what an item says."""
    item.table.must_be(*AHEAD)
    item.title, item.minutes, item.floor, item.turn_seconds = title, minutes, floor, turn_seconds
    uow.log(Action.ITEM_EDIT, topic=item.table.topic, touched=[item], audience=audience(item.table))


@action(Action.ITEM_MOVE, on="item", form=MoveForm, title=_l("Move the item"), button=_l("Move it"))
def move(uow: UnitOfWork, item: AgendaItem, *, way: str) -> None:
    """Change places with the item before or after; the first stays first, and the last stays last."""
    item.table.must_be(*AHEAD)
    there = queries.agenda(uow, item.table)
    place = there.index(item)
    other = there[min(max(place + (1 if way == "down" else -1), 0), len(there) - 1)]
    item.position, other.position = other.position, item.position
    touched = list(dict.fromkeys((item, other)))
    uow.log(Action.ITEM_MOVE, topic=item.table.topic, touched=touched, audience=audience(item.table))


@action(Action.ITEM_REMOVE, on="item", removes=True, title=_l("Take the item off the agenda"), button=_l("Take it off"))
def remove(uow: UnitOfWork, item: AgendaItem) -> None:
    """Take an item off the agenda; nothing was said on it yet."""
    item.table.must_be(*AHEAD)
    uow.session.delete(item)
    uow.log(Action.ITEM_REMOVE, topic=item.table.topic, touched=[item], audience=audience(item.table))
