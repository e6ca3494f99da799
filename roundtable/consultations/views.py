"""Pages: the list of consultations, the way in by a code, one's own seat, the list of seats at the door."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roundtable import policy
from roundtable.core import clock, doors, identity, limits, things
from roundtable.core.headers import SAFE_METHODS
from roundtable.core.unit_of_work import reading
from roundtable.policy import Action

from . import queries
from .codes import NoSuchCode, known, tidied
from .models import LIVE, Consultation

views = Blueprint("consultations", __name__)
CODED = re.compile(r"/c/(?P<code>[^/]+)(?P<rest>.*)", re.DOTALL)
SEATING = ("do.seat_take", "do.seat_register")
DOOR_PAGE = 100  # seats on a page of the list at the door


@views.app_errorhandler(NoSuchCode)
def no_such_code(no: NoSuchCode) -> tuple[str, int]:
    """Says so, and lets it be typed again."""
    return render_template("consultations/join.html", code=no.code, refusal=no), no.status


@views.before_app_request
def one_way_to_write_a_code() -> Response | None:
    """`/c/tableb/record` is at `/c/TABLEB/record`."""
    found = CODED.fullmatch(request.path)
    if found is None or request.method not in SAFE_METHODS or found["code"] == tidied(found["code"]):
        return None
    asked = f"?{request.query_string.decode()}" if request.query_string else ""
    return redirect(f"/c/{tidied(found['code'])}{found['rest']}{asked}")


@views.before_app_request
def strangers_are_counted() -> None:
    """Who is nobody yet can be counted by their address alone, when they sit down by a code."""
    if request.endpoint in SEATING and request.method == "POST" and not limits.person_at_the_door():
        limits.spend("take_seat")


@views.before_app_request
def nobody_fills_in_a_form_for_a_seat_that_is_not_to_be_had() -> Response | None:
    """Before it opens and after it ends, a table's own page says what there is instead."""
    on = request.args.get("on", "")
    if request.endpoint != SEATING[0] or request.method not in SAFE_METHODS or not on.startswith("consultation:"):
        return None
    with reading(identity.actor(), clock.now()) as uow:
        table = things.see(uow, on)
        return None if table.state in LIVE else redirect(url_for("pages.table", code=table.code))


@views.get("/consultations")
def index() -> str:
    """What is on, to come and over. `?q=` words, `?state=` live, ahead or over, `?page=`."""
    words, shelf = request.args.get("q", "").strip(), request.args.get("state", "")
    with reading(identity.actor(), clock.now()) as uow:
        things.see(uow, things.HOUSE)
        found = queries.search(uow, words, shelf, request.args.get("page", 1, type=int))
        return render_template(
            "consultations/index.html",
            found=found,
            words=words,
            shelf=shelf if shelf in queries.SHELF_WORDS else "",
            shelves=queries.SHELF_WORDS,
            own=queries.own(uow),
            bodies=queries.convening(uow),
        )


@views.get("/join")
def join() -> Any:
    """The way in by a code: to the seat, where there is one to take; to the page that says what is the matter, else."""
    code = tidied(request.args.get("code", ""))
    if not code:
        return render_template("consultations/join.html", code="", refusal=None)
    with reading(identity.actor(), clock.now()) as uow:
        table = known(uow, code)
        sits = table.state in LIVE and things.may(uow, Action.SEAT_TAKE, table)
    page = url_for("pages.table", code=table.code)
    return redirect(f"{doors.path(Action.SEAT_TAKE, table.ref)}&back={page}" if sits else page)


@views.get("/c/<code>/seat")
def seat(code: str) -> str:
    """The reader's own seat, and what the host decided about it."""
    with reading(identity.actor(), clock.now()) as uow:
        table = known(uow, code)
        mine = queries.seat_of(uow, table, uow.actor.id)
        return render_template(
            "consultations/seat.html",
            it=table,
            seat=queries.seats(uow, [mine])[mine.id] if mine else None,
            rulings=queries.rulings(uow, mine) if mine else [],
            words=Consultation.WORDS,
        )


@views.get("/c/<code>/seats")
def seats(code: str) -> str:
    """Who registered, sits and left, for the desk: to check in at the door, to mute, to ask to leave. `?page=`"""
    with reading(identity.actor(), clock.now()) as uow:
        table = things.see(uow, f"consultation:{code}", Action.CONSULTATION_DESK)
        page = max(1, min(request.args.get("page", 1, type=int), 10_000))
        found = queries.seats_at(uow, table, (page - 1) * DOOR_PAGE, DOOR_PAGE + 1)
        held = things.roles(uow, table)
        return render_template(
            "consultations/seats.html",
            it=table,
            seats=list(queries.seats(uow, found[:DOOR_PAGE]).values()),
            more=len(found) > DOOR_PAGE,
            page=page,
            came=queries.attendance(uow, table),
            live=table.state in LIVE,
            may=lambda action: policy.permits(action, held),
        )
