"""Pages: what each asks of the database, costs and weighs, against a bare Flask "hello". `python -m bench.pages`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from roundtable import create_app
from roundtable.core.db import db
from roundtable.house import prepare

from .browsing import Browser, load
from .budgets import BUDGETS, Budget
from .house import Hall, settings
from .machine import free_port, running
from .report import machine, progress, ratio, result

SECONDS = 4.0  # for each page
FIRST, NEXT = ("visitor", "/c/TABLEB"), "/c/TABLEB/concern"


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each page")
    parser.add_argument("--pages", nargs="+", default=[budget.page for budget in BUDGETS])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        result(measure(Path(folder), asked.seconds, set(asked.pages)))


def measure(home: Path, seconds: float = SECONDS, pages: set[str] | None = None) -> dict[str, Any]:
    """The demo's pages, and the floor in the same run."""
    said, chosen = machine(), [b for b in BUDGETS if pages is None or b.page in pages]
    counts = demo(home, chosen)
    bare = hello(home, seconds)
    with Hall(home, "", [], []).open() as served:
        found = []
        for budget in chosen:
            progress(f"{budget.page}, as {budget.who} ...")
            cookie = cookie_of(served.port, budget.who)
            cost = load(served.port, served.pid, budget.page, cookie, seconds)
            times = {"times_the_floor": ratio(cost["cpu_ms"], bare["cpu_ms"])}
            found.append({"page": budget.page, "as": budget.who, **counts[budget], **cost, **times})
        visitor = Browser(served.port, cookie_of(served.port, FIRST[0]))
        weight = {"first_visit": visitor.visit(FIRST[1]), "next_page": visitor.visit(NEXT)}
    return said | {"seconds": seconds, "bare_flask": bare, "pages": found, "bytes": weight}


def demo(home: Path, chosen: list[Budget]) -> dict[Budget, dict[str, int]]:
    """Load the demo, and count what each page asks."""
    progress("The demo is loaded ...")
    app = create_app(settings(home))
    with redirect_stdout(sys.stderr):  # which is for JSON alone
        prepare(app)
    asked: list[str] = []
    with app.app_context():  # and not around the requests: what a browser stands for is kept in their own
        event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    counts = {budget: count(app.test_client(), budget, asked) for budget in chosen}
    with app.app_context():
        db.engine.dispose()
    return counts


def count(browser: FlaskClient, budget: Budget, asked: list[str]) -> dict[str, int]:
    """How many statements a page costs that was read before."""
    if budget.who != "visitor":
        browser.post(f"/demo/be/{budget.who}", headers={"Sec-Fetch-Site": "same-origin"})
    browser.get(budget.page)
    asked.clear()
    browser.get(budget.page)
    return {"queries": len(asked), "budget": budget.queries}


def hello(home: Path, seconds: float) -> dict[str, Any]:
    """The floor."""
    progress("A bare Flask hello ...")
    port = free_port()
    with running((sys.executable, "-m", "bench.hello", str(port)), os.environ, home / "hello.log", port) as pid:
        return load(port, pid, "/", "", seconds)


def cookie_of(port: int, who: str) -> str:
    """The cookie of one of the demo's people; a visitor has none."""
    browser = Browser(port)
    with suppress(RuntimeError):
        if who != "visitor":
            browser.be(who)
    return browser.cookie


if __name__ == "__main__":
    main()
