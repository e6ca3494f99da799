"""The desk's column of comments: to sort, to read out, owed."""

from __future__ import annotations

from itertools import chain
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l

from roundtable.comments import queries as comments
from roundtable.comments import sorting
from roundtable.consultations.models import Consultation
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.pages.live import LivePage

TABS = {"sorting": _l("To sort"), "reading": _l("To read out"), "owing": _l("Owed")}


def column(live: LivePage, uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    """For comments/desk_column.html: the tabs, each with its rows; `?tab=` says which one is seen."""
    asked = request.args.get("tab", "")
    current = asked if asked in TABS else "sorting"
    lists = sorting.on_desk(uow, table)
    # the three lists, and the column of statements beside them, show some of the same comments
    live.look([*chain.from_iterable(lists.values()), *comments.at_table(uow, table)], "answering")
    live.look(chain.from_iterable(lists.values()), "sorting")
    return {
        "tabs": [
            {
                "name": name,
                "words": TABS[name],
                "url": f"?tab={name}",
                "current": name == current,
                "number": live.parts([table.ref], f"{name}-number"),
                "parts": live.parts(refs, name),
            }
            for name, refs in lists.items()
        ]
    }
