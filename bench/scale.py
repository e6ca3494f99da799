"""How it scales: one worker beside two, and what a page costs as a house grows. `python -m bench.scale`.

Growth: people at a table, comments, rooms (tables that closed, and their record), each ten times as many as before.
"""

from __future__ import annotations

import argparse
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import flask_migrate
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from roundtable import create_app
from roundtable.core import clock
from roundtable.core.db import db
from roundtable.core.wording import local
from roundtable.demo.stage import Stage
from roundtable.policy import Action

from .browsing import load
from .databases import POSTGRES, postgres, url
from .house import Served, build, convene, say, settings, sit
from .machine import ROOT, free_port, running
from .report import machine, progress, ratio, result

SECONDS, FEW, TIMES, READ = 6.0, 10, 10, 5
PAGES = (
    "/",
    "/consultations",
    "/c/TABLEB",
    "/c/TABLEB/record",
    "/c/TABLEB/concern",
    "/c/TABLEB/screen",
    "/commitments",
)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of reading, for each number of workers")
    parser.add_argument(
        "--few", type=int, default=FEW, help="of each kind of thing, before there are ten times as many"
    )
    parser.add_argument("--growth-alone", action="store_true")
    asked = parser.parse_args()
    said = machine() | {"growth": growth(asked.few)}
    result(said if asked.growth_alone or not POSTGRES.exists() else said | {"workers": workers(asked.seconds)})


def growth(few: int) -> dict[str, Any]:
    """Each page before and after each kind of growth, on a house of its own."""
    return {name: grow(name, more, few) for name, more in GROWTH.items()}


def grow(name: str, more: Callable[[Stage, int], None], few: int) -> dict[str, Any]:
    """With few, and with ten times as many."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        app = create_app(settings(Path(folder)), TESTING=True)
        with app.app_context():
            flask_migrate.upgrade()
            stage = Stage(clock.now() - timedelta(hours=3))
            convene(stage)
        costs = []
        for number in (range(few), range(few, few * TIMES)):
            progress(f"{name}: up to {number.stop} ...")
            with app.app_context():
                for one in number:
                    more(stage, one)
            costs.append(read(app))
        with app.app_context():
            db.engine.dispose()
    return {page: compared(costs[0][page], costs[1][page]) for page in PAGES}


def compared(few: dict[str, float], many: dict[str, float]) -> dict[str, Any]:
    """Both, and the later by the earlier."""
    return {name: {"few": few[name], "many": many[name], "times": ratio(many[name], few[name])} for name in few}


def person(_stage: Stage, number: int) -> None:
    """One more at the table."""
    sit(number)


def comment(stage: Stage, number: int) -> None:
    """One more thing said, after the page is full of them."""
    for one in range(6):
        say(stage, number * 6 + one)


def room(stage: Stage, number: int) -> None:
    """One more table that was held and closed: rooms, and years of record."""
    when = local(stage.now + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    code = "HELD" + "ABCDEFGHJKLMNPQRSTUVWXYZ"[number // 24] + "ABCDEFGHJKLMNPQRSTUVWXYZ"[number % 24]
    table, on = f"consultation:{code}", f"organisation:{stage.bodies['street']}"
    said = {"title": f"The gate {number}", "matter": "It is shut at night", "address": "The square", "starts_at": when}
    offices = {"host_id": stage.people["host"], "recorder_id": stage.people["recorder"]}
    stage.act("convener", Action.CONSULTATION_DRAFT, on, code=code, **said, **offices)
    stage.act("convener", Action.CONSULTATION_ANNOUNCE, table, reason="It is shut")
    for action in (Action.CONSULTATION_OPEN, Action.CONSULTATION_CLOSE):
        stage.act("host", action, table)


GROWTH: dict[str, Callable[[Stage, int], None]] = {"people": person, "comments": comment, "rooms_and_record": room}


def read(app: Flask) -> dict[str, dict[str, float]]:
    """What each page costs now: questions, bytes before compression, milliseconds of computing (the middle of some)."""
    asked: list[str] = []

    def note(*said: Any) -> None:
        asked.append(said[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    found = {page: one_page(app.test_client(), page, asked) for page in PAGES}
    event.remove(engine, "before_cursor_execute", note)
    return found


def one_page(browser: FlaskClient, page: str, asked: list[str]) -> dict[str, float]:
    """One page, read some times."""
    browser.get(page)
    took, size = [], 0
    for _ in range(READ):
        asked.clear()
        began = time.process_time()
        size = len(browser.get(page).data)
        took.append(time.process_time() - began)
    return {"queries": len(asked), "bytes": size, "cpu_ms": round(median(took) * 1000, 1)}


def workers(seconds: float) -> dict[str, Any]:
    """The grown house with one process that serves, and with two: the same table's page, read by several."""
    found = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name, ExitStack() as services:
        folder = Path(name)
        more = {"DATABASE_URL": url(services.enter_context(postgres(folder / "pg")))}
        more |= {"REDIS_URL": services.enter_context(redis(folder))}
        build(folder, 50, more)
        for count in (1, 2):
            progress(f"{count} to serve ...")
            with gunicorn(folder, more, count) as served:
                cost = load(served.port, served.pid, "/c/TABLEB", "", seconds)
                del cost["cpu_ms"]  # of the process that watches the others: it has no part in the work
                found[str(count)] = cost
    of_two = ratio(found["2"]["requests_per_second"], found["1"]["requests_per_second"])
    return found | {"two_are_times_one": of_two}


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis of its own."""
    port = free_port()
    command = (shutil.which("redis-server") or "redis-server", "--port", str(port), "--save", "", "--dir", str(folder))
    with running(command, {}, folder / "redis.log", port):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def gunicorn(folder: Path, more: dict[str, str], count: int) -> Iterator[Served]:
    """The house as deploy/ starts it. pid: of the process that watches the others."""
    port = free_port()
    own = {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": str(count), "SECRET_KEY": secrets.token_hex(32)}
    command = (str(Path(sys.executable).parent / "gunicorn"), "--config", str(ROOT / "deploy/gunicorn.conf.py"))
    with running((*command, "wsgi:app"), settings(folder) | more | own, folder / "web.log", port) as pid:
        yield Served(port, pid)


if __name__ == "__main__":
    main()
