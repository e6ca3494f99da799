"""A consultation: the table at which people sit, its agenda, its seats. Its states are data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.core.db import ALL, OfPerson, Thing
from roundtable.core.errors import Refused, Words
from roundtable.core.states import Stateful, Step
from roundtable.people.models import Person
from roundtable.policy import Action

from . import format as formats

LIVE = ("open", "paused")
AHEAD = ("draft", "announced")
# Of what another thing may have none of (a comment's seat): else SQLite reads all seats there are to find the one.
# SQLAlchemy types the setting as a bool.
UNNESTED: Any = "unnested"
ON = text("state = 'current'")  # of a table's items one is on at a time


class Consultation(Stateful, Thing):
    """A table: named by its code everywhere."""

    __tablename__ = "consultations"
    kind: ClassVar[str] = "consultation"
    sealed: ClassVar[tuple[str, ...]] = ("title", "matter", "state", "starts_at", "address", "online", "access")
    of_person: ClassVar[OfPerson] = {"convener_id": ALL, "host_id": ALL, "recorder_id": ALL}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.CONSULTATION_ANNOUNCE: Step(("draft",), "announced"),
        Action.CONSULTATION_POSTPONE: Step(("announced",), "announced"),
        Action.CONSULTATION_CANCEL: Step(("draft", "announced"), "cancelled"),
        Action.CONSULTATION_OPEN: Step(("announced",), "open"),
        Action.CONSULTATION_PAUSE: Step(("open",), "paused"),
        Action.CONSULTATION_RESUME: Step(("paused",), "open"),
        Action.CONSULTATION_CLOSE: Step(("open", "paused"), "closed"),
        Action.CONSULTATION_PUBLISH: Step(("closed",), "published"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {
        "draft": _l("being prepared"),
        "announced": _l("announced"),
        "open": _l("open now"),
        "paused": _l("paused"),
        "closed": _l("ended"),
        "published": _l("published"),
        "cancelled": _l("cancelled"),
    }
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    matter: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="roundtable")
    state: Mapped[str] = mapped_column(default="draft", index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    convener_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    host_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    recorder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    zone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    starts_at: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int] = mapped_column(default=120)
    address: Mapped[str] = mapped_column(default="")
    online: Mapped[bool] = mapped_column(default=False)
    access: Mapped[str] = mapped_column(default="")
    quorum: Mapped[int | None]
    names_shown: Mapped[bool] = mapped_column(default=False)
    announced_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    @property
    def ref(self) -> str:
        """`consultation:TABLEB`."""
        return f"{self.kind}:{self.code}"

    topic = ref

    def must_be_open(self) -> None:
        """Raises Refused unless people are at the table now."""
        if self.state == "open":
            return
        if self.state == "paused":
            raise Refused(
                "consultation_paused",
                _l("The host has paused the table. What you wrote is kept; send it when it goes on."),
            )
        raise Refused(
            "consultation_closed", _l("This consultation is not open now, so nothing was sent. What you wrote is kept.")
        )

    @property
    def secret(self) -> bool:
        """Whether only those who prepare it may know of it: it was never announced."""
        return self.announced_at is None


class Announcement(Thing):
    """What the public was told of a table's date, when and why: one row each time, so that no date is forgotten."""

    __tablename__ = "announcements"
    kind: ClassVar[str] = "announcement"
    sealed: ClassVar[tuple[str, ...]] = ("said", "starts_at", "reason")
    WORDS: ClassVar[Mapping[str, Words]] = {
        "announced": _l("announced"),
        "postponed": _l("postponed"),
        "cancelled": _l("cancelled"),
    }
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    said: Mapped[str]  # announced | postponed | cancelled
    starts_at: Mapped[datetime]  # the date that was named
    reason: Mapped[str] = mapped_column(default="")  # of an announcement: why the notice is short, if it is
    at: Mapped[datetime]
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)


class AgendaItem(Stateful, Thing):
    """An item of a table's agenda. The floor moves it; its clock is made of instants, never of a counter."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        Index("ix_agenda_items_table_position", "consultation_id", "position"),
        Index("uq_agenda_items_current", "consultation_id", unique=True, sqlite_where=ON, postgresql_where=ON),
    )
    kind: ClassVar[str] = "item"
    sealed: ClassVar[tuple[str, ...]] = ("position", "title", "minutes", "floor", "turn_seconds", "state")
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.ITEM_BEGIN: Step(("ahead", "done"), "current"),
        Action.ITEM_END: Step(("current",), "done"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {"ahead": _l("to come"), "current": _l("now"), "done": _l("done")}
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    position: Mapped[int]  # an order, not a number: taking an item away leaves a gap
    title: Mapped[str]  # as it was written; `called` is what a reader reads
    minutes: Mapped[int]
    floor: Mapped[str]  # one of format.FLOORS
    turn_seconds: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="ahead")
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]  # set while its clock stands
    paused_seconds: Mapped[int] = mapped_column(default=0)  # of pauses that are over
    extended_seconds: Mapped[int] = mapped_column(default=0)
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=UNNESTED)

    @property
    def called(self) -> str:
        """Its title in the language in force, where a format gave it in both; else as it was written."""
        return str(formats.called(self.title))


class Seat(Stateful, Thing):
    """A person at a table. The number is what others see, and stays theirs."""

    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("consultation_id", "person_id"), UniqueConstraint("consultation_id", "number"))
    kind: ClassVar[str] = "seat"
    sealed: ClassVar[tuple[str, ...]] = ("number", "side", "state")
    of_person: ClassVar[OfPerson] = {"person_id": ALL}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.SEAT_CHECK_IN: Step(("registered",), "seated"),
        Action.SEAT_LEAVE: Step(("registered", "seated", "muted"), "left"),
        Action.SEAT_MUTE: Step(("seated",), "muted"),
        Action.SEAT_UNMUTE: Step(("muted",), "seated"),
        Action.SEAT_REMOVE: Step(("registered", "seated", "muted"), "removed"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {
        "registered": _l("registered"),
        "seated": _l("here"),
        "muted": _l("muted"),
        "removed": _l("asked to leave"),
        "left": _l("left"),
    }
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    number: Mapped[int]
    side: Mapped[str] = mapped_column(default="residents")  # residents | officials
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))  # an official sits for a body
    state: Mapped[str] = mapped_column(default="seated")
    at: Mapped[datetime]
    checked_in_at: Mapped[datetime | None]  # when they first sat down; never forgotten: it makes the attendance
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=UNNESTED)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=UNNESTED)


class Ruling(Thing):
    """What the host decided about a seat, and why: the person reads it, and the record keeps it."""

    __tablename__ = "rulings"
    kind: ClassVar[str] = "ruling"
    sealed: ClassVar[tuple[str, ...]] = ("seat_id", "said", "reason")
    of_person: ClassVar[OfPerson] = {"seat_id": ALL}
    WORDS: ClassVar[Mapping[str, Words]] = {
        "muted": _l("asked to listen"),
        "unmuted": _l("may speak again"),
        "removed": _l("asked to leave"),
    }
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    said: Mapped[str]  # muted | unmuted | removed
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)
