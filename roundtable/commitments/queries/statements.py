"""Statements as the desk shows them: the words, what is missing and why, and a question to ask aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from roundtable.commitments import vague
from roundtable.commitments.models import FIELDS, Commitment, Statement
from roundtable.consultations.models import Consultation
from roundtable.core import links, things
from roundtable.core.errors import Words
from roundtable.core.links import Chain
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import listed
from roundtable.policy import Action

from . import choices


@dataclass(frozen=True)
class StatementView:
    """A statement, and as much of a commitment as it holds."""

    ref: str
    id: int
    version: int
    words: str
    said_by: str
    at: datetime
    zone: str
    state: str
    word: Words
    answers: str  # the comment that it answers, if it answers one
    lacks: tuple[str, ...]
    missing: str  # the same in words
    no_date: str  # its own words that are put for a date
    no_place: str
    question: str  # to ask aloud; empty when nothing is missing
    outcome: str
    place: str
    place_id: int
    owner: str  # as the form has it
    owners: tuple[tuple[str, str], ...]
    places: tuple[tuple[int, str], ...]
    due: date | None
    test: str
    contested: str  # why its commitment came back, if it did
    commitment_url: str
    commitment_word: Words  # where that stands
    chain: Chain


def views(uow: UnitOfWork, refs: list[str]) -> list[StatementView]:
    """Statements, to be drawn."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found: list[Statement] = things.rows(uow, refs)
    chains, owners, places = links.chains(uow, refs), choices.owners(uow), choices.places(uow)
    offered = {"owners": tuple(owners.items()), "places": tuple(places.items())}
    last, answers = _last(uow, ids), _answers(uow, [statement.ref for statement in found])
    return [_view(s, last.get(s.id), answers[s.ref], chains[s.ref], offered) for s in found]


def _view(s: Statement, last: Commitment | None, answers: str, chain: Chain, offered: dict[str, Any]) -> StatementView:
    return StatementView(
        **_held(s),
        **offered,
        zone=s.table.zone,
        word=Statement.WORDS[s.state],
        answers=answers,
        no_date=vague.no_date(s.words),
        no_place=vague.no_place(s.words),
        question=question(speaker(s), s.lacks),
        contested=(last.contest_words or "") if last and last.state == "contested" and s.state == "said" else "",
        commitment_url=f"/commitments/{last.id}" if last and s.state == "promised" else "",
        commitment_word=Commitment.WORDS[last.state] if last else "",
        chain=chain,
    )


def _held(s: Statement) -> dict[str, Any]:
    return {
        **{name: getattr(s, name) for name in ("ref", "id", "version", "words", "at", "state", "lacks", "due")},
        "said_by": speaker(s),
        "missing": listed([str(FIELDS[name]) for name in s.lacks]),
        "outcome": s.outcome or "",
        "place": s.place_words or "",
        "place_id": s.place_id or 0,
        "owner": f"{s.responsible_id}-{s.organisation_id}" if s.responsible_id else "",
        "test": s.test or "",
    }


def speaker(s: Statement) -> str:
    """Who said it: the name on the record, else the seat."""
    return s.said_by or str(_("Seat %(number)s", number=s.seat.number if s.seat else "?"))


def _last(uow: UnitOfWork, ids: list[int]) -> dict[int, Commitment]:
    """The commitment that each was last made into, by the statement's id."""
    query = select(Commitment).where(Commitment.statement_id.in_(ids)).order_by(Commitment.id)
    return {commitment.statement_id: commitment for commitment in uow.session.scalars(query).unique()}


def _answers(uow: UnitOfWork, refs: list[str]) -> dict[str, str]:
    """What was said that each of these statements answers, by its name; "" where it answers nothing."""
    heads = {ref: [head for head in found if head != ref] for ref, found in links.heads_of(uow, refs).items()}
    said = things.many(uow, [head for found in heads.values() for head in found[:1]])
    return {ref: "".join(str(things.card(said[head]).title) for head in heads[ref][:1] if head in said) for ref in refs}


def question(who: str, lacks: tuple[str, ...]) -> str:
    """What to ask aloud, so that somebody says what is missing."""
    asks = {
        "outcome": _("what will be done"),
        "place": _("exactly where"),
        "owner": _("who answers for it"),
        "due": _("by which day"),
        "test": _("how anyone can see that it is done"),
    }
    if not lacks:
        return ""
    return str(_("Ask %(who)s: %(questions)s?", who=who, questions=listed([str(asks[name]) for name in lacks])))


def at_table(uow: UnitOfWork, table: Consultation) -> list[str]:
    """All statements of a table, the newest first."""
    query = select(Statement).where(Statement.consultation_id == table.id).order_by(Statement.id.desc())
    return list(uow.once(("statements", table.id), lambda: things.listed(uow, query)))


def mine(uow: UnitOfWork, table: Consultation) -> dict[str, list[str]]:
    """Whether the actor writes down statements at a table: others of the desk look on."""
    return {"records": ["statements"] if things.may(uow, Action.STATEMENT_RECORD, table) else []}
