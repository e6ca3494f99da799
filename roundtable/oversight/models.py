"""A supervision order: who has to put what right, by when; and what was found when somebody looked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.commitments.models import Commitment
from roundtable.core.db import ALL, KeptFile, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.core.states import Stateful, Step
from roundtable.people.models import Person
from roundtable.places.models import Organisation
from roundtable.policy import Action

OPEN = ("issued", "replied", "rechecked")
ONE_OPEN = text("state IN ('issued', 'replied', 'rechecked')")


class SupervisionOrder(Stateful, Thing):
    """Issued by a person, on one commitment.

    Closed only after a re-check on site and a follow-up call (domain.md §4.5).
    """

    __tablename__ = "orders"
    # two supervisors at once issue one order: the database itself keeps it so
    __table_args__ = (
        Index("ix_orders_one_open", "commitment_id", unique=True, sqlite_where=ONE_OPEN, postgresql_where=ONE_OPEN),
    )
    kind: ClassVar[str] = "order"
    sealed: ClassVar[tuple[str, ...]] = (
        *("reason", "words", "due", "person_id", "organisation_id", "issued_by_id", "state", "reply"),
        *("recheck_note", "recheck_photo", "rechecked_by_id", "call_note", "call_answer", "called_by_id"),
    )
    of_person: ClassVar[OfPerson] = {"person_id": ALL, "issued_by_id": ALL, "rechecked_by_id": ALL, "called_by_id": ALL}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.ORDER_REPLY: Step(("issued",), "replied"),
        Action.ORDER_RECHECK: Step(("replied",), "rechecked"),
        Action.ORDER_RETURN: Step(("replied",), "issued"),
        Action.ORDER_CLOSE: Step(("rechecked",), "closed"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {
        "issued": _l("issued"),
        "replied": _l("answered, to be looked at again"),
        "rechecked": _l("looked at again, put right"),
        "closed": _l("order closed"),
    }
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), index=True)
    reason: Mapped[str]  # a code of the queue
    words: Mapped[str]
    due: Mapped[date]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    issued_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="issued", index=True)
    reply: Mapped[str | None]
    replied_at: Mapped[datetime | None]
    recheck_note: Mapped[str | None]
    recheck_photo: Mapped[str | None] = mapped_column(KeptFile)
    rechecked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    rechecked_at: Mapped[datetime | None]
    call_note: Mapped[str | None]
    call_answer: Mapped[str | None]
    called_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    called_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    commitment: Mapped[Commitment] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[person_id])
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)

    @property
    def topic(self) -> str:
        """It is part of its commitment's record."""
        return self.commitment.topic
