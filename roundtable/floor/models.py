"""Raised hands and turns to speak. The items they belong to are the agenda's (consultations)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.consultations.models import AgendaItem, Consultation, Seat
from roundtable.core.db import ALL, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.core.states import Stateful, Step
from roundtable.policy import Action

UP = text("state = 'up'")
SPEAKING = text("state IN ('running', 'paused')")


class Hand(Stateful, Thing):
    """A seat asks to speak. One hand a seat is up at a time; the database refuses a second."""

    __tablename__ = "hands"
    __table_args__ = (
        Index("uq_hands_up", "seat_id", unique=True, sqlite_where=UP, postgresql_where=UP),
        Index("ix_hands_table_state", "consultation_id", "state"),
    )
    kind: ClassVar[str] = "hand"
    sealed: ClassVar[tuple[str, ...]] = ("seat_id", "at", "state")
    of_person: ClassVar[OfPerson] = {"seat_id": ALL, "by_id": ALL}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.TURN_CALL: Step(("up",), "called"),
        Action.HAND_LOWER: Step(("up",), "down"),
        Action.HAND_LOWER_FOR: Step(("up",), "down"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {"up": _l("raised"), "called": _l("called"), "down": _l("lowered")}
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who asked for them; None: they did themselves
    state: Mapped[str] = mapped_column(default="up")
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)


class Turn(Stateful, Thing):
    """A seat has the floor. One at a table at a time; the database refuses a second.

    ends_at: a whole second; None where the item has no limit (the host moves on). It moves with pauses and extensions.
    """

    __tablename__ = "turns"
    __table_args__ = (
        Index("uq_turns_speaking", "consultation_id", unique=True, sqlite_where=SPEAKING, postgresql_where=SPEAKING),
        Index("ix_turns_table", "consultation_id", "id"),
    )
    kind: ClassVar[str] = "turn"
    sealed: ClassVar[tuple[str, ...]] = (
        *("seat_id", "item_id", "passed_over", "why", "state"),
        *("started_at", "ends_at", "paused_at", "paused_seconds", "extended_seconds", "ended_at"),
    )
    of_person: ClassVar[OfPerson] = {"seat_id": ALL}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.TURN_PAUSE: Step(("running",), "paused"),
        Action.TURN_RESUME: Step(("paused",), "running"),
        Action.TURN_END: Step(("running", "paused"), "ended"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {"running": _l("speaking"), "paused": _l("paused"), "ended": _l("ended")}
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"))
    hand_id: Mapped[int | None] = mapped_column(ForeignKey("hands.id"))  # None: called without having asked
    passed_over: Mapped[int | None]  # the number of the seat that was first by the rule, where another was called
    why: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="running")
    seconds: Mapped[int | None]  # what the item gives each speaker
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(default=0)
    extended_seconds: Mapped[int] = mapped_column(default=0)
    wound_up: Mapped[bool] = mapped_column(default=False)  # the host asked them to come to an end
    ended_at: Mapped[datetime | None]
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)
    item: Mapped[AgendaItem | None] = relationship(lazy="joined")
