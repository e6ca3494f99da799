"""A statement: what somebody said at the table, before it is something that can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.consultations.models import Consultation, Seat
from roundtable.core.db import ALL, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.core.states import Stateful, Step
from roundtable.people.models import Person
from roundtable.places.models import Organisation, Place
from roundtable.policy import Action

# what a commitment is made of (domain.md §4.3), in the order in which it is asked
FIELDS: Mapping[str, Words] = {
    "outcome": _l("Outcome"),
    "place": _l("Place"),
    "owner": _l("Person and body"),
    "due": _l("Due date"),
    "test": _l("Test"),
}


class Statement(Stateful, Thing):
    """Somebody's words, as they were said, and as much of a commitment as they hold so far."""

    __tablename__ = "statements"
    kind: ClassVar[str] = "statement"
    sealed: ClassVar[tuple[str, ...]] = ("words", "said_by", "state", "outcome", "place_words", "due", "test")
    of_person: ClassVar[OfPerson] = {"seat_id": ALL, "recorder_id": ALL, "responsible_id": ALL}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.COMMITMENT_PROPOSE: Step(("said",), "promised"),
        Action.COMMITMENT_CONTEST: Step(("promised",), "said"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {"said": _l("Statement"), "promised": _l("Became a commitment")}
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), index=True)
    recorder_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    said_by: Mapped[str]
    state: Mapped[str] = mapped_column(default="said")
    at: Mapped[datetime]
    outcome: Mapped[str | None]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    place_words: Mapped[str | None]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    due: Mapped[date | None]
    test: Mapped[str | None]
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    seat: Mapped[Seat | None] = relationship(lazy="joined")
    place: Mapped[Place | None] = relationship(lazy="joined")
    responsible: Mapped[Person | None] = relationship(lazy="joined", foreign_keys=[responsible_id])
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")

    @property
    def topic(self) -> str:
        """It stands in the record of its consultation."""
        return self.table.topic

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing before it is a commitment: names of FIELDS."""
        there = {
            "outcome": self.outcome,
            "place": self.place_words,
            "owner": self.responsible_id and self.organisation_id,
            "due": self.due,
            "test": self.test,
        }
        return tuple(name for name in FIELDS if not there[name])
