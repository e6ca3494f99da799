"""A poll's own page: the ballot, the look at it before it is cast, the result."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from roundtable.core import clock, identity, things
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.pages import chain
from roundtable.pages.blueprint import pages
from roundtable.pages.live import LivePage
from roundtable.policy import Action
from roundtable.voting import queries as voting
from roundtable.voting.forms import BallotForm
from roundtable.voting.models import Poll


def _on_the_chain(uow: UnitOfWork, code: str) -> list[str]:
    return voting.at_table(uow, things.find(uow, f"consultation:{code}"))


chain.AT_TABLE.append(_on_the_chain)


@pages.route("/polls/<int:number>", methods=["GET", "POST"])
def poll(number: int) -> str:
    """The ballot, or what it came to. A choice that is posted is shown once more before it is cast.

    It is posted, though nothing changes by it, since a choice in an address would stand in logs and histories.
    """
    with reading(identity.actor(), clock.now()) as uow:
        it = things.see(uow, f"poll:{number}")
        if it.state == "draft":
            return _draft(uow, it)
        live = LivePage(uow, it.table.topic, Surface.TABLE)
        looked = _look(uow, it) if request.method == "POST" else {}
        return render_template(
            "voting/review.html" if looked else "voting/poll.html",
            **live.context,
            **looked,
            it=voting.views(uow, [it.ref])[0],
            knots=chain.knots(uow, it.ref),
            part=live.parts([it.ref], "poll"),
            unchosen=request.method == "POST",
        )


def _look(uow: UnitOfWork, it: Poll) -> dict[str, Any]:
    """What is shown of a choice before it is cast; nothing where there is none, or nothing to be cast any more."""
    form = BallotForm(request.form)
    form.prepare(uow, it)
    if not form.validate() or it.state != "open" or not things.may(uow, Action.BALLOT_CAST, it):
        return {}
    if it.closes_at is None or it.opened_at is None:
        return {"form": form}
    left, span = it.closes_at - uow.now, it.closes_at - it.opened_at
    return {
        "form": form,
        "ends": clock.millis(it.closes_at),
        "left": left.total_seconds(),
        "span": span.total_seconds(),
    }


def _draft(uow: UnitOfWork, it: Poll) -> str:
    """The question as the desk prepares it."""
    view = voting.views(uow, [it.ref])[0]
    return render_template("voting/draft.html", it=view, may_open=things.may(uow, Action.POLL_OPEN, it))
