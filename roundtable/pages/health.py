"""What watches over the house asks here: whether it answers, whether it can serve, and its numbers."""

from __future__ import annotations

import hmac

from flask import Response, abort, current_app, request
from sqlalchemy import func, select

from roundtable.core import clock, metrics, things
from roundtable.core.event_log import Entry
from roundtable.core.unit_of_work import SYSTEM, VISITOR, UnitOfWork, reading
from roundtable.notifications.queries import backlog
from roundtable.pages.blueprint import pages
from roundtable.timetable import CHORES, TIMETABLE

MOST_DUE = 1000  # acts of a kind that are counted; beyond, it is late in any case


@pages.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/readyz")
def readyz() -> Response:
    """The process can serve: the database answers, and its tables are there."""
    with reading(VISITOR, clock.now()) as uow:
        things.find(uow, things.HOUSE)
    return Response("ok\n", mimetype="text/plain")


@pages.get("/metrics")
def numbers() -> Response:
    """For Prometheus, which shows the token that the house was given; there is no such page without one."""
    token = current_app.config["SETTINGS"].metrics_token
    if token is None:
        abort(404)
    shown = request.headers.get("Authorization", "").encode()
    if not hmac.compare_digest(shown, f"Bearer {token}".encode()):
        abort(403)
    with reading(SYSTEM, clock.now()) as uow:
        return Response(metrics.text(counted(uow)), content_type="text/plain; version=0.0.4; charset=utf-8")


def counted(uow: UnitOfWork) -> dict[str, tuple[str, float]]:
    """What is counted from the rows: name -> (what it is, how many)."""
    newest = uow.session.scalar(select(func.max(Entry.at)))
    waiting, oldest = backlog(uow)
    due = sum(len(find(uow, MOST_DUE)) for find, _action in (*TIMETABLE, *CHORES))
    return {
        "newest_entry_timestamp_seconds": ("When the record was last written to.", newest.timestamp() if newest else 0),
        "mails_waiting": ("Mails that are to be sent.", waiting),
        "oldest_mail_seconds": ("How long the oldest of them has waited.", oldest),
        "acts_due": ("Acts that time has come for and that no worker has done.", due),
    }
