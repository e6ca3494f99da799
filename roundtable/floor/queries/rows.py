"""The rows of the floor: which item is on, who speaks, who waits, who has spoken how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.consultations import format as formats
from roundtable.consultations.models import AgendaItem, Consultation, Seat
from roundtable.core.errors import Refused
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.floor import timing
from roundtable.floor.models import Hand, Turn
from roundtable.floor.queue import Place, Waiting, order

HEARD = 5  # seconds: a shorter turn was a slip of the host's or of an empty chair, and nobody has spoken in it


@dataclass(frozen=True)
class Spoken:
    """How long somebody, or a side, has spoken: seconds of `turns` turns."""

    seconds: int = 0
    turns: int = 0

    def __add__(self, other: Spoken) -> Spoken:
        return Spoken(self.seconds + other.seconds, self.turns + other.turns)


def items(uow: UnitOfWork, table: Consultation) -> list[AgendaItem]:
    """The agenda, in order."""
    query = select(AgendaItem).where(AgendaItem.consultation_id == table.id)
    return list(uow.session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


def current_item(uow: UnitOfWork, table: Consultation) -> AgendaItem | None:
    """The item that is on."""
    query = select(AgendaItem).where(AgendaItem.consultation_id == table.id, AgendaItem.state == "current")
    return uow.session.scalars(query).first()


def turns(uow: UnitOfWork, table: Consultation) -> list[Turn]:
    """All turns at a table, in order."""
    return list(uow.session.scalars(select(Turn).where(Turn.consultation_id == table.id).order_by(Turn.id)))


def speaking(uow: UnitOfWork, table: Consultation) -> Turn | None:
    """The turn of whoever has the floor."""
    query = select(Turn).where(Turn.consultation_id == table.id, Turn.state.in_(("running", "paused")))
    return uow.session.scalars(query).first()


def hands(uow: UnitOfWork, table: Consultation) -> list[Hand]:
    """The hands that are up."""
    query = select(Hand).where(Hand.consultation_id == table.id, Hand.state == "up")
    return list(uow.session.scalars(query.order_by(Hand.id)))


def hand_of(uow: UnitOfWork, seat: Seat) -> Hand | None:
    """The hand of a seat, if it is up."""
    query = select(Hand).where(Hand.seat_id == seat.id, Hand.state == "up")
    return uow.once(("hand", seat.id), lambda: uow.session.scalars(query).first())


def ready(uow: UnitOfWork, seats: Iterable[Seat]) -> None:
    """Ask once which of these seats have their hand up."""
    ids = [seat.id for seat in seats]
    up = uow.session.scalars(select(Hand).where(Hand.seat_id.in_(ids), Hand.state == "up").order_by(Hand.id.desc()))
    found = {hand.seat_id: hand for hand in up.unique()}
    for number in ids:
        uow.keep(("hand", number), found.get(number))


def sitting(uow: UnitOfWork, table: Consultation, number: int) -> Seat:
    """The seat of that number, if somebody sits there who may speak. Raises Refused."""
    query = select(Seat).where(Seat.consultation_id == table.id, Seat.number == number)
    seat = uow.session.scalars(query).first()
    if seat is not None and seat.state == "muted":
        raise Refused("seat_muted", _l("Seat %(seat)s is asked to listen, and cannot be called.", seat=number))
    if seat is None or seat.state != "seated":
        raise Refused(
            "seat_empty", _l("Nobody sits at seat %(seat)s now. Nothing was done; choose another.", seat=number)
        )
    return seat


def spoken(taken: Iterable[Turn]) -> dict[int, Spoken]:
    """How long each seat has spoken in turns that are over, by the seat's id."""
    found: dict[int, Spoken] = {}
    for turn in taken:
        seconds = timing.used(turn, turn.ended_at) if turn.ended_at else 0
        if seconds >= HEARD:
            found[turn.seat_id] = found.get(turn.seat_id, Spoken()) + Spoken(seconds, 1)
    return found


def queue(uow: UnitOfWork, table: Consultation) -> list[Place]:
    """Everybody who waits, in the order of the rule, with the reasons."""
    return placed(table, hands(uow, table), turns(uow, table), current_item(uow, table))


def placed(table: Consultation, up: Iterable[Hand], taken: list[Turn], item: AgendaItem | None) -> list[Place]:
    """The same, from rows that are at hand."""
    before = spoken(taken)
    return order(
        [_waiting(hand, before.get(hand.seat_id, Spoken())) for hand in up],
        floor=item.floor if item else "all",
        alternate=formats.get(table.format).sides_alternate,
        last_side=taken[-1].seat.side if taken else "",
    )


def _waiting(hand: Hand, spoken: Spoken) -> Waiting:
    return Waiting(hand.id, hand.seat.number, hand.seat.side, hand.at, spoken.turns, spoken.seconds)
