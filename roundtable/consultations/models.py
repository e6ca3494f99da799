"""A consultation: the table at which people sit. Its states are data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.core.db import Thing
from roundtable.core.errors import Refused, Words
from roundtable.core.states import Stateful, Step
from roundtable.people.models import Person
from roundtable.policy import Action


class Consultation(Stateful, Thing):
    """A table: named by its code everywhere."""

    __tablename__ = "consultations"
    kind: ClassVar[str] = "consultation"
    sealed: ClassVar[tuple[str, ...]] = ("title", "state", "starts_at")
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.CONSULTATION_OPEN: Step(("draft", "announced"), "open"),
        Action.CONSULTATION_CLOSE: Step(("open", "paused"), "closed"),
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
    state: Mapped[str] = mapped_column(default="draft")
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    convener_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    host_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    recorder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    zone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    starts_at: Mapped[datetime]

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


class Seat(Thing):
    """A person at a table. The number is what others see."""

    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("consultation_id", "person_id"), UniqueConstraint("consultation_id", "number"))
    kind: ClassVar[str] = "seat"
    sealed: ClassVar[tuple[str, ...]] = ("number", "state")
    WORDS: ClassVar[Mapping[str, Words]] = {
        "seated": _l("seated"),
        "muted": _l("muted"),
        "removed": _l("asked to leave"),
        "left": _l("left"),
    }
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    number: Mapped[int]
    side: Mapped[str] = mapped_column(default="residents")  # residents | officials
    state: Mapped[str] = mapped_column(default="seated")
    at: Mapped[datetime]
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
