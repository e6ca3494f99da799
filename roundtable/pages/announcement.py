"""A consultation's own page while nobody sits at it: what it is, when and where, and what to do next."""

from __future__ import annotations

from flask import render_template

from roundtable import policy
from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation
from roundtable.core import calendar, things
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action


def announcement(uow: UnitOfWork, it: Consultation) -> str:
    """The page of a table in any state but open and paused."""
    held = things.roles(uow, it)
    seat = consultations.seat_of(uow, it, uow.actor.id)
    return render_template(
        "consultations/announcement.html",
        it=consultations.sheet(uow, it),
        may=lambda action: policy.permits(action, held),
        seat=consultations.seats(uow, [seat])[seat.id] if seat else None,
        missing=consultations.missing(uow, it) if it.state == "draft" else [],
        today=calendar.local_day(uow.now) >= calendar.local_day(it.starts_at),
        desk=Action.CONSULTATION_DESK,
    )
