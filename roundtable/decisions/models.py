"""What was settled, with who and why; and the dates of the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.consultations.models import Consultation
from roundtable.core.db import ALL, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.core.states import Stateful, Step
from roundtable.policy import Action

REACHED: Mapping[str, Words] = {
    "poll": _l("by a poll"),
    "agreement": _l("by agreement, without a poll"),
    "announced": _l("announced by those who decide it"),
}
SAID = ("words", "decided_by", "why", "dissent")  # what a correction may change


class Decision(Stateful, Thing):
    """What the table settled. Corrected until the minutes are locked; never deleted."""

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_table_id", "consultation_id", "id"),)
    kind: ClassVar[str] = "decision"
    sealed: ClassVar[tuple[str, ...]] = (*SAID, "reached", "state", "withdrawn_why")
    of_person: ClassVar[OfPerson] = {"recorder_id": ALL}
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.DECISION_CORRECT: Step(("standing",), "standing"),
        Action.DECISION_WITHDRAW: Step(("standing",), "withdrawn"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {"standing": _l("settled"), "withdrawn": _l("withdrawn")}
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    recorder_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    reached: Mapped[str]  # one of REACHED
    decided_by: Mapped[str]
    why: Mapped[str]
    dissent: Mapped[str] = mapped_column(default="")  # empty where nobody disagreed
    state: Mapped[str] = mapped_column(default="standing")
    withdrawn_why: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)


class Wording(Thing):
    """How a decision stood before it was corrected, so that both can be read."""

    __tablename__ = "decision_wordings"
    kind: ClassVar[str] = "wording"
    sealed: ClassVar[tuple[str, ...]] = ("decision_id", *SAID)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    words: Mapped[str]
    decided_by: Mapped[str]
    why: Mapped[str]
    dissent: Mapped[str]
    at: Mapped[datetime]  # when it was replaced
    decision: Mapped[Decision] = relationship(lazy="joined", innerjoin=True)


class TimelineDate(Thing):
    """A date of the timeline: what the organiser works on, and beside it what the public was shown of it.

    A date that comes from the record has no words of its own: `what` of `source` says them in the reader's language.
    """

    __tablename__ = "timeline_dates"
    kind: ClassVar[str] = "date"
    sealed: ClassVar[tuple[str, ...]] = (
        *("what", "source", "words", "day", "done", "state"),
        *("shown_words", "shown_day", "shown_done"),
    )
    WORDS: ClassVar[Mapping[str, Words]] = {
        "draft": _l("not published yet"),
        "published": _l("published"),
        "removed": _l("taken off"),
    }
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    what: Mapped[str] = mapped_column(default="")  # one of dates.WHAT; empty: in the organiser's own words
    source: Mapped[str] = mapped_column(default="")  # the name of the thing that the date is of
    words: Mapped[str] = mapped_column(default="")
    day: Mapped[date]
    done: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="draft")
    shown_words: Mapped[str | None]
    shown_day: Mapped[date | None]
    shown_done: Mapped[bool | None]
    published_at: Mapped[datetime | None]
    at: Mapped[datetime]
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)

    @property
    def public(self) -> bool:
        """Whether people may see it: it was published, and not published away again."""
        return self.shown_day is not None

    @property
    def changed(self) -> bool:
        """Whether publishing would show people something else than they see."""
        now = (None, None, None) if self.state == "removed" else (self.words, self.day, self.done)
        return now != (self.shown_words, self.shown_day, self.shown_done)

    def publish(self, at: datetime) -> None:
        """Let people see it as it stands now."""
        gone = self.state == "removed"
        self.shown_words, self.shown_day, self.shown_done = (
            (None, None, None) if gone else (self.words, self.day, self.done)
        )
        self.state, self.published_at = "removed" if gone else "published", at
