"""What waits for whoever looks, so that one sees at once what to do next: the first page's own part for each person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext as _ln
from sqlalchemy import and_, func, or_, select

from roundtable.comments import queries as comments
from roundtable.comments.models import Comment
from roundtable.commitments import ladder
from roundtable.commitments.models import OWED, Commitment, Confirmation, Extension, Home, Update
from roundtable.commitments.queries import lists
from roundtable.consultations.models import LIVE, Consultation, Seat
from roundtable.core import calendar, doors
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.oversight.models import SupervisionOrder
from roundtable.people import queries as people
from roundtable.people.models import Membership
from roundtable.places.models import Organisation
from roundtable.policy import Action, Role

from .verdicts import titled

MOST = 4  # of each kind; the lists have the rest
SHOWN = 8


@dataclass(frozen=True)
class Task:
    """Something to do. why: what is asked of the reader; by: the day of it, or by which; word: late, soon or ""."""

    url: str
    title: Words
    why: Words
    by: date | None = None
    word: Words = ""


def tasks(uow: UnitOfWork) -> list[Task]:
    """What waits for the actor, what is under way before what is to come; nothing for a visitor."""
    if uow.actor.id is None:
        return []
    mine = people.memberships(uow, uow.me)
    at, ahead = _tables(uow, mine)
    work = (_asked(uow, mine), _ordered(uow), _promised(uow), _owed(uow), _to_check(uow, mine), _slipped(uow, mine))
    return list(islice(chain(at, *work, ahead, _first(uow, mine)), SHOWN))


def _word(by: date | None, today: date) -> Words:
    if by is None or ladder.day_of(0, by) > today:
        return ""
    return _l("Late") if by < today else _l("Soon")


def _tables(uow: UnitOfWork, mine: list[Membership]) -> tuple[list[Task], list[Task]]:
    """Tables that are open, and those to come, at which the actor has an office or a seat."""
    bodies = {m.organisation_id for m in mine if m.role == Role.CONVENER}
    office = or_(
        Consultation.organisation_id.in_(bodies), Consultation.host_id == uow.me, Consultation.recorder_id == uow.me
    )
    taken = select(Seat.consultation_id).where(Seat.person_id == uow.me, Seat.state.not_in(("left", "removed")))
    seated = and_(Consultation.id.in_(taken), Consultation.announced_at.is_not(None))
    query = select(Consultation, office).where(
        or_(office, seated), Consultation.state.in_(("draft", "announced", *LIVE))
    )
    found = uow.session.execute(query.order_by(Consultation.starts_at, Consultation.id).limit(2 * MOST)).all()
    told = [(table.state in LIVE, _table(table, bool(held))) for table, held in found]
    return [task for live, task in told if live], [task for live, task in told if not live]


AT_TABLE: dict[tuple[bool, bool], Words] = {  # has an office there, it is open now
    (True, True): _l("Your table is open: on to the desk"),
    (True, False): _l("You prepare it"),
    (False, True): _l("You sit at this table"),
    (False, False): _l("Your seat is kept"),
}


def _table(table: Consultation, office: bool) -> Task:
    live = table.state in LIVE
    url = f"/c/{table.code}/desk" if office and live else f"/c/{table.code}"
    held = None if live else calendar.local_day(table.starts_at)
    return Task(url, table.title, AT_TABLE[office, live], held)


def _asked(uow: UnitOfWork, mine: list[Membership]) -> Iterator[Task]:
    """Promises about the actor's home that were checked: is it fixed? Until they have answered."""
    homes = [m.place_id for m in mine if m.role == Role.RESIDENT]
    about = select(Home.commitment_id).where(Home.place_id.in_(homes))
    claims = select(func.max(Update.id)).where(Update.done).group_by(Update.commitment_id)
    answered = select(Confirmation.commitment_id).where(
        Confirmation.person_id == uow.me, Confirmation.update_id.in_(claims)
    )
    query = select(Commitment).where(
        Commitment.state == "confirming", Commitment.id.in_(about), Commitment.id.not_in(answered)
    )
    for c in uow.session.scalars(query.order_by(Commitment.window_ends_at).limit(MOST)).unique():
        by = calendar.local_day(c.window_ends_at) if c.window_ends_at else None
        yield Task(doors.path(Action.CONFIRMATION_GIVE, c.ref), titled(c), _l("Is it fixed? Your home is asked"), by)


def _ordered(uow: UnitOfWork) -> Iterator[Task]:
    """Supervision orders that wait for the actor's answer, the one with the first date first."""
    query = select(SupervisionOrder).where(SupervisionOrder.person_id == uow.me, SupervisionOrder.state == "issued")
    for order in uow.session.scalars(query.order_by(SupervisionOrder.due).limit(MOST)).unique():
        url, why = doors.path(Action.ORDER_REPLY, order.ref), _l("A supervision order waits for your answer")
        yield Task(url, titled(order.commitment), why, order.due, _word(order.due, calendar.local_day(uow.now)))


def _promised(uow: UnitOfWork) -> Iterator[Task]:
    """What the actor has to accept or to deliver, the latest first."""
    query = select(Commitment).where(Commitment.responsible_id == uow.me, Commitment.state.in_(OWED))
    new_first = query.order_by(Commitment.state.desc(), lists.due(), Commitment.id)
    for c in uow.session.scalars(new_first.limit(MOST)).unique():
        by, why = c.due, _l("You promised it: say how far it is")
        if c.state == "proposed":
            by = calendar.local_day(calendar.deadline(c.proposed_at, ladder.ACCEPT_WITHIN))
            why = _l("Accept it, or say what is wrong")
        word = _word(by, calendar.local_day(uow.now)) if c.state == "active" or by < calendar.local_day(uow.now) else ""
        yield Task(f"/commitments/{c.id}/officer", titled(c), why, by, word)


def _owed(uow: UnitOfWork) -> Iterator[Task]:
    """Questions that the actor was named to answer."""
    query = select(Comment.id).where(Comment.owed_by_id == uow.me, Comment.state == "shown")
    refs = [f"comment:{number}" for number in uow.session.scalars(query.order_by(Comment.id.desc()).limit(MOST))]
    for view in comments.views(uow, refs) if refs else ():
        if view.owed_by:
            yield Task(doors.path(Action.COMMENT_ANSWER, view.ref), view.body, _l("You owe an answer"))


def _to_check(uow: UnitOfWork, mine: list[Membership]) -> Iterator[Task]:
    """For verifiers: what other bodies reported done, and nobody has checked."""
    if not any(m.role == Role.VERIFIER for m in mine):
        return
    own = [m.organisation_id for m in mine if m.organisation_id]
    above = select(Organisation.parent_id).where(Organisation.id.in_(own), Organisation.parent_id.is_not(None))
    below = select(Organisation.id).where(Organisation.parent_id.in_(own))
    kin = or_(*(Commitment.organisation_id.in_(bodies) for bodies in (own, above, below)))
    query = select(Commitment).where(Commitment.state == "reported", ~kin)
    for c in uow.session.scalars(query.order_by(Commitment.reported_at).limit(MOST)).unique():
        by = calendar.local_day(calendar.deadline(c.reported_at, ladder.CHECK_WITHIN)) if c.reported_at else None
        word = _l("Late") if by is not None and by < calendar.local_day(uow.now) else ""
        yield Task(f"/commitments/{c.id}", titled(c), _l("Reported done: go and look"), by, word)


def _slipped(uow: UnitOfWork, mine: list[Membership]) -> Iterator[Task]:
    """For supervisors: how much is late in all bodies, and how often more time is asked for."""
    if not any(m.role == Role.SUPERVISOR for m in mine):
        return
    late = select(func.count(Commitment.id)).where(
        Commitment.state.in_(OWED), lists.due() < calendar.local_day(uow.now)
    )
    asked = select(func.count(Extension.id)).join(Commitment)
    asked = asked.where(Extension.state == "asked", Commitment.state == "active")
    overdue, asking = uow.session.execute(select(late.scalar_subquery(), asked.scalar_subquery())).one()
    if overdue:
        why = _ln("%(num)d commitment is late", "%(num)d commitments are late", overdue)
        yield Task("/oversight?why=overdue", _l("What slipped"), why, word=_l("Late"))
    if asking:
        why = _ln("%(num)d is waiting for your answer", "%(num)d are waiting for your answer", asking)
        yield Task("/oversight?why=extensions", _l("Who asks for more time"), why)


def _first(uow: UnitOfWork, mine: list[Membership]) -> Iterator[Task]:
    """In a new house: what to begin with."""
    if any(m.role == Role.ADMIN for m in mine) and uow.session.scalar(select(Organisation.id).limit(1)) is None:
        yield Task("/house", _l("Enter places, bodies and people"), _l("This house is new: begin here"))
    bodies = sorted(m.organisation_id for m in mine if m.role == Role.CONVENER and m.organisation_id)
    held = select(Consultation.id).where(Consultation.organisation_id.in_(bodies)).limit(1)
    if bodies and uow.session.scalar(held) is None:
        url = doors.path(Action.CONSULTATION_DRAFT, f"organisation:{bodies[0]}")
        yield Task(url, _l("Prepare the first consultation"), _l("Nobody is told before you announce it"))
