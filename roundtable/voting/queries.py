"""Reads of polls: frozen views; what somebody is to one; figures, and what is one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import AgendaItem, Consultation, Seat
from roundtable.consultations.queries import SeatView
from roundtable.core import links, things
from roundtable.core.errors import Words
from roundtable.core.links import Chain
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import together
from roundtable.policy import Action, Role

from . import roll, words
from .late import face
from .models import CHOICES, NamedBallot, Poll, RollEntry
from .rule import Count

DESK = frozenset({Role.HOST, Role.CONVENER, Role.RECORDER})


@dataclass(frozen=True)
class Vote:
    """A line of the roll call: whose seat or door, and how they voted."""

    who: Words
    seat: SeatView | None
    choice: str
    word: Words


@dataclass(frozen=True)
class Outcome:
    """What a closed poll came to: words first, then figures."""

    code: str
    head: str  # for where it says beside it whether the poll decides
    verdict: str  # the same, for where it does not
    took_part: str
    said: str  # all of it in one breath
    rule: str  # once more, with what it asked for
    agreed: str
    count: Count
    of: int
    least: int
    line: float
    call: tuple[Vote, ...]


@dataclass(frozen=True)
class PollView:
    """A poll as pages show it."""

    ref: str
    order: int
    code: str
    zone: str
    table_title: str
    question: str
    about: str
    state: str
    word: Words
    electorate: str
    secrecy: str
    decides: bool
    rule: str
    who_votes: str
    sees: str
    abstaining: str
    opened_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None
    ends: str
    voted: int
    entitled: int
    outcome: Outcome | None
    latest: bool
    on_wall: bool  # the projector shows it: open, or its result, until the host goes on to another item
    version: int
    chain: Chain


def roles(uow: UnitOfWork, poll: Poll) -> frozenset[Role]:
    """What the actor is to a poll: what they are to its table, and whether they stand on its roll.

    A draft is the desk's own: to others it is as if it were not there.
    """
    at_table = consultations.roles(uow, poll.table)
    if poll.state == "draft" and not at_table & DESK:
        return at_table - {Role.VISITOR}
    return at_table | {Role.ELECTOR} if roll.holds(uow, poll) else at_table


def card(poll: Poll) -> Card:
    """A poll's card; once it is closed its state is what it came to."""
    return Card(poll.ref, poll.table.topic, poll.question, poll.stands, f"/polls/{poll.id}", poll.opened_at)


def views(uow: UnitOfWork, refs: list[str]) -> list[PollView]:
    """Polls, to be drawn."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found: list[Poll] = things.rows(uow, refs)
    counts, chains = roll.turnout(uow, ids), links.chains(uow, refs)
    tables = {poll.consultation_id for poll in found}
    newest, begun = _newest(uow, tables), _begun(uow, tables)
    calls = _calls(uow, [poll for poll in found if poll.state == "closed" and poll.secrecy == "named"])
    return [
        _view(
            poll,
            counts.get(poll.id, (0, 0)),
            chains[poll.ref],
            calls.get(poll.id, ()),
            latest=poll.id in newest,
            gone_on=_gone_on(poll, begun),
        )
        for poll in found
    ]


def _newest(uow: UnitOfWork, tables: set[int], number: int = 1) -> set[int]:
    """The polls of each table that were opened last."""
    opened = select(Poll.id).where(Poll.opened_at.is_not(None)).order_by(Poll.opened_at.desc(), Poll.id.desc())
    each = [opened.where(Poll.consultation_id == table).limit(number) for table in tables]
    key = ("newest polls", frozenset(tables), number)
    return uow.once(key, lambda: {poll for query in each for poll in uow.session.scalars(query)})


def is_public(view: PollView) -> bool:
    """Whether a poll is more than a draft on the desk."""
    return view.state != "draft"


def is_news(view: PollView) -> bool:
    """Whether a table shows it beside what is said: while it is open, and afterwards until the next one opens."""
    return view.state == "open" or (view.state == "closed" and view.latest)


def before(uow: UnitOfWork, refs: list[str]) -> list[str]:
    """What shows besides that these polls moved: the polls that give way to them, and their tables."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    tables = {poll.table for poll in uow.session.scalars(select(Poll).where(Poll.id.in_(ids))).unique()}
    earlier = _newest(uow, {table.id for table in tables}, 2) - set(ids)
    return [f"poll:{number}" for number in sorted(earlier)] + sorted(table.ref for table in tables)


ITS_OWN = ("ref", "question", "about", "state", "electorate", "secrecy", "decides", "version")
ITS_TIMES = ("opened_at", "closes_at", "closed_at")


def _begun(uow: UnitOfWork, tables: set[int]) -> dict[int, datetime]:
    """When the last item of each table began."""
    query = select(AgendaItem.consultation_id, func.max(AgendaItem.started_at)).group_by(AgendaItem.consultation_id)
    found = uow.session.execute(query.where(AgendaItem.consultation_id.in_(tables)))
    return {table: at for table, at in found if at}


def _gone_on(poll: Poll, begun: Mapping[int, datetime]) -> bool:
    """Whether an item began after the result was there."""
    last = begun.get(poll.consultation_id)
    return poll.closed_at is not None and last is not None and last > poll.closed_at


def on_walls(uow: UnitOfWork, tables: list[str]) -> list[str]:
    """The results that may leave the projectors of these tables when an item begins."""
    found = things.many(uow, tables).values()
    return [f"poll:{number}" for number in sorted(_newest(uow, {table.id for table in found}))]


def is_on_wall(view: PollView) -> bool:
    """Whether the projector shows it."""
    return view.on_wall


def _view(
    poll: Poll, turnout: tuple[int, int], chain: Chain, votes: tuple[Vote, ...], *, latest: bool, gone_on: bool
) -> PollView:
    own: dict[str, Any] = {name: getattr(poll, name) for name in (*ITS_OWN, *ITS_TIMES)}
    own |= {"code": poll.table.code, "zone": poll.table.zone, "table_title": poll.table.title}
    ends = poll.closed_at or poll.closes_at
    return PollView(
        **own,
        order=poll.id,
        word=Poll.WORDS[poll.state],
        rule=words.rule(poll),
        who_votes=words.who_votes(poll),
        sees=words.sees(poll),
        abstaining=words.abstaining(poll),
        ends=face(ends, poll.table.zone) if ends else "",
        voted=turnout[0],
        entitled=turnout[1],
        outcome=_outcome(poll, votes) if poll.state == "closed" else None,
        latest=latest,
        on_wall=poll.state == "open" or (latest and poll.state == "closed" and not gone_on),
        chain=chain,
    )


def _outcome(poll: Poll, votes: tuple[Vote, ...]) -> Outcome:
    return Outcome(
        code=str(poll.result),
        head=words.head(poll),
        took_part=words.took_part(poll),
        verdict=words.verdict(poll),
        said=together([words.verdict(poll), words.took_part(poll), words.agreed(poll)]),
        rule=together([words.rule(poll), words.too_few(poll)]),
        agreed=words.agreed(poll),
        count=poll.count,
        of=poll.count.base(poll.base),
        least=words.least(poll),
        line=words.line(poll),
        call=votes,
    )


def _calls(uow: UnitOfWork, polls: list[Poll]) -> dict[int, tuple[Vote, ...]]:
    """Who voted how, by closed named poll: by seat, or by door. A person without a seat is a number on the roll."""
    if not polls:
        return {}
    ids = [poll.id for poll in polls]
    query = select(NamedBallot.choice, RollEntry).join(RollEntry, RollEntry.id == NamedBallot.roll_id)
    rows = uow.session.execute(query.where(NamedBallot.poll_id.in_(ids)).order_by(RollEntry.id)).all()
    seats, doors = _seats(uow, polls), roll.home_names(uow, {entry.home_id for _, entry in rows if entry.home_id})
    numbered = select(RollEntry.poll_id, func.min(RollEntry.id)).where(RollEntry.poll_id.in_(ids))
    first = dict(uow.session.execute(numbered.group_by(RollEntry.poll_id)).all())
    table = {poll.id: poll.consultation_id for poll in polls}
    votes: dict[int, list[Vote]] = {number: [] for number in ids}
    for choice, entry in rows:
        seat = seats.get((table[entry.poll_id], entry.person_id))
        who = seat.who if seat else doors.get(entry.home_id or 0) or f"#{entry.id - first[entry.poll_id] + 1}"
        votes[entry.poll_id].append(Vote(who, seat, choice, CHOICES[choice]))
    return {number: tuple(sorted(votes[number], key=_by_seat)) for number in ids}


def _by_seat(vote: Vote) -> tuple[bool, int]:
    return vote.seat is None, vote.seat.number if vote.seat else 0


def _seats(uow: UnitOfWork, polls: list[Poll]) -> dict[tuple[int, int | None], SeatView]:
    """The seats of those who voted in these polls, by table and person."""
    voted = select(NamedBallot.person_id).where(NamedBallot.poll_id.in_([poll.id for poll in polls]))
    query = select(Seat).where(Seat.consultation_id.in_({poll.consultation_id for poll in polls}))
    found = list(uow.session.scalars(query.where(Seat.person_id.in_(voted))).unique())
    views = consultations.seats(uow, found)
    return {(seat.consultation_id, seat.person_id): views[seat.id] for seat in found}


def at_table(uow: UnitOfWork, table: Consultation, *, drafts: bool = False) -> list[str]:
    """The polls of a table, oldest first; those not yet opened for the desk alone."""
    polls = _all(uow, table)
    return [poll.ref for poll in polls if drafts or poll.state != "draft"]


def _all(uow: UnitOfWork, table: Consultation) -> list[Poll]:
    query = select(Poll).where(Poll.consultation_id == table.id).order_by(Poll.id)
    refs = uow.once(("polls", table.id), lambda: things.listed(uow, query))
    return things.rows(uow, refs)


def news(uow: UnitOfWork, table: Consultation) -> list[str]:
    """What a table shows beside what is said: the polls that are open, and the one that was opened last."""
    still_open = {poll.id for poll in _all(uow, table) if poll.state == "open"}
    return [f"poll:{number}" for number in sorted(still_open | _newest(uow, {table.id}))]


def figures(uow: UnitOfWork, table: Consultation) -> dict[str, int]:
    """How many have voted in each open poll of the table."""
    ids = uow.session.scalars(select(Poll.id).where(Poll.consultation_id == table.id, Poll.state == "open")).all()
    counts = roll.turnout(uow, ids) if ids else {}
    return {f"poll-{number}-turnout": voted for number, (voted, _) in counts.items()}


def mine(uow: UnitOfWork, table: Consultation) -> dict[str, list[str]]:
    """In which polls of the table the actor may vote yet, has voted, and, where it is named, how; by DOM id."""
    ids = [poll.id for poll in _all(uow, table) if poll.state != "draft"]
    entries = roll.mine(uow, ids) if ids else []
    waits = {entry.poll_id for entry in entries if not entry.voted}
    named = select(NamedBallot.poll_id, NamedBallot.choice).where(
        NamedBallot.person_id == uow.actor.id, NamedBallot.roll_id.in_([entry.id for entry in entries])
    )
    chose = uow.session.execute(named).all() if entries else []
    return {
        "waits": [f"poll-{number}" for number in sorted(waits)],
        "voted": [f"poll-{number}" for number in sorted({entry.poll_id for entry in entries} - waits)],
        "chose": [f"poll-{number}-{choice}" for number, choice in chose],
    }


def due(uow: UnitOfWork, limit: int) -> list[tuple[str, datetime]]:
    """Open polls whose time has come, and since when."""
    query = select(Poll.id, Poll.closes_at).where(Poll.state == "open", Poll.closes_at <= uow.now)
    found: Sequence[tuple[int, datetime]] = uow.session.execute(query.order_by(Poll.closes_at).limit(limit)).all()  # type: ignore[assignment]
    return [(f"poll:{number}", since) for number, since in found]


things.register(Kind(Poll, card, Action.POLL_SEE, roles, within=lambda poll: poll.table.ref, words=Poll.WORDS))
