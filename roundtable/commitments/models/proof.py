"""What belongs to a commitment: its steps, what was reported and shown, more time, and the check on site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from roundtable.core.db import ALL, KeptFile, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.core.states import Stateful, Step
from roundtable.people.models import Person
from roundtable.places.models import Organisation
from roundtable.policy import Action

from .commitment import Commitment

SIDES: Mapping[str, Words] = {"before": _l("before"), "after": _l("after")}


class Part(Thing):
    """A row of a commitment: in its record, and what somebody is to it is what they are to the commitment."""

    __abstract__ = True
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), index=True)

    @declared_attr
    def commitment(cls) -> Mapped[Commitment]:  # noqa: N805 - SQLAlchemy calls it on the class
        """What it belongs to."""
        own = f"{cls.__name__}.commitment_id"  # said, since a part may name another commitment besides
        return relationship(Commitment, lazy="joined", innerjoin=True, foreign_keys=own)

    @property
    def topic(self) -> str:
        """The commitment's record."""
        return f"{Commitment.kind}:{self.commitment_id}"


class Milestone(Part):
    """A step on the way, with a date."""

    __tablename__ = "milestones"
    kind: ClassVar[str] = "milestone"
    sealed: ClassVar[tuple[str, ...]] = ("name", "due", "done_at")
    name: Mapped[str]
    due: Mapped[date]
    done_at: Mapped[datetime | None]


class Update(Part):
    """What the person responsible says of it; `done`: that it is done, the claim that a verifier checks."""

    __tablename__ = "updates"
    kind: ClassVar[str] = "update"
    sealed: ClassVar[tuple[str, ...]] = ("words", "photo", "done")
    of_person: ClassVar[OfPerson] = {"author_id": ALL}
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    photo: Mapped[str | None] = mapped_column(KeptFile)
    done: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class Evidence(Part):
    """A photo from before or after."""

    __tablename__ = "evidence"
    kind: ClassVar[str] = "evidence"
    sealed: ClassVar[tuple[str, ...]] = ("side", "photo", "caption")
    of_person: ClassVar[OfPerson] = {"author_id": ALL}
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    side: Mapped[str]  # before | after
    photo: Mapped[str] = mapped_column(KeptFile)
    caption: Mapped[str]
    at: Mapped[datetime]


class Extension(Stateful, Part):
    """More time, asked for before the date, with a reason, evidence and a new date."""

    __tablename__ = "extensions"
    kind: ClassVar[str] = "extension"
    sealed: ClassVar[tuple[str, ...]] = ("reason", "photo", "new_due", "state", "note")
    of_person: ClassVar[OfPerson] = {"decided_by_id": ALL}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.EXTENSION_GRANT: Step(("asked",), "granted"),
        Action.EXTENSION_REFUSE: Step(("asked",), "refused"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {
        "asked": _l("More time was asked for"),
        "granted": _l("More time was granted"),
        "refused": _l("More time was refused"),
    }
    reason: Mapped[str]
    photo: Mapped[str] = mapped_column(KeptFile)
    new_due: Mapped[date]
    state: Mapped[str] = mapped_column(default="asked", index=True)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str | None]


class Verification(Part):
    """What a verifier of another body found on site, of one claim."""

    __tablename__ = "verifications"
    kind: ClassVar[str] = "verification"
    sealed: ClassVar[tuple[str, ...]] = ("note", "photo", "passed", "organisation_id")
    of_person: ClassVar[OfPerson] = {"verifier_id": ALL}
    update_id: Mapped[int] = mapped_column(ForeignKey("updates.id"), index=True)
    verifier_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))  # theirs, on that day
    note: Mapped[str]
    photo: Mapped[str | None] = mapped_column(KeptFile)
    passed: Mapped[bool]
    at: Mapped[datetime]
    verifier: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
