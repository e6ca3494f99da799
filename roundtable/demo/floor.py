"""The floor of a table of the demo: the item that is on, who is called to speak, which hands are up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from roundtable.consultations.models import AgendaItem, Consultation, Seat
from roundtable.core.unit_of_work import SYSTEM, reading
from roundtable.demo.clockwork import Step
from roundtable.demo.days import Days
from roundtable.demo.stage import Stage
from roundtable.policy import Action

Speaker = tuple[str, float, int]  # who, how many minutes after the opening, for how many seconds


def go_on(stage: Stage, _days: Days, *, table: str, number: int) -> None:
    """The host goes on to an item; numbers are those of the agenda, from 1."""
    query = select(AgendaItem.id).join(Consultation).where(Consultation.code == table.partition(":")[2])
    with reading(SYSTEM, stage.now) as uow:
        items = uow.session.scalars(query.order_by(AgendaItem.position)).all()
    stage.act("host", Action.ITEM_BEGIN, f"item:{items[number - 1]}")


def seat(stage: Stage, table: str, who: str) -> int:
    """The number of somebody's seat."""
    query = select(Seat.number).join(Consultation).where(Consultation.code == table.partition(":")[2])
    with reading(SYSTEM, stage.now) as uow:
        return uow.session.scalars(query.where(Seat.person_id == stage.people[who])).one()


def turns(table: str, opened: datetime, speakers: Iterable[Speaker]) -> Iterator[Step]:
    """Each has the floor for a while."""
    for who, minutes, seconds in speakers:
        begun = opened + timedelta(minutes=minutes)
        yield begun, partial(call, table=table, who=who)
        yield begun + timedelta(seconds=seconds), end


def call(stage: Stage, _days: Days, *, table: str, who: str) -> None:
    """They have the floor."""
    stage.make("turn", "turn", "host", Action.TURN_CALL, table, seat=seat(stage, table, who))


def end(stage: Stage, _days: Days) -> None:
    """Whoever was called last has spoken."""
    stage.act("host", Action.TURN_END, stage.made["turn"])
