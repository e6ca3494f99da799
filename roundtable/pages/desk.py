"""The host's desk: the agenda, the floor, what people write, and the next act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template

from roundtable.consultations import queries as consultations
from roundtable.consultations.models import Consultation
from roundtable.core import clock, identity, things
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.pages import sorting
from roundtable.pages.blueprint import pages
from roundtable.pages.decision import settled_slot
from roundtable.pages.live import LivePage
from roundtable.pages.statements import statements_slot
from roundtable.policy import Action
from roundtable.voting import queries as voting

Slot = Callable[[LivePage, UnitOfWork, Consultation], dict[str, Any]]


def _votes(live: LivePage, uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    return {
        "questions": live.parts(voting.at_table(uow, table, drafts=True), "question"),
        "may": things.may(uow, Action.POLL_DRAFT, table),
    }


# What other modules show on the desk: name -> what their template has under that name, the parts in it drawn by
# LivePage.parts, so that packets bring the very same. templates/pages/desk.html says where each template stands.
DESK_SLOTS: dict[str, Slot] = {
    "sorting": sorting.column,
    "statements": statements_slot,
    "settled": settled_slot,
    "votes": _votes,
}


@pages.get("/c/<code>/desk")
def desk(code: str) -> str:
    """For those who run the table."""
    with reading(identity.actor(), clock.now()) as uow:
        it = things.see(uow, f"consultation:{code}", Action.CONSULTATION_DESK)
        live = LivePage(uow, it.topic, Surface.DESK)
        slots = {name: slot(live, uow, it) for name, slot in DESK_SLOTS.items()}
        return render_template(
            "pages/desk.html",
            **live.context,
            it=it,
            table=consultations.views(uow, [it.ref])[0],
            runs=things.may(uow, Action.TURN_CALL, it),
            slots=slots,
            **slots,
        )
