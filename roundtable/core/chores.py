"""What the house does for itself each night: forgets what nobody needs any more, and seals what was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from .db import Base
from .things import HOUSE
from .unit_of_work import UnitOfWork
from .wording import HOME_ZONE, local

NIGHT = 3  # o'clock, when few are awake
NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # since when a chore is due that was never done

Sweep = Callable[[UnitOfWork], int]
SWEEPS: list[Sweep] = []  # each forgets something and says how much; filled from timetable.py by create_app


class Chore(Base):
    """When a chore is to be done next."""

    __tablename__ = "chores"
    unlogged: ClassVar[str] = "how the house keeps itself in order"
    name: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]


def nightly(name: str) -> Callable[[UnitOfWork, int], list[tuple[str, datetime]]]:
    """For the timetable: the house, once a night."""

    def due(uow: UnitOfWork, _limit: int) -> list[tuple[str, datetime]]:
        since = uow.session.scalar(select(Chore.next_at).where(Chore.name == name)) or NEVER
        return [(HOUSE, since)] if since <= uow.now else []

    return due


def done(uow: UnitOfWork, name: str, *, again_at: datetime | None = None) -> None:
    """Until the next night; or until then, when there is more to do than fits into one act."""
    uow.session.merge(Chore(name=name, next_at=again_at or next_night(uow.now)))


def next_night(now: datetime) -> datetime:
    """The next time that it is night where the house is."""
    here = local(now)
    night = datetime(here.year, here.month, here.day, NIGHT, tzinfo=ZoneInfo(HOME_ZONE))
    return night if night > here else night + timedelta(days=1)
