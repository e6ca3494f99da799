"""Runs the timetable: a greenlet in the one-process default, or a process of its own; several do no harm."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from flask import Flask

from roundtable.core import clock
from roundtable.core.actions import perform
from roundtable.core.unit_of_work import SYSTEM, reading
from roundtable.timetable import TIMETABLE

log = logging.getLogger(__name__)
EVERY = 5.0  # seconds between looks


def sweep(now: datetime, limit: int = 100) -> int:
    """Do all that is due by now; how many acts were tried. A failing one is logged and does not stop the others."""
    tried = 0
    for due, action in TIMETABLE:
        with reading(SYSTEM, now) as uow:
            found = due(uow, limit)
        for ref, since in found:
            tried += 1
            try:
                perform(action, ref, {}, SYSTEM, f"{action}@{ref}@{since.isoformat()}", now)
            except Exception:
                log.exception("%s on %s", action, ref)
    return tried


def run(app: Flask, stop: threading.Event) -> None:
    """Until stopped."""
    while not stop.wait(EVERY):
        with app.app_context():
            sweep(clock.now())
