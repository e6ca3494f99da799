"""The table, for residents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from markupsafe import Markup

from roundtable.comments import models
from roundtable.comments import queries as comments
from roundtable.commitments.queries import statements
from roundtable.consultations import queries as consultations
from roundtable.consultations.codes import known
from roundtable.consultations.models import LIVE, Consultation
from roundtable.core import asked, clock, identity
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.decisions import queries as decisions
from roundtable.pages.announcement import announcement
from roundtable.pages.blueprint import pages
from roundtable.pages.live import LivePage
from roundtable.voting import queries as voting

Slot = Callable[[LivePage, UnitOfWork, Consultation], list[Markup]]


def _state(live: LivePage, _uow: UnitOfWork, table: Consultation) -> list[Markup]:
    return live.parts([table.ref], "consultation")


def _sit(live: LivePage, _uow: UnitOfWork, table: Consultation) -> list[Markup]:
    return live.parts([table.ref], "sit")


def _chain(live: LivePage, _uow: UnitOfWork, table: Consultation) -> list[Markup]:
    return live.parts([table.ref], "chain")


def _news(live: LivePage, uow: UnitOfWork, table: Consultation) -> list[Markup]:
    parts = live.parts(decisions.latest(uow, table), "news")
    return [Markup('<div id="news">%s</div>') % Markup("").join(parts)]


def _settled(live: LivePage, uow: UnitOfWork, table: Consultation) -> list[Markup]:
    parts = live.parts(decisions.at_table(uow, table), "decision")
    return [Markup(render_template("decisions/table_slot.html", parts=parts))]  # noqa: S704 - Jinja escaped it


def _stated(live: LivePage, uow: UnitOfWork, table: Consultation) -> list[Markup]:
    parts = live.parts(reversed(statements.at_table(uow, table)), "stated")
    return [Markup(render_template("commitments/table_slot.html", parts=parts))]  # noqa: S704 - Jinja escaped it


def _agenda(live: LivePage, _uow: UnitOfWork, table: Consultation) -> list[Markup]:
    return live.parts([table.ref], "items")


def _of_page(template: str) -> Slot:
    """What is no part: it is shown and hidden by what is the reader's own alone."""

    def slot(live: LivePage, _uow: UnitOfWork, table: Consultation) -> list[Markup]:
        return [Markup(render_template(template, it=table, live=live))]  # noqa: S704 - Jinja escaped it

    return slot


def _votes(live: LivePage, uow: UnitOfWork, table: Consultation) -> list[Markup]:
    return live.parts(voting.news(uow, table), "vote")


# What the other modules show at a table: place -> what is drawn there, in this order. Places: `now` (in the head: what
# is on, who speaks), `chain`, `slot` (under the head: an open poll), `above` (before what is said), `hand` (beside the
# kind of what one writes), `sit` (for who has no seat).
TABLE_SLOTS: dict[str, tuple[Slot, ...]] = {
    "now": (_state,),
    "chain": (_chain,),
    "slot": (_news, _votes),
    "above": (_agenda, _of_page("floor/_hand_forms.html"), _settled, _stated),
    "hand": (_of_page("floor/_hand.html"),),
    "sit": (_sit,),
}


@pages.get("/c/<code>")
def table(code: str) -> str:
    """What is on, what people say, and a place to say something.

    `?before=` and `?upto=` show earlier comments; scripts put the former above what is there.
    """
    with reading(identity.actor(), clock.now()) as uow:
        it = known(uow, code)
        if it.state not in LIVE and not (it.state in comments.ENDED and request.args.keys() & {"before", "upto"}):
            return announcement(uow, it)
        live = LivePage(uow, it.topic, Surface.TABLE)
        slots = {
            place: [part for slot in placed for part in slot(live, uow, it)] for place, placed in TABLE_SLOTS.items()
        }
        return render_template("pages/table.html", **live.context, it=it, slots=slots, **_said(live, uow, it))


def _said(live: LivePage, uow: UnitOfWork, it: Consultation) -> dict[str, Any]:
    before, upto = asked.number("before"), asked.number("upto")
    said = comments.at_table(uow, it, before=before, upto=upto)
    return {
        "comments": live.parts(said, "comment"),
        "earlier": comments.earlier(uow, it, said),
        "later": comments.later(uow, it, said) if (before, upto) != (None, None) else None,
        "kinds": models.KINDS.items(),
        "ruled": _ruled(uow, it),
    }


def _ruled(uow: UnitOfWork, it: Consultation) -> str:
    """Why the host asked the reader to listen or to leave, where they are."""
    seat = consultations.seat_of(uow, it, uow.actor.id)
    if seat is None or seat.state not in ("muted", "removed"):
        return ""
    return consultations.rulings(uow, seat)[-1].reason
