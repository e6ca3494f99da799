"""What is said at the table, and who supports it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.consultations.models import Consultation, Seat
from roundtable.core.db import Base, Thing
from roundtable.core.errors import Words

KINDS: Mapping[str, Words] = {
    "question": _l("question"),
    "view": _l("view"),
    "proposal": _l("proposal"),
    "objection": _l("objection"),
}


class Comment(Thing):
    """Something said, as it was said."""

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_table_id", "consultation_id", "id"),)
    kind: ClassVar[str] = "comment"
    sealed: ClassVar[tuple[str, ...]] = ("body", "said_as", "state")
    WORDS: ClassVar[Mapping[str, Words]] = {"shown": _l("on the table"), "hidden": _l("hidden")}
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    said_as: Mapped[str]  # question | view | proposal | objection
    body: Mapped[str]
    state: Mapped[str] = mapped_column(default="shown")
    at: Mapped[datetime]
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)


class Support(Base):
    """A seat stands behind a comment."""

    __tablename__ = "supports"
    unlogged: ClassVar[str] = "a crowd act: many write at once; the total is logged when it is settled"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), primary_key=True, index=True)
