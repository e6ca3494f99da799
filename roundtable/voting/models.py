"""A poll, the roll of who may vote, and the box of how they voted: two tables with no key between them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from roundtable.consultations.models import Consultation
from roundtable.core.db import ALL, Base, OfPerson, Thing
from roundtable.core.errors import Words
from roundtable.core.event_log import when_created
from roundtable.core.states import Stateful, Step
from roundtable.policy import Action

from .rule import NO_QUORUM, NOT_PASSED, PASSED, Count, Rule

CHOICES: Mapping[str, Words] = {"yes": _l("Yes"), "no": _l("No"), "abstain": _l("Abstain")}


# what an indicative poll came to, by the same rule: an opinion, which decides nothing
INDICATIVE: Mapping[str, str] = {PASSED: "in_favour", NOT_PASSED: "not_in_favour", NO_QUORUM: "unheard"}


class Poll(Stateful, Thing):
    """A question put to the vote. The rule is part of the question; both are frozen when it opens."""

    __tablename__ = "polls"
    __table_args__ = (Index("ix_polls_table_id", "consultation_id", "id"),)
    kind: ClassVar[str] = "poll"
    sealed: ClassVar[tuple[str, ...]] = (
        *("question", "about", "electorate", "secrecy", "base", "majority", "quorum", "state", "closes_at"),
        *("yes", "no", "abstain", "present", "entitled", "result"),
    )
    STEPS: ClassVar[Mapping[Action, Step]] = {
        Action.POLL_EDIT: Step(("draft",), "draft"),
        Action.POLL_OPEN: Step(("draft",), "open"),
        Action.POLL_CLOSE: Step(("open",), "closed"),
    }
    WORDS: ClassVar[Mapping[str, Words]] = {
        "draft": _l("being prepared"),
        "open": _l("voting now"),
        "closed": _l("closed"),
        "passed": _l("passed"),
        "not_passed": _l("not passed"),
        "no_quorum": _l("not decided: too few took part"),
        "in_favour": _l("indicative poll: in favour"),
        "not_in_favour": _l("indicative poll: not enough in favour"),
        "unheard": _l("indicative poll: too few took part"),
    }
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"))
    question: Mapped[str]
    about: Mapped[str] = mapped_column(default="")  # what a yes means, under the word
    electorate: Mapped[str]  # seated (indicative) | people | homes
    secrecy: Mapped[str]  # named | secret
    base: Mapped[str]
    majority: Mapped[str]
    quorum: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None] = mapped_column(index=True)  # a whole second; None: when the host closes it
    closed_at: Mapped[datetime | None]
    yes: Mapped[int | None]
    no: Mapped[int | None]
    abstain: Mapped[int | None]
    present: Mapped[int | None]
    entitled: Mapped[int | None]
    result: Mapped[str | None]
    table: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)

    @property
    def rule(self) -> Rule:
        """Of what, how much, and how many must take part."""
        return Rule(self.base, self.majority, self.quorum)

    @property
    def decides(self) -> bool:
        """Whether its result stands: a poll of whoever sits at the table is indicative only."""
        return self.electorate != "seated"

    @property
    def stands(self) -> str:
        """Where it stands, a key of WORDS; once closed, what it came to. An indicative one passes nothing."""
        came_to = self.result or self.state
        return came_to if self.decides else INDICATIVE.get(came_to, came_to)

    @property
    def count(self) -> Count:
        """What was counted at closing."""
        return Count(self.yes or 0, self.no or 0, self.abstain or 0, self.entitled or 0, self.present or 0)


class RollEntry(Base):
    """One who may vote in a poll, a person or a home, and whether they did: one bit, and no time."""

    __tablename__ = "roll"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        UniqueConstraint("poll_id", "home_id"),
        CheckConstraint("(person_id IS NULL) <> (home_id IS NULL)", name="one_elector"),
    )
    unlogged: ClassVar[str] = "a crowd act: a line would say when somebody voted; the counts are logged at closing"
    of_person: ClassVar[OfPerson] = {"person_id": ALL}
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    home_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    voted: Mapped[bool] = mapped_column(default=False)


class NamedBallot(Base):
    """How an entry of the roll voted, by whose hand; that person may change it until closing."""

    __tablename__ = "named_ballots"
    __table_args__ = (CheckConstraint("choice IN ('yes', 'no', 'abstain')", name="choice"),)
    unlogged: ClassVar[str] = "a crowd act, changeable until closing; the counts are logged at closing"
    of_person: ClassVar[OfPerson] = {"person_id": ALL}
    roll_id: Mapped[int] = mapped_column(ForeignKey("roll.id"), primary_key=True)  # the key: one ballot an entry
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    choice: Mapped[str]


class Ballot(Base):
    """A secret ballot in the box: no voter, no time, no sequence. Its key is chance, and rows lie in its order."""

    __tablename__ = "box"
    __table_args__ = (
        CheckConstraint("choice IN ('yes', 'no', 'abstain')", name="choice"),
        Index("ix_box_poll_nonce", "poll_id", "nonce"),
        {"sqlite_with_rowid": False},  # a rowid would be a sequence
    )
    unlogged: ClassVar[str] = "a secret ballot: a line would say when it was cast; the counts are logged at closing"
    key: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(16))
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"))
    choice: Mapped[str]
    nonce: Mapped[str]


def bit_stays(dialect: str) -> list[str]:
    """The statements that make the database itself refuse to take back that somebody voted: no turnout ever falls."""
    if dialect == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'a ballot cast stays cast'); END"
        return [
            f"CREATE TRIGGER roll_bit_stays BEFORE UPDATE OF voted ON roll WHEN OLD.voted AND NOT NEW.voted {refuse}"
        ]
    body = "$$ BEGIN RAISE EXCEPTION 'a ballot cast stays cast'; END $$"
    when = "FOR EACH ROW WHEN (OLD.voted AND NOT NEW.voted)"
    return [
        f"CREATE OR REPLACE FUNCTION roll_bit_stays() RETURNS trigger LANGUAGE plpgsql AS {body}",
        f"CREATE TRIGGER roll_bit_stays BEFORE UPDATE OF voted ON roll {when} EXECUTE FUNCTION roll_bit_stays()",
    ]


when_created(RollEntry.__table__, {name: bit_stays(name) for name in ("sqlite", "postgresql")})
