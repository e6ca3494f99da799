"""The projector: what the whole room looks at."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, request, url_for

from roundtable.consultations.models import Consultation
from roundtable.core import clock, identity, things
from roundtable.core.qr import QrCode, qr
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.pages import wall
from roundtable.pages.blueprint import pages
from roundtable.pages.desk import Slot
from roundtable.pages.live import LivePage
from roundtable.voting import queries as voting


def _votes(live: LivePage, uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    return {"scenes": live.parts(voting.news(uow, table), "asked")}


# What other modules show on the wall. A slot gives parts under one or both of these names:
#   scenes   parts with data-list="scenes": each fills the wall, and the first of the list is shown (a poll, a result)
#   beside   parts with data-list="beside": what stands by the speaker; again the first is shown (a question read out)
# data-order says what is more to the point, the lowest first; the floor itself has 90 in both. Slots stand here in the
# order of their parts.
SCREEN_SLOTS: dict[str, Slot] = {"votes": _votes, "said": wall.said}


@pages.get("/c/<code>/screen")
def screen(code: str) -> str:
    """For the projector in the room, or a large window."""
    with reading(identity.actor(), clock.now()) as uow:
        it = things.see(uow, f"consultation:{code}")
        live = LivePage(uow, it.topic, Surface.SCREEN)
        slots = [slot(live, uow, it) for slot in SCREEN_SLOTS.values()]
        return render_template(
            "pages/screen.html",
            **live.context,
            it=it,
            scenes=[part for slot in slots for part in slot.get("scenes", ())],
            beside=[part for slot in slots for part in slot.get("beside", ())],
            join=join(code),
        )


def join(code: str) -> QrCode:
    """The address of a table as a code to scan: by the name that people type, where one is set."""
    base = current_app.config.get("PUBLIC_URL") or request.host_url.rstrip("/")
    return qr(base + url_for("pages.table", code=code))
