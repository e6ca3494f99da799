"""Seats: registering, sitting down, leaving; and what the host decides about somebody at the table."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from roundtable.core.actions import action
from roundtable.core.db import Thing
from roundtable.core.event_log import DESK, PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.people.models import Person
from roundtable.policy import Action

from .. import queries
from ..forms import ReasonForm, RegisterForm, SeatForm
from ..models import LIVE, Consultation, Ruling, Seat

SIGNS_IN = "it signs the browser in, which sets a cookie"


@action(
    Action.SEAT_TAKE,
    on="consultation",
    form=SeatForm,
    title=_l("Take a seat"),
    button=_l("Take a seat"),
    http_only=SIGNS_IN,
    signs_in=True,
)
def take(uow: UnitOfWork, table: Consultation, *, name: str = "") -> int:
    """Sit down; a visitor becomes a guest of this table, by a name. Returns the person's id.

    Who registered, or left, sits on the seat that is theirs.
    """
    if table.state not in LIVE:
        table.must_be_open()
    seat = _seat_for(uow, table, name)
    seat.state = "muted" if queries.silenced(uow, seat) else "seated"  # getting up and down again lifts no ruling
    seat.checked_in_at = seat.checked_in_at or uow.now
    _moved(uow, Action.SEAT_TAKE, seat)
    return seat.person_id


@action(
    Action.SEAT_REGISTER,
    on="consultation",
    form=RegisterForm,
    title=_l("Register"),
    button=_l("Register"),
    http_only=SIGNS_IN,
    signs_in=True,
)
def register(uow: UnitOfWork, table: Consultation, *, name: str = "") -> int:
    """Have a seat kept before the day. Returns the person's id."""
    table.must_be("announced")
    seat = _seat_for(uow, table, name)
    seat.state = "registered"
    uow.log(Action.SEAT_REGISTER, topic=table.topic, touched=[seat], audience=PUBLIC)
    return seat.person_id


def _seat_for(uow: UnitOfWork, table: Consultation, name: str) -> Seat:
    """The actor's own seat at the table, or the next one."""
    person = uow.session.get(Person, uow.actor.id) if uow.actor.id else None
    person = person or uow.add(Person(name=name, epoch=0))
    if (seat := queries.seat_of(uow, table, person.id)) is not None:
        return seat
    taken = uow.session.scalar(select(func.max(Seat.number)).where(Seat.consultation_id == table.id)) or 0
    body = people.office(uow, person.id)
    side = "officials" if body else "residents"
    return uow.add(
        Seat(
            table=table,
            person=person,
            number=taken + 1,
            at=uow.now,
            side=side,
            organisation_id=body,
            state="registered",
        )
    )


def _moved(uow: UnitOfWork, done: Action, seat: Seat, *besides: Thing) -> None:
    """Log a seat that was filled or emptied; the table too, when its quorum came or went with it."""
    uow.session.flush()
    here, quorum = queries.seated(uow, [seat.consultation_id]).get(seat.consultation_id, 0), seat.table.quorum
    crossed = [seat.table] if quorum is not None and here in (quorum, quorum - 1) else []
    uow.log(done, topic=seat.table.topic, touched=[seat, *besides, *crossed], audience=PUBLIC)
    uow.moved.add((seat.table.topic, f"seated-{seat.table.code}"))
    uow.theirs.add((seat.person_id, seat.table.topic))


@action(Action.SEAT_CHECK_IN, on="seat", title=_l("Check in"), button=_l("Check in"))
def check_in(uow: UnitOfWork, seat: Seat) -> None:
    """Who registered is here: they themselves say so, or the desk at the door."""
    if seat.table.state not in LIVE:
        seat.table.must_be_open()
    seat.move(Action.SEAT_CHECK_IN)
    seat.checked_in_at = seat.checked_in_at or uow.now
    _moved(uow, Action.SEAT_CHECK_IN, seat)


@action(Action.SEAT_LEAVE, on="seat", title=_l("Leave the table"), button=_l("Leave"))
def leave(uow: UnitOfWork, seat: Seat) -> None:
    """Get up; the seat stays theirs. Registered, they are not expected any more."""
    seat.table.must_be("announced", *LIVE)
    seat.move(Action.SEAT_LEAVE)
    _moved(uow, Action.SEAT_LEAVE, seat)


@action(Action.SEAT_MUTE, on="seat", form=ReasonForm, title=_l("Ask them to listen"), button=_l("Ask them to listen"))
def mute(uow: UnitOfWork, seat: Seat, *, reason: str) -> None:
    """They stay and hear and vote, but say nothing until the host lets them."""
    _rule(uow, seat, Action.SEAT_MUTE, "muted", reason)


@action(Action.SEAT_UNMUTE, on="seat", title=_l("Let them speak again"), button=_l("Let them speak again"))
def unmute(uow: UnitOfWork, seat: Seat) -> None:
    """They may speak again."""
    _rule(uow, seat, Action.SEAT_UNMUTE, "unmuted", "")


@action(Action.SEAT_REMOVE, on="seat", form=ReasonForm, title=_l("Ask them to leave"), button=_l("Ask them to leave"))
def remove(uow: UnitOfWork, seat: Seat, *, reason: str) -> None:
    """They leave the table and cannot sit down again as the same person; their lines drop."""
    _rule(uow, seat, Action.SEAT_REMOVE, "removed", reason)
    uow.dropped.add(seat.person_id)


def _rule(uow: UnitOfWork, seat: Seat, done: Action, said: str, reason: str) -> None:
    """Keep what the host decided and why, where the person reads it."""
    seat.table.must_be(*LIVE)
    seat.move(done)
    ruling = uow.add(Ruling(seat=seat, said=said, reason=reason, at=uow.now))
    _moved(uow, done, seat, ruling)
    uow.theirs.add((seat.person_id, seat.table.topic))


def renamed(uow: UnitOfWork, person_id: int) -> None:
    """Tell the tables at which somebody sits that they are called something else now."""
    query = select(Seat).join(Consultation).where(Seat.person_id == person_id, Consultation.state.in_(LIVE))
    for seat in uow.session.scalars(query).unique():
        uow.log(Action.PERSON_EDIT, topic=seat.table.topic, touched=[seat], audience=DESK)


def nameless(uow: UnitOfWork, person_id: int) -> None:
    """At every table where somebody ever sat, their seat is a number from now on."""
    for seat in uow.session.scalars(select(Seat).where(Seat.person_id == person_id)).unique():
        uow.log(Action.PERSON_ERASE, topic=seat.table.topic, touched=[seat], audience=DESK)
