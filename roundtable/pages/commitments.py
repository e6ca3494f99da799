"""The list of commitments, and the page of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from roundtable.commitments.models import Commitment
from roundtable.commitments.queries import lists
from roundtable.core import asked, clock, identity, things
from roundtable.core.errors import Words
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import reading
from roundtable.oversight import queries as orders
from roundtable.pages.blueprint import pages
from roundtable.pages.live import LivePage

TABS: Mapping[str, Words] = {
    "all": _l("All of them"),
    "open": _l("Under way"),
    "late": _l("Late"),
    "checked": _l("Being checked"),
    "ended": _l("Closed"),
}


@pages.get("/commitments")
def commitments() -> str:
    """All of them; `?state=` a group or a state, `?q=` words, `?page=` a number."""
    group, words = request.args.get("state", "all"), asked.words("q")[:80]
    with reading(identity.actor(), clock.now()) as uow:
        things.see(uow, things.HOUSE)
        found = lists.found(uow, group, words, request.args.get("page", 1, type=int))
        return render_template(
            "commitments/list.html",
            found=found,
            group=group,
            words=words,
            groups=_tabs(group, words, found),
            earlier=_address(group, words, found.page - 1) if found.page > 1 else "",
            later=_address(group, words, found.page + 1) if found.page < found.pages else "",
        )


def _tabs(group: str, words: str, found: lists.Found) -> list[dict[str, Any]]:
    rows = [
        {"url": _address(name, words), "words": said, "number": found.counts[name], "current": name == group}
        for name, said in TABS.items()
    ]
    if group in Commitment.WORDS:  # a single state, come to by its address
        rows.append({"url": _address(group, words), "words": Commitment.WORDS[group], "current": True})
    return rows


def _address(group: str, words: str, page: int = 1) -> str:
    asked = {"state": group if group != "all" else "", "q": words, "page": page if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/commitments?{query}" if query else "/commitments"


@pages.get("/commitments/<int:number>")
def commitment(number: int) -> str:
    """Who promised what by when; the claim beside the check; what residents say; all that happened."""
    with reading(identity.actor(), clock.now()) as uow:
        it: Commitment = things.see(uow, f"commitment:{number}")
        live = LivePage(uow, it.topic, Surface.TABLE)
        return render_template(
            "commitments/one.html",
            **live.context,
            it=it,
            chain=live.parts([it.ref], "chain"),
            parts=live.parts([it.ref], "commitment"),
            orders=live.parts(orders.of(uow, it)),
        )
