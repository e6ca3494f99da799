"""How a supervisor ended a commitment, with the reason in public, and what residents reply to that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from roundtable.core.db import ALL, OfPerson
from roundtable.core.errors import Words

from .proof import Part

# what a supervisor may find, neither chosen beforehand; "kept" is for residents alone to say (domain.md §4.3)
FOUND: Mapping[str, Words] = {"partial": _l("Partly kept"), "unfulfilled": _l("Not kept")}


class Closing(Part):
    """The end that a supervisor put to it. successor_id: the commitment that took its place, where one did."""

    __tablename__ = "closings"
    __table_args__ = (UniqueConstraint("commitment_id"),)
    kind: ClassVar[str] = "closing"
    sealed: ClassVar[tuple[str, ...]] = ("reason", "successor_id")
    of_person: ClassVar[OfPerson] = {"by_id": ALL}
    reason: Mapped[str]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("commitments.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Reply(Part):
    """What a resident says to the verdict, shown beside its reason; one a person, the last one stands."""

    __tablename__ = "replies"
    __table_args__ = (UniqueConstraint("commitment_id", "person_id"),)
    kind: ClassVar[str] = "reply"
    sealed: ClassVar[tuple[str, ...]] = ("words", "by_raiser")
    of_person: ClassVar[OfPerson] = {"person_id": ALL}
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    by_raiser: Mapped[bool]
    words: Mapped[str]
    at: Mapped[datetime]
