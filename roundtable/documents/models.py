"""Minutes: drafted from the record, corrected, locked, and from then on only amended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.consultations.models import Consultation
from roundtable.core.db import ALL, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.core.event_log import append_only, when_created
from roundtable.core.states import Stateful, Step
from roundtable.policy import Action

SECTIONS: Mapping[str, Words] = {  # in the order in which they are read
    "settled": _l("What was settled"),
    "said": _l("How it came to that"),
    "votes": _l("The vote"),
    "course": _l("The course of the consultation"),
}


class Minutes(Stateful, Thing):
    """The minutes of a consultation. `sections` names things and holds figures as they were; words stay where they are,
    so that a page draws them in either language, and what is erased is erased here too.
    """

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("organisation_id", "number"),)
    kind: ClassVar[str] = "minutes"
    sealed: ClassVar[tuple[str, ...]] = (
        *("state", "sections", "upto", "number", "signed_by_id", "locked_at", "head_size", "head_root"),
    )
    of_person: ClassVar[OfPerson] = {"signed_by_id": ("id", "consultation_id", "number", "locked_at")}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.MINUTES_DRAFT: Step(("draft",), "draft"),
        Action.MINUTES_CORRECT: Step(("draft",), "draft"),
        Action.MINUTES_LOCK: Step(("draft",), "locked"),
        Action.MINUTES_AMEND: Step(("locked",), "locked"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {"draft": _l("being written"), "locked": _l("locked")}
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))  # which counts its minutes
    state: Mapped[str] = mapped_column(default="draft")
    sections: Mapped[dict[str, Any]] = mapped_column(JSON)  # see drafting.sections
    upto: Mapped[int]  # how far the record went when they were drafted
    drafted_at: Mapped[datetime]
    number: Mapped[int | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    locked_at: Mapped[datetime | None]
    head_size: Mapped[int | None]  # the head of the record that is printed on them: of how many entries
    head_root: Mapped[str | None]  # and its root, in hex
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)


class Addition(Thing):
    """What a person added to a section: while the minutes are written a correction, afterwards an amendment."""

    __tablename__ = "minutes_additions"
    kind: ClassVar[str] = "addition"
    sealed: ClassVar[tuple[str, ...]] = ("minutes_id", "said", "section", "words", "reason")
    of_person: ClassVar[OfPerson] = {"author_id": ALL}
    WORDS: ClassVar[Mapping[str, Words]] = {"correction": _l("correction"), "amendment": _l("amendment")}
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    said: Mapped[str]  # correction | amendment
    section: Mapped[str]  # one of SECTIONS
    words: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")  # of an amendment
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    minutes: Mapped[Minutes] = relationship(lazy="joined", innerjoin=True)


def keeps(dialect: str) -> list[str]:
    """The statements that make the database itself refuse to change locked minutes, or to delete any."""
    if dialect == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'minutes are locked'); END"
        return [
            f"CREATE TRIGGER minutes_locked BEFORE UPDATE ON minutes WHEN OLD.state = 'locked' {refuse}",
            f"CREATE TRIGGER minutes_no_delete BEFORE DELETE ON minutes {refuse}",
        ]
    body = "$$ BEGIN RAISE EXCEPTION 'minutes are locked'; END $$"
    call = "EXECUTE FUNCTION minutes_keep()"
    return [
        f"CREATE OR REPLACE FUNCTION minutes_keep() RETURNS trigger LANGUAGE plpgsql AS {body}",
        f"CREATE TRIGGER minutes_locked BEFORE UPDATE ON minutes FOR EACH ROW WHEN (OLD.state = 'locked') {call}",
        f"CREATE TRIGGER minutes_no_delete BEFORE DELETE ON minutes FOR EACH ROW {call}",
        f"CREATE TRIGGER minutes_no_truncate BEFORE TRUNCATE ON minutes {call}",
    ]


# frozen copies of these stand in the migration
when_created(Minutes.__table__, {name: keeps(name) for name in ("sqlite", "postgresql")})
when_created(Addition.__table__, {name: append_only("minutes_additions", name) for name in ("sqlite", "postgresql")})
