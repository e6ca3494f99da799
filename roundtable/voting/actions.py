"""Acts on polls, and the ballot."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.consultations.models import Consultation, Seat
from roundtable.consultations.queries import HERE
from roundtable.core import links, things
from roundtable.core.actions import action
from roundtable.core.db import Thing
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.core.event_log import DESK, PUBLIC, Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action, Role

from . import box, roll
from .forms import BallotForm, DraftForm, EditForm, OpenForm
from .late import Late
from .models import Poll, RollEntry
from .rule import decide


@action(
    Action.POLL_DRAFT,
    on="consultation",
    form=DraftForm,
    makes="poll",
    title=_l("Put a question to the vote"),
    button=_l("Save it; it is not open yet"),
)
def draft(
    uow: UnitOfWork,
    table: Consultation,
    *,
    question: str,
    about: str,
    electorate: str,
    secrecy: str,
    majority: str,
    base: str,
    quorum: str,
    comment: str,
) -> int:
    """Write a question with its rule; it may begin with what somebody proposed. Returns the poll's id."""
    table.must_be("draft", "announced", "open", "paused")
    source = _comment(uow, table, comment) if comment else None
    poll = Poll(table=table, question=question, about=about, electorate=electorate, secrecy=secrecy, state="draft")
    poll.majority, poll.base, poll.quorum = majority, base, quorum
    uow.add(poll)
    if source is not None:
        links.link(uow, source, poll, "vote")
    uow.log(
        Action.POLL_DRAFT, topic=table.topic, touched=[poll, *([source] if source is not None else [])], audience=DESK
    )
    return poll.id


def _comment(uow: UnitOfWork, table: Consultation, ref: str) -> Thing:
    """The comment that it begins with, known only by its name and topic: a sibling's thing. Raises Invalid."""
    found: Thing | None = things.many(uow, [ref]).get(ref)
    if found is None or found.kind != "comment" or things.card(found).topic != table.topic:
        raise Invalid({"comment": [_("This comment is not on this table.")]})
    return found


@action(Action.POLL_EDIT, on="poll", form=EditForm, title=_l("Change the question"), button=_l("Save it"))
def edit(
    uow: UnitOfWork,
    poll: Poll,
    *,
    question: str,
    about: str,
    electorate: str,
    secrecy: str,
    majority: str,
    base: str,
    quorum: str,
) -> None:
    """Say it differently before voting opens; afterwards question and rule are frozen."""
    poll.move(Action.POLL_EDIT)
    poll.question, poll.about, poll.electorate, poll.secrecy = question, about, electorate, secrecy
    poll.majority, poll.base, poll.quorum = majority, base, quorum
    uow.log(Action.POLL_EDIT, topic=poll.table.topic, touched=[poll], audience=DESK)


@action(Action.POLL_OPEN, on="poll", form=OpenForm, title=_l("Open the vote"), button=_l("Open it now"))
def open_poll(uow: UnitOfWork, poll: Poll, *, minutes: int | None) -> None:
    """Freeze question, rule and roll, and let people vote, for so many minutes or until the host closes it."""
    if poll.table.state != "open":
        raise Refused("table_not_open", _l("A vote opens at an open table. Open the consultation first."))
    poll.move(Action.POLL_OPEN)
    poll.opened_at = uow.now
    poll.closes_at = _whole_second(uow.now + timedelta(minutes=minutes)) if minutes else None
    frozen = roll.freeze(uow, poll)
    if not frozen:
        raise Refused("no_roll", NOBODY[poll.electorate])
    uow.log(Action.POLL_OPEN, topic=poll.table.topic, touched=[poll], audience=PUBLIC, roll=frozen)


NOBODY = {
    "seated": _l("Nobody sits at the table yet, so nobody could vote. Open the vote when people are there."),
    "people": _l(
        "The register knows no resident at the place of this consultation, so nobody could vote. "
        "Have residents entered, or ask those at the table."
    ),
    "homes": _l(
        "The register knows no home at the place of this consultation, so nobody could vote. "
        "Have homes entered, or ask those at the table."
    ),
}


def _whole_second(moment: datetime) -> datetime:
    """The moment, or the next whole second: a closing is a time that everybody can read off a clock."""
    cut = moment.replace(microsecond=0)
    return cut if cut == moment else cut + timedelta(seconds=1)


@action(Action.POLL_CLOSE, on="poll", title=_l("Close the vote"), button=_l("Close it now"))
def close(uow: UnitOfWork, poll: Poll) -> None:
    """Count what arrived, and say what it comes to. Done by the host, or by the clock at the time that was set."""
    if poll.state == "closed" and Role.SYSTEM in uow.actor.stands_for:
        return  # the host was quicker than the clock
    poll.move(Action.POLL_CLOSE)
    poll.closed_at = min(uow.now, poll.closes_at) if poll.closes_at else uow.now
    _count(uow, poll)
    if poll.secrecy == "secret":
        box.shuffle(uow, poll)
    said = {"result": poll.result, "yes": poll.yes, "no": poll.no, "abstain": poll.abstain, "entitled": poll.entitled}
    uow.log(Action.POLL_CLOSE, topic=poll.table.topic, touched=[poll], audience=PUBLIC, **said)


def _count(uow: UnitOfWork, poll: Poll) -> None:
    counted = box.counted(uow, poll)
    poll.yes, poll.no, poll.abstain = counted["yes"], counted["no"], counted["abstain"]
    poll.entitled = roll.turnout(uow, [poll.id])[poll.id][1]
    poll.present = roll.present(uow, poll)
    poll.result = decide(poll.rule, poll.count)


@action(
    Action.BALLOT_CAST,
    on="poll",
    form=BallotForm,
    title=_l("Vote now"),
    button=_l("Cast my ballot"),
    crowd=True,
    no_entry="a line would say who voted when; the counts are logged when the poll is closed",
    template="voting/cast.html",
)
def cast(uow: UnitOfWork, poll: Poll, *, choice: str, home: int | None) -> None:
    """Vote. What is answered is that it is done, and nothing more. Raises Late after the closing."""
    if poll.state == "closed" or (poll.closes_at and uow.now >= poll.closes_at):
        raise Late(poll, uow.now)
    entry = _entry(uow, poll, home)
    put = box.cast_secret if poll.secrecy == "secret" else box.cast_named
    put(uow, poll, entry, choice)
    uow.moved.add((poll.table.topic, f"poll-{poll.id}-turnout"))


def _entry(uow: UnitOfWork, poll: Poll, home: int | None) -> RollEntry:
    """The entry of the roll that the actor votes for. Raises Forbidden for a home that is not theirs."""
    for entry in roll.mine(uow, [poll.id]):
        if home is None or entry.home_id in (None, home):
            return entry
    raise Forbidden(_l("This home is not yours to vote for."))


def enrol(uow: UnitOfWork, done: Draft) -> None:
    """Follows when somebody sits down: they may vote in what is asked of the table now."""
    for seat in (thing for thing in done.touched if isinstance(thing, Seat) and thing.state in HERE):
        asked = select(Poll).where(Poll.consultation_id == seat.consultation_id, Poll.state == "open")
        for poll in uow.session.scalars(asked.where(Poll.electorate == "seated")).unique().all():
            if roll.enrol(uow, poll, seat.person_id):
                done.touched.append(poll)  # of how many it is asked has changed, and its parts say so
                uow.theirs.add((seat.person_id, poll.table.topic))


def close_with_table(uow: UnitOfWork, done: Draft) -> None:
    """Follows when a consultation ends: what is open at it is closed and counted, or nothing is."""
    for table in (thing for thing in done.touched if isinstance(thing, Consultation)):
        still_open = select(Poll.id).where(Poll.consultation_id == table.id, Poll.state == "open").order_by(Poll.id)
        for number in uow.session.scalars(still_open).all():
            close(uow, things.find(uow, f"poll:{number}", lock=True))
