"""Acts on consultations and seats."""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from roundtable.core.actions import action
from roundtable.core.event_log import DESK, PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people.models import Person
from roundtable.places.models import Organisation
from roundtable.policy import Action

from .forms import DraftForm, SeatForm
from .models import Consultation, Seat

CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and no O: they are read as digits


@action(
    Action.CONSULTATION_DRAFT,
    on="organisation",
    form=DraftForm,
    makes="consultation",
    title=_l("Prepare a consultation"),
    button=_l("Save the draft"),
)
def draft(uow: UnitOfWork, body: Organisation, *, title: str, starts_at: datetime, code: str | None) -> str:
    """Begin to prepare a table. Returns its code."""
    table = Consultation(
        code=code or "".join(secrets.choice(CODE) for _ in range(6)),
        title=title,
        state="draft",
        organisation_id=body.id,
        convener_id=uow.me,
        zone="Asia/Shanghai",
        starts_at=starts_at.replace(tzinfo=ZoneInfo("Asia/Shanghai")),
    )
    uow.add(table)
    uow.log(Action.CONSULTATION_DRAFT, topic=table.topic, touched=[table], audience=DESK)
    return table.code


@action(Action.CONSULTATION_OPEN, on="consultation", title=_l("Open the consultation"), button=_l("Open it"))
def open_table(uow: UnitOfWork, table: Consultation) -> None:
    """Let people sit down and speak."""
    table.move(Action.CONSULTATION_OPEN)
    uow.log(Action.CONSULTATION_OPEN, topic=table.topic, touched=[table], audience=PUBLIC)


@action(Action.CONSULTATION_CLOSE, on="consultation", title=_l("Close the consultation"), button=_l("Close it"))
def close(uow: UnitOfWork, table: Consultation) -> None:
    """End the consultation; what is open at it closes with it, or nothing does (see handlers)."""
    table.move(Action.CONSULTATION_CLOSE)
    uow.log(Action.CONSULTATION_CLOSE, topic=table.topic, touched=[table], audience=PUBLIC)


@action(
    Action.SEAT_TAKE,
    on="consultation",
    form=SeatForm,
    title=_l("Take a seat"),
    button=_l("Take a seat"),
    http_only="it signs the browser in, which sets a cookie",
    signs_in=True,
)
def take(uow: UnitOfWork, table: Consultation, *, name: str) -> int:
    """Sit down with a name; a visitor becomes a guest of this table. Returns the person's id."""
    table.must_be_open()
    person = uow.session.get(Person, uow.actor.id) if uow.actor.id else None
    person = person or uow.add(Person(name=name, epoch=0))
    taken = uow.session.scalar(select(func.max(Seat.number)).where(Seat.consultation_id == table.id)) or 0
    seat = uow.add(Seat(table=table, person=person, number=taken + 1, at=uow.now, side="residents", state="seated"))
    uow.log(Action.SEAT_TAKE, topic=table.topic, touched=[seat], audience=PUBLIC)
    uow.moved.add((table.topic, f"seated-{table.code}"))
    return person.id
