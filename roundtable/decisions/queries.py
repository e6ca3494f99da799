"""Reads of decisions: frozen views; the polls that one may rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation
from roundtable.core import links, things
from roundtable.core.errors import Words
from roundtable.core.event_log import Entry
from roundtable.core.links import Chain, Link
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action, Role

from .models import REACHED, Decision, Wording

PAGE = 50  # decisions on a live page; a table settles a handful
SETTLED = "settled"  # why a poll or a comment is linked to a decision
CLOSED = "poll.close"  # polls are a sibling's; the log says by this name that one was counted
POSTED = "comment.post"  # and by this one that something was said
MOST_SAID = 300  # of what was said, offered as what a decision began with


@dataclass(frozen=True)
class WordingView:
    """How a decision stood until a moment."""

    words: str
    decided_by: str
    why: str
    dissent: str
    until: datetime


@dataclass(frozen=True)
class DecisionView:
    """A decision as pages show it. poll: the one that it rests on."""

    ref: str
    order: int
    code: str
    words: str
    reached: Words
    poll: Card | None
    decided_by: str
    why: str
    dissent: str
    state: str
    word: Words
    withdrawn_why: str
    at: datetime
    zone: str
    url: str
    earlier: tuple[WordingView, ...]
    chain: Chain
    latest: bool  # the last that stands, of what its table settled
    version: int


def roles(uow: UnitOfWork, decision: Decision) -> frozenset[Role]:
    """What the actor is to the table that settled it."""
    return consultations.roles(uow, decision.table)


def card(decision: Decision) -> Card:
    """A decision's card."""
    table = decision.table
    return Card(decision.ref, table.topic, decision.words[:80], decision.state, address(decision), decision.at)


def address(decision: Decision) -> str:
    """The page of a decision."""
    return f"/c/{decision.table.code}/decisions/{decision.id}"


def views(uow: UnitOfWork, refs: list[str]) -> list[DecisionView]:
    """Decisions, to be drawn."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found: list[Decision] = things.rows(uow, refs)
    earlier, chains, polls = _earlier(uow, ids), links.chains(uow, refs), _rests_on(uow, refs)
    latest = _latest(uow, {d.consultation_id for d in found})
    return [_view(d, earlier.get(d.id, ()), chains[d.ref], polls.get(d.ref), latest) for d in found]


def _latest(uow: UnitOfWork, tables: set[int], number: int = 1) -> list[int]:
    """The last decisions that stand at each of these tables, so many of each."""
    standing = select(Decision.id).where(Decision.state == "standing").order_by(Decision.id.desc()).limit(number)
    each = [standing.where(Decision.consultation_id == table) for table in tables]
    key = ("latest decisions", frozenset(tables), number)
    return uow.once(key, lambda: [row for query in each for row in uow.session.scalars(query)])


def _view(
    d: Decision, earlier: tuple[WordingView, ...], chain: Chain, poll: Card | None, latest: list[int]
) -> DecisionView:
    same = {
        name: getattr(d, name) for name in ("ref", "words", "decided_by", "why", "dissent", "state", "at", "version")
    }
    return DecisionView(
        **same,
        order=d.id,
        code=d.table.code,
        reached=REACHED[d.reached],
        poll=poll,
        word=Decision.WORDS[d.state],
        withdrawn_why=d.withdrawn_why,
        zone=d.table.zone,
        url=address(d),
        earlier=earlier,
        chain=chain,
        latest=d.id in latest,
    )


def _earlier(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, tuple[WordingView, ...]]:
    """The former wordings of these decisions, oldest first."""
    found: dict[int, tuple[WordingView, ...]] = {}
    query = select(Wording).where(Wording.decision_id.in_(ids)).order_by(Wording.id)
    for w in uow.session.scalars(query).unique():
        view = WordingView(w.words, w.decided_by, w.why, w.dissent, w.at)
        found[w.decision_id] = (*found.get(w.decision_id, ()), view)
    return found


def _rests_on(uow: UnitOfWork, refs: list[str]) -> dict[str, Card]:
    """The poll that each of these decisions rests on."""
    query = select(Link).where(Link.target.in_(refs), Link.why == SETTLED, Link.source.startswith("poll:"))
    steps = {step.target: step.source for step in uow.session.scalars(query)}
    cards = {card.ref: card for card in _seen(uow, steps.values())}
    return {target: cards[source] for target, source in steps.items() if source in cards}


def at_table(uow: UnitOfWork, table: Consultation) -> list[str]:
    """What was settled at a table, in order, withdrawn or not; at most PAGE, the newest."""
    query = select(Decision).where(Decision.consultation_id == table.id).order_by(Decision.id.desc()).limit(PAGE)
    return things.listed(uow, query)[::-1]


def standing(uow: UnitOfWork, code: str) -> list[str]:
    """What was settled at the table of that code, and stands."""
    query = select(Decision.id).join(Consultation, Consultation.id == Decision.consultation_id)
    query = query.where(Consultation.code == code, Decision.state == "standing").order_by(Decision.id)
    return [f"{Decision.kind}:{number}" for number in uow.session.scalars(query)]


def moved(uow: UnitOfWork, refs: list[str]) -> list[str]:
    """What shows besides that these decisions moved: the last ones of their tables, and the tables' chain."""
    tables = {decision.table.id for decision in things.many(uow, refs).values()}
    return [f"{Decision.kind}:{number}" for number in _latest(uow, tables, 2)] + tables_of(uow, refs)


def tables_of(uow: UnitOfWork, refs: list[str]) -> list[str]:
    """The tables that these things stand at."""
    return sorted({thing.table.ref for thing in things.many(uow, refs).values()})


def latest(uow: UnitOfWork, table: Consultation) -> list[str]:
    """The last decision that stands at a table, if there is one."""
    return [f"{Decision.kind}:{number}" for number in _latest(uow, {table.id})]


def polls(uow: UnitOfWork, table: Consultation) -> list[Card]:
    """The polls that were counted at a table, as its log says, the newest first."""
    query = select(Entry).where(Entry.topic == table.topic, Entry.action == CLOSED).order_by(Entry.seq.desc())
    refs = dict.fromkeys(ref for entry in uow.session.scalars(query) for ref in entry.touched)
    return _seen(uow, [ref for ref in refs if ref.startswith("poll:")])


def comments(uow: UnitOfWork, table: Consultation) -> list[Card]:
    """What was said at a table, as its log says, the newest first; of a long meeting the last hundreds."""
    query = select(Entry).where(Entry.topic == table.topic, Entry.action == POSTED).order_by(Entry.seq.desc())
    refs = dict.fromkeys(ref for entry in uow.session.scalars(query.limit(MOST_SAID)) for ref in entry.touched)
    return _seen(uow, [ref for ref in refs if ref.startswith("comment:")])


def _seen(uow: UnitOfWork, refs: Iterable[str]) -> list[Card]:
    refs = list(refs)
    found = things.seen(uow, things.many(uow, refs))
    return [things.card(found[ref]) for ref in refs if ref in found]


def _wording_card(wording: Wording) -> Card:
    decision = wording.decision
    return Card(wording.ref, decision.table.topic, wording.words[:80], "", address(decision), wording.at)


things.register(Kind(Decision, card, Action.DECISION_SEE, roles, within=lambda it: it.table.ref, words=Decision.WORDS))
things.register(Kind(Wording, _wording_card, Action.DECISION_SEE, lambda uow, it: roles(uow, it.decision)))
