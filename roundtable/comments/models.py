"""What is said at the table, what became of it, and who supports it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.consultations.models import Consultation, Seat
from roundtable.core.db import ALL, Base, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.core.states import Stateful, Step
from roundtable.policy import Action

KINDS: Mapping[str, Words] = {
    "question": _l("Question"),
    "view": _l("View"),
    "proposal": _l("Proposal"),
    "objection": _l("Objection"),
}
REPLIES: Mapping[str, Words] = {"answer": _l("Answer"), "reply": _l("Reply")}
KIND_WORDS: Mapping[str, Words] = {**KINDS, **REPLIES}
HIDDEN_FOR: Mapping[str, Words] = {
    "insult": _l("it insults somebody"),
    "private": _l("it tells something private"),
    "elsewhere": _l("it is about another matter"),
    "repeated": _l("it was sent over and over"),
    "advert": _l("it advertises"),
    "other": _l("another reason"),
}


class Comment(Stateful, Thing):
    """Something said, as it was said. A reply has a parent; replies have none of their own.

    It was said from a seat, or, by an official who owes an answer and never sat there, in their own name.
    """

    __tablename__ = "comments"
    __table_args__ = (
        Index("ix_comments_table_id", "consultation_id", "id"),
        CheckConstraint("seat_id IS NOT NULL OR author_id IS NOT NULL", name="has_author"),
    )
    kind: ClassVar[str] = "comment"
    sealed: ClassVar[tuple[str, ...]] = (
        *("body", "said_as", "state", "parent_id", "merged_into_id"),
        *("owed_by_id", "hidden_for", "hidden_why", "read_out"),
    )
    of_person: ClassVar[OfPerson] = {
        "seat_id": ALL,
        "author_id": ALL,
        "owed_by_id": ("id", "consultation_id", "owed_at"),
    }
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.COMMENT_HIDE: Step(("shown",), "hidden"),
        Action.COMMENT_SHOW: Step(("hidden",), "shown"),
        Action.COMMENT_WITHDRAW: Step(("shown", "hidden"), "withdrawn"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {
        "shown": _l("on the table"),
        "hidden": _l("hidden by the host"),
        "withdrawn": _l("withdrawn by its author"),
        "erased": _l("erased at its author's request"),
    }
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)  # only where there is no seat
    said_as: Mapped[str]  # one of KINDS; of a reply, one of REPLIES
    body: Mapped[str]
    state: Mapped[str] = mapped_column(default="shown")
    at: Mapped[datetime]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    owed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)  # who is to answer
    owed_at: Mapped[datetime | None]  # an answer later than this is the one that was owed
    hidden_for: Mapped[str | None]  # one of HIDDEN_FOR, for all to see
    hidden_why: Mapped[str | None]  # the host's own words, for the author
    read_out: Mapped[str | None]  # due: it is to be read out; done: it was
    sorted: Mapped[bool] = mapped_column(default=False)  # somebody at the desk has dealt with it
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    seat: Mapped[Seat | None] = relationship(lazy="joined")

    @property
    def person_id(self) -> int | None:
        """Whose words these are."""
        return self.seat.person_id if self.seat else self.author_id

    @property
    def head_id(self) -> int:
        """The comment under which this one is shown: the one replied to, the one merged into, or itself."""
        return self.parent_id or self.merged_into_id or self.id


class Support(Base):
    """A seat stands behind a comment."""

    __tablename__ = "supports"
    unlogged: ClassVar[str] = "a crowd act: many write at once; the total is logged when it is settled"
    of_person: ClassVar[OfPerson] = {"seat_id": ALL}
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), primary_key=True, index=True)
