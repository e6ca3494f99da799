"""What the worker does with deliveries: takes one, and notes how it went. Between the two the mail is sent.

Taking one is a conditional update, so that of several workers one sends it. A worker that ends between sending and
noting leaves a delivery that looks unsent; it is sent once more after a while, under the same Message-ID.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select, update

from roundtable.core.actions import action
from roundtable.core.db import changed
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.places.models import House
from roundtable.policy import Action

from .forms import OutcomeForm
from .models import GIVEN_UP, WAITING, Delivery

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEASE = 10 * MINUTE  # how long a worker may take for one mail before it counts as ended
PAUSES = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 24 * HOUR)  # after each try in vain
REMEMBERED = timedelta(days=90)
PRIVATE = "who is written to is their own affair; what the mail tells of is on the record"


@action(Action.DELIVERY_TAKE, on="house", crowd=True, no_entry=PRIVATE)
def take(uow: UnitOfWork, _house: House) -> int | None:
    """Take the mail that has waited longest, for a while; its delivery's id, None when nothing is due.

    What should have gone by now and could not is given up first: old news misleads.
    """
    waiting = Delivery.state == WAITING
    late = update(Delivery).where(waiting, Delivery.until < uow.now)
    uow.session.execute(late.values(state=GIVEN_UP, reason="it could not be sent in time"))
    query = select(Delivery.id).where(waiting, Delivery.look_again_at <= uow.now).order_by(Delivery.look_again_at)
    if (one := uow.session.scalar(query.limit(1).with_for_update(skip_locked=True))) is None:
        return None
    mine = update(Delivery).where(Delivery.id == one, waiting, Delivery.look_again_at <= uow.now)
    took = mine.values(look_again_at=uow.now + LEASE, tries=Delivery.tries + 1)
    return one if changed(uow.session, took) else None


@action(Action.DELIVERY_NOTE, on="house", form=OutcomeForm, crowd=True, no_entry=PRIVATE)
def note(uow: UnitOfWork, _house: House, *, delivery: int, outcome: str, reason: str | None) -> None:
    """Note how it went with a mail: gone, or once more after a pause, or never."""
    tries = uow.get(Delivery, delivery).tries
    said: dict[str, object] = {"state": outcome, "reason": reason or None}
    if outcome == WAITING and tries <= len(PAUSES):
        said["look_again_at"] = uow.now + PAUSES[tries - 1]
    elif outcome == WAITING:
        said["state"] = GIVEN_UP
    uow.session.execute(update(Delivery).where(Delivery.id == delivery).values(said))


def forget(uow: UnitOfWork, person_id: int) -> None:
    """Forget all that somebody was written, and what still waits to be sent to them."""
    uow.session.execute(delete(Delivery).where(Delivery.person_id == person_id))


def sweep(uow: UnitOfWork) -> int:
    """Forget whom was written to long ago; how many mails."""
    return changed(uow.session, delete(Delivery).where(Delivery.at < uow.now - REMEMBERED))
