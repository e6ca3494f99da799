"""A commitment: outcome, place, person and body, date, test. The database itself keeps its original date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.consultations.models import Consultation
from roundtable.core import calendar
from roundtable.core.db import ALL, Base, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.core.event_log import when_created
from roundtable.core.states import Stateful, Step
from roundtable.people.models import Person
from roundtable.places.models import Organisation, Place
from roundtable.policy import Action

from .statement import Statement

NOT_YET = -1  # no level of the ladder was reached
# states that are no end (domain.md §4.3); a contested one is a statement again and counts as neither
OPEN = ("proposed", "active", "reported", "verified", "confirming", "shelved")
SIGNED = OPEN[1:]  # of these, the ones that somebody has accepted
OWED = ("proposed", "active")  # of these, the ones that can be late: all that comes after is said to be done
ENDED = ("fulfilled", "unconfirmed", "partial", "unfulfilled", "superseded")


class Home(Base):
    """A home that a commitment is about: its people are asked whether it was kept."""

    __tablename__ = "commitment_homes"
    unlogged: ClassVar[str] = "sealed with its commitment, as `home_ids`"
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True, index=True)


class Commitment(Stateful, Thing):
    """Somebody's promise, dated, with a test. Two dates more than the original one: extended, and of doing it again."""

    __tablename__ = "commitments"
    kind: ClassVar[str] = "commitment"
    sealed: ClassVar[tuple[str, ...]] = (
        *("outcome", "place_words", "place_id", "responsible_id", "organisation_id", "test", "home_ids", "state"),
        *("due_original", "due_current", "redo_due", "reported_at", "level", "reopenings"),
        "contest_words",
    )
    of_person: ClassVar[OfPerson] = {"responsible_id": ALL}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.COMMITMENT_ACCEPT: Step(("proposed",), "active"),
        Action.COMMITMENT_CONTEST: Step(("proposed",), "contested"),
        Action.COMMITMENT_REPORT: Step(("active",), "reported"),
        Action.COMMITMENT_VERIFY: Step(("reported",), "verified"),
        Action.COMMITMENT_REJECT: Step(("reported",), "active"),
        Action.CONFIRMATION_OPEN: Step(("verified",), "confirming"),
        Action.COMMITMENT_REOPEN: Step(("confirming",), "active"),
        Action.COMMITMENT_FULFIL: Step(("confirming",), "fulfilled"),
        Action.COMMITMENT_LAPSE: Step(("confirming",), "unconfirmed"),
        Action.COMMITMENT_CLOSE: Step(OPEN, "unfulfilled", ("partial",)),
        Action.COMMITMENT_SUPERSEDE: Step(OPEN, "superseded"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {
        "proposed": _l("Waiting for an answer"),
        "contested": _l("Contested, a statement again"),
        "active": _l("In progress"),
        "reported": _l("Reported done"),
        "verified": _l("Checked on site"),
        "confirming": _l("Residents are asked"),
        "shelved": _l("Shelved, kept on the list"),
        "fulfilled": _l("Kept"),
        "unconfirmed": _l("Not confirmed by residents"),
        "partial": _l("Partly kept"),
        "unfulfilled": _l("Not kept"),
        "superseded": _l("Replaced by another commitment"),
    }
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), index=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    outcome: Mapped[str]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    place_words: Mapped[str]
    responsible_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    test: Mapped[str]
    state: Mapped[str] = mapped_column(default="proposed", index=True)
    due_original: Mapped[date]
    due_current: Mapped[date]
    redo_due: Mapped[date | None]
    proposed_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    active_since: Mapped[datetime | None]  # accepted, or last given back: the stall is counted from here
    reported_at: Mapped[datetime | None]
    window_ends_at: Mapped[datetime | None] = mapped_column(index=True)  # while residents are asked
    closed_at: Mapped[datetime | None]
    contest_words: Mapped[str | None]
    reopenings: Mapped[int] = mapped_column(default=0)
    level: Mapped[int] = mapped_column(
        default=NOT_YET
    )  # the highest level of the ladder noticed for the date that counts
    look_again_at: Mapped[datetime | None] = mapped_column(index=True)
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    statement: Mapped[Statement] = relationship(lazy="select")
    responsible: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    place: Mapped[Place | None] = relationship(lazy="joined")
    homes: Mapped[list[Home]] = relationship(lazy="select", cascade="all, delete-orphan")

    @property
    def topic(self) -> str:
        """It has a record of its own."""
        return self.ref

    @property
    def home_ids(self) -> list[int]:
        """The homes that it is about, by id: what the log vouches for."""
        return sorted(home.place_id for home in self.homes)

    @property
    def number(self) -> str:
        """How people name it: the year it was promised, and its number."""
        return f"{calendar.local_day(self.proposed_at).year}-{self.id:03d}"

    @property
    def due(self) -> date:
        """The date that counts: of doing it again, else the current one."""
        return self.redo_due or self.due_current

    @property
    def deadline(self) -> datetime:
        """The last instant of the date that counts."""
        return calendar.end_of_day(self.due)

    @property
    def span(self) -> timedelta:
        """How long was promised in the beginning."""
        return self.due_original - calendar.local_day(self.proposed_at)

    def is_overdue(self, now: datetime) -> bool:
        """Past the date that counts and not reported done; one that waits for its check is not (domain.md §4.3)."""
        return self.state in OWED and now > self.deadline


_SAME = "WHEN (NEW.due_original IS DISTINCT FROM OLD.due_original)"
_REFUSE = "EXECUTE FUNCTION commitments_keep()"
_SQLITE = "CREATE TRIGGER commitments_{} BEFORE {} BEGIN SELECT RAISE(ABORT, '{}'); END"
_POSTGRES = "CREATE TRIGGER commitments_{} BEFORE {}"
_FIXED, _STAYS = "due_original never changes", "a commitment is never deleted"
_BODY = f"BEGIN IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION '{_FIXED}'; END IF; RAISE EXCEPTION '{_STAYS}'; END"
# the migration has its own copy, as it was then
KEEPS_ITS_DATE = {
    "sqlite": [
        _SQLITE.format("due_original", "UPDATE ON commitments WHEN NEW.due_original IS NOT OLD.due_original", _FIXED),
        _SQLITE.format("no_delete", "DELETE ON commitments", _STAYS),
    ],
    "postgresql": [
        f"CREATE OR REPLACE FUNCTION commitments_keep() RETURNS trigger LANGUAGE plpgsql AS $$ {_BODY} $$",
        _POSTGRES.format("due_original", f"UPDATE ON commitments FOR EACH ROW {_SAME} {_REFUSE}"),
        _POSTGRES.format("no_delete", f"DELETE ON commitments FOR EACH ROW {_REFUSE}"),
        _POSTGRES.format("no_truncate", f"TRUNCATE ON commitments {_REFUSE}"),
    ],
}
when_created(Commitment.__table__, KEEPS_ITS_DATE)
