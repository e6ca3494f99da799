"""The supervisor's desk: what needs them, by why, by body, by words; and the same as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request
from flask_babel import lazy_gettext as _l

from roundtable.core import calendar, clock, identity, things
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import reading
from roundtable.documents.exports import safe
from roundtable.oversight import queries
from roundtable.oversight.queries import FILTERS, PAGE, Row
from roundtable.pages import chain
from roundtable.pages.blueprint import pages
from roundtable.places import queries as places
from roundtable.policy import Action

TABS: Mapping[str, Words] = {
    "": _l("All"),
    "overdue": _l("Overdue"),
    "disputed": _l("Disputed"),
    "check": _l("To check"),
    "stalled": _l("Silent"),
    "extensions": _l("More time"),
    "soon": _l("Due soon"),
}
LEVELS: tuple[Words, ...] = (_l("notice"), _l("chaser"), _l("letter"), _l("order"), _l("listed"))
COLUMNS = ("number", "place", "outcome", "body", "who", "due", "level", "why", "order")


@pages.get("/oversight")
def oversight() -> str:
    """`?why=` a filter, `?body=` an organisation's id, `?q=` words, `?page=` a number."""
    with reading(identity.actor(), clock.now()) as uow:
        things.see(uow, things.HOUSE, Action.OVERSIGHT_SEE)
        asked = _asked()
        everything = queries.rows(uow, body=asked["body"], said=asked["said"])
        rows = queries.filtered(everything, asked["chosen"])
        page, last = _page(len(rows))
        shown = rows[(page - 1) * PAGE : page * PAGE]
        return render_template(
            "oversight/queue.html",
            rows=shown,
            chains=chain.brief(uow, [row.ref for row in shown]),
            total=len(rows),
            today=calendar.local_day(uow.now),
            filters=_tabs(everything, asked),
            bodies=places.organisations(uow),
            levels=LEVELS,
            csv=_address(asked, "/oversight.csv"),
            **_turning(asked, page, last),
            **asked,
        )


def _turning(asked: dict[str, Any], page: int, last: int) -> dict[str, Any]:
    earlier = _address(asked, page=page - 1) if page > 1 else ""
    later = _address(asked, page=page + 1) if page < last else ""
    return {"page": page, "pages": last, "earlier": earlier, "later": later}


def _asked() -> dict[str, Any]:
    chosen = request.args.get("why", "")
    return {
        "chosen": chosen if chosen in FILTERS else "",
        "body": request.args.get("body", type=int),
        "said": request.args.get("q", "").strip()[:80],
    }


def _page(count: int) -> tuple[int, int]:
    last = max(-(-count // PAGE), 1)
    return min(max(request.args.get("page", 1, type=int), 1), last), last


def _tabs(everything: list[Row], asked: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "url": _address(asked | {"chosen": name}),
            "words": words,
            "number": len(queries.filtered(everything, name)),
            "current": name == asked["chosen"],
        }
        for name, words in TABS.items()
    ]


def _address(asked: dict[str, Any], path: str = "/oversight", page: int = 1) -> str:
    said = {"why": asked["chosen"], "body": asked["body"], "q": asked["said"], "page": page if page > 1 else None}
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{path}?{query}" if query else path


@pages.get("/oversight.csv")
def oversight_csv() -> Response:
    """The queue as a file (RFC 4180, UTF-8 with its mark, so that a spreadsheet reads the Chinese)."""
    with reading(identity.actor(), clock.now()) as uow:
        things.see(uow, things.HOUSE, Action.OVERSIGHT_SEE)
        asked = _asked()
        rows = queries.filtered(queries.rows(uow, body=asked["body"], said=asked["said"]), asked["chosen"])
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    lines.writerows([_cell(row, name) for name in COLUMNS] for row in rows)
    answer = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="oversight.csv"'
    return answer


def _cell(row: Row, name: str) -> str:
    value = getattr(row, name)
    return safe("; ".join(value) if isinstance(value, tuple) else str(value))
