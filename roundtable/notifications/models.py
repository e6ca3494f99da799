"""What is to be mailed: one row for each person and act. The row is the queue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from roundtable.core.db import ALL, Base, OfPerson
from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

WAITING, SENT, KEPT, FAILED, GIVEN_UP = "waiting", "sent", "kept", "failed", "given_up"


@dataclass(frozen=True)
class Told:
    """What a mail tells of: the act as it was noted. Its words are drawn when the mail is written.

    Templates know it as `draft`, beside `it` (the card of `ref` as it is then) and `url` (where it is).
    """

    action: str
    template: str
    topic: str
    ref: str = ""  # the first thing that was touched
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """Tell these persons (by id) with this mail: `emails/<template>.txt`, its first line the subject.

    good_for: how long it is worth telling; what could not be sent by then is given up, since a reminder of last week
    misleads. where: the path that `url` shows, if not that of the thing; None when there is no use in it any more.
    """

    audience: Callable[[UnitOfWork, Draft], Iterable[int]]
    template: str
    good_for: timedelta = timedelta(days=3)
    where: Callable[[UnitOfWork, Told], str | None] | None = None


NOTICES: dict[Action, tuple[Notice, ...]] = {}  # filled from notices.py by create_app


class Delivery(Base):
    """One mail to one person. It waits; then it is sent, or kept (no mail server), or failed, or given up."""

    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_state_look_again_at", "state", "look_again_at"),)
    unlogged: ClassVar[str] = "who was written to is personal data, forgotten after a while"
    of_person: ClassVar[OfPerson] = {"person_id": ALL}
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    told: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # as Told; several notices of one act are one mail
    at: Mapped[datetime] = mapped_column(index=True)
    until: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=WAITING)
    look_again_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None]  # why it failed or was given up
