"""A commitment as its page shows it: one frozen view with all that its part needs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from roundtable.commitments import ladder
from roundtable.commitments.models import OWED, Closing, Commitment, Confirmation, Evidence, Reply, Update, Verification
from roundtable.core import calendar, things
from roundtable.core.errors import Words
from roundtable.core.things import Card
from roundtable.core.unit_of_work import UnitOfWork

from . import history, proof
from .people import raisers, voices

# the seal of a state that is a verdict: a key of components/seal.html
SEALS = {
    "fulfilled": "kept",
    "partial": "partly",
    "unfulfilled": "notkept",
    "unconfirmed": "unconfirmed",
    "superseded": "closed",
    "shelved": "shelved",
}
SAID = 12  # of the residents' own words, on the page


@dataclass(frozen=True)
class Photo:
    """A photo with what stands under it."""

    name: str
    caption: str
    at: datetime
    who: str  # responsible | raiser | verifier | recorder


@dataclass(frozen=True)
class Check:
    """What a verifier found."""

    note: str
    at: datetime
    who: str
    body: str
    passed: bool
    photo: str | None


@dataclass(frozen=True)
class Tally:
    """What residents answered to the last claim. raiser: their answers, where they gave any."""

    homes: int
    answered: int
    fixed: int
    partly: int
    not_fixed: int
    raiser: tuple[str, ...]
    said: tuple[tuple[str, str], ...]  # (words, answer)

    @property
    def silent(self) -> int:
        """Homes that did not answer: no yes, and no no."""
        return self.homes - self.answered


@dataclass(frozen=True)
class Step:
    """A milestone."""

    ref: str
    name: str
    due: date
    done_at: datetime | None
    days_late: int


@dataclass(frozen=True)
class Said:
    """Something the person responsible reported."""

    words: str
    photo: str | None
    at: datetime
    done: bool


@dataclass(frozen=True)
class MoreTime:
    """An extension that was asked for."""

    ref: str
    state: str
    word: Words
    reason: str
    note: str | None
    photo: str
    new_due: date
    asked_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True)
class Ended:
    """How a supervisor ended it. replies: residents' words, and whether it is who raised it that says so."""

    reason: str
    at: datetime
    successor: Card | None
    replies: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class CommitmentView:
    """All that its page shows."""

    ref: str
    id: int
    version: int
    number: str
    outcome: str
    place: str
    who: str
    body: str
    test: str
    state: str
    word: Words
    seal: str
    due_original: date
    due_current: date
    redo_due: date | None
    due: date
    days_left: int  # calendar days to the date that counts; negative when it is over
    late: bool
    days_late: int  # working days, where it is overdue
    soon: bool
    unanswered: bool  # neither accepted nor contested in time
    proposed_at: datetime
    accept_by: datetime
    accepted_at: datetime | None
    contest_words: str | None
    reported_at: datetime | None
    days_early: int  # calendar days between the report and the original date; negative when it came after it
    check_by: datetime | None
    window_ends_at: datetime | None
    closed_at: datetime | None
    table_title: str
    table_url: str
    homes: int
    claim: Said | None
    check: Check | None
    before: Photo | None
    after: Photo | None
    others: tuple[Photo, ...]
    tally: Tally | None
    steps: tuple[Step, ...]
    said: tuple[Said, ...]
    more_time: tuple[MoreTime, ...]
    ended: Ended | None
    history: tuple[history.Line, ...]


def views(uow: UnitOfWork, refs: list[str]) -> list[CommitmentView]:
    """Commitments, to be drawn."""
    return [view(uow, commitment) for commitment in things.rows(uow, refs)]


# what belongs to a commitment has no face of its own: the commitment's part tells of it
PARTS = ("milestone", "update", "evidence", "extension", "verification", "confirmation", "closing", "reply")


def none(_uow: UnitOfWork, _refs: list[str]) -> list[Any]:
    """The views of things that are shown only within another."""
    return []


def wholes(uow: UnitOfWork, refs: list[str]) -> list[str]:
    """The commitments that these parts belong to."""
    return list(dict.fromkeys(part.topic for part in things.many(uow, refs).values()))


def view(uow: UnitOfWork, c: Commitment) -> CommitmentView:
    """One commitment, to be drawn."""
    return CommitmentView(
        ref=c.ref,
        id=c.id,
        version=c.version,
        number=c.number,
        outcome=c.outcome,
        place=c.place_words,
        who=c.responsible.name,
        body=c.organisation.name,
        test=c.test,
        state=c.state,
        word=Commitment.WORDS[c.state],
        seal=SEALS.get(c.state, ""),
        table_title=c.table.title,
        table_url=f"/c/{c.table.code}",
        homes=len(voices(uow, c)),
        history=history.lines(uow, c),
        **_dates(uow, c),
        **_proof(uow, c),
    )


def _ended(uow: UnitOfWork, c: Commitment) -> Ended | None:
    closing = uow.session.scalars(select(Closing).where(Closing.commitment_id == c.id)).first()
    if closing is None:
        return None
    other = uow.session.get(Commitment, closing.successor_id) if closing.successor_id else None
    said = uow.session.scalars(select(Reply).where(Reply.commitment_id == c.id).order_by(Reply.id))
    replies = tuple((reply.words or str(_("Erased at its author's request.")), reply.by_raiser) for reply in said)
    return Ended(closing.reason, closing.at, things.card(other) if other else None, replies)


def _dates(uow: UnitOfWork, c: Commitment) -> dict[str, Any]:
    today = calendar.local_day(uow.now)
    late, accept_by = c.is_overdue(uow.now), calendar.deadline(c.proposed_at, ladder.ACCEPT_WITHIN)
    return {
        **{name: getattr(c, name) for name in ("due_original", "due_current", "redo_due", "due", "proposed_at")},
        **{name: getattr(c, name) for name in ("accepted_at", "reported_at", "window_ends_at", "closed_at")},
        "contest_words": c.contest_words,
        "days_left": (c.due - today).days,
        "late": late,
        "days_late": ladder.days_late(c.due, today) if late else 0,
        "unanswered": c.state == "proposed" and uow.now > accept_by,
        "soon": c.state in OWED and ladder.day_of(0, c.due) <= today <= c.due,
        "accept_by": accept_by,
        "check_by": calendar.deadline(c.reported_at, ladder.CHECK_WITHIN) if c.reported_at else None,
        "days_early": (c.due_original - calendar.local_day(c.reported_at)).days if c.reported_at else 0,
    }


def _proof(uow: UnitOfWork, c: Commitment) -> dict[str, Any]:
    claim, check = proof.claim(uow, c), proof.check(uow, c)
    after = [*_checked(check), *_photos(uow, c, "after")]
    before = _photos(uow, c, "before")
    return {
        "claim": _said(claim) if claim else None,
        "check": checked(check) if check and claim and check.update_id == claim.id else None,
        "before": before[-1] if before else None,
        "after": after[0] if after else None,
        "others": (*before[:-1], *after[1:]),
        "tally": _tally(uow, c) if c.window_ends_at else None,
        "steps": _steps(uow, c),
        "said": tuple(_said(update) for update in proof.updates(uow, c)),
        "more_time": _more_time(uow, c),
        "ended": _ended(uow, c),
    }


def _said(update: Update) -> Said:
    return Said(update.words, update.photo, update.at, update.done)


def checked(found: Verification) -> Check:
    """A check, to be shown."""
    return Check(found.note, found.at, found.verifier.name, found.organisation.name, found.passed, found.photo)


def _checked(found: Verification | None) -> list[Photo]:
    return [Photo(found.photo, found.note, found.at, "verifier")] if found and found.photo and found.passed else []


def _photos(uow: UnitOfWork, c: Commitment, side: str) -> list[Photo]:
    raised = raisers(uow, c)
    return [Photo(e.photo, e.caption, e.at, _by(c, e, raised)) for e in proof.shows(uow, c, side)]


def _by(c: Commitment, shown: Evidence, raised: set[int]) -> str:
    if shown.author_id == c.responsible_id:
        return "responsible"
    return "raiser" if shown.author_id in raised else "recorder"


def _steps(uow: UnitOfWork, c: Commitment) -> tuple[Step, ...]:
    today = calendar.local_day(uow.now)
    return tuple(
        Step(m.ref, m.name, m.due, m.done_at, ((calendar.local_day(m.done_at) if m.done_at else today) - m.due).days)
        for m in proof.milestones(uow, c)
    )


def _more_time(uow: UnitOfWork, c: Commitment) -> tuple[MoreTime, ...]:
    return tuple(
        MoreTime(e.ref, e.state, e.WORDS[e.state], e.reason, e.note, e.photo, e.new_due, e.asked_at, e.decided_at)
        for e in proof.extensions(uow, c)
    )


def _tally(uow: UnitOfWork, c: Commitment) -> Tally:
    asked = voices(uow, c)
    given = [answer for answer in proof.answers(uow, c) if answer.voice in asked]
    how = Counter(answer.answer for answer in given)
    return Tally(
        homes=len(asked),
        answered=len(given),
        fixed=how["fixed"],
        partly=how["partly"],
        not_fixed=how["not"],
        raiser=tuple(answer.answer for answer in given if answer.by_raiser),
        said=tuple(_in_words(given)),
    )


def _in_words(given: list[Confirmation]) -> list[tuple[str, str]]:
    return [(answer.words, answer.answer) for answer in given if answer.words][-SAID:]
