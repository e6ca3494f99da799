"""Persons, and what they are where and when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from roundtable.core.db import Base, Thing


class Person(Base):
    """Somebody. With an email: an account. Without: a guest, who took a seat with a code and a name."""

    __tablename__ = "people"
    unlogged: ClassVar[str] = "personal data; what a person may do is logged as a membership"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(unique=True)
    password: Mapped[str | None]  # Argon2id
    epoch: Mapped[int] = mapped_column(default=0)  # raised to sign out every browser of theirs
    demo: Mapped[str | None] = mapped_column(unique=True)  # the slug of an invented person of the demo

    @property
    def ref(self) -> str:
        """Their name in links and rooms."""
        return f"person:{self.id}"


class Membership(Thing):
    """A person is something (a role's name) somewhere, for some time."""

    __tablename__ = "memberships"
    kind: ClassVar[str] = "membership"
    sealed: ClassVar[tuple[str, ...]] = ("person_id", "role", "place_id", "organisation_id", "since", "until")
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
