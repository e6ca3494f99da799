"""What residents answer when they are asked whether it was done."""

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

ANSWERS: Mapping[str, Words] = {"fixed": _l("Fixed"), "partly": _l("Partly fixed"), "not": _l("Not fixed")}


class Confirmation(Part):
    """A home's answer to one claim; the last one counts. Partly fixed counts as not fixed (domain.md §4.3).

    voice: whose answer it is, `place:12`, or `person:5` for a raiser who lives in no home on the register.
    """

    __tablename__ = "confirmations"
    __table_args__ = (UniqueConstraint("update_id", "voice"),)
    kind: ClassVar[str] = "confirmation"
    sealed: ClassVar[tuple[str, ...]] = ("voice", "answer", "words", "by_raiser")
    of_person: ClassVar[OfPerson] = {"person_id": ALL}
    update_id: Mapped[int] = mapped_column(ForeignKey("updates.id"))
    voice: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    by_raiser: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime]
