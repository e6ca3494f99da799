"""The table, for residents."""

from __future__ import annotations

from flask import render_template, request

from roundtable.comments import models
from roundtable.comments import queries as comments
from roundtable.core import clock, identity, things
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import reading
from roundtable.pages.blueprint import pages
from roundtable.pages.live import LivePage
from roundtable.policy import Action


@pages.get("/c/<code>")
def table(code: str) -> str:
    """What is on, what people say, and a place to say something. `?before=` shows earlier comments."""
    with reading(identity.actor(), clock.now()) as uow:
        it = things.see(uow, f"consultation:{code}")
        live = LivePage(uow, it.topic, Surface.TABLE)
        said = comments.at_table(uow, it, before=request.args.get("before", type=int))
        return render_template(
            "pages/table.html",
            **live.context,
            it=it,
            head=live.parts([it.ref]),
            comments=live.parts(said),
            earlier=comments.earlier(uow, it, said),
            kinds=models.KINDS.items(),
            may_post=things.may(uow, Action.COMMENT_POST, it),
            may_sit=things.may(uow, Action.SEAT_TAKE, it),
            may_host=things.may(uow, Action.CONSULTATION_DESK, it),
        )
