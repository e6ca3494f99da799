"""Pages, made of the same parts that packets carry."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roundtable.comments import queries as comments
from roundtable.core import clock, event_log, identity, languages, things
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import VISITOR, UnitOfWork, reading
from roundtable.live import broadcaster, render
from roundtable.live.render import Mine
from roundtable.policy import Action

pages = Blueprint("pages", __name__)


@pages.get("/c/<code>")
def table(code: str) -> str:
    """The table, for residents. `?before=` shows earlier comments."""
    with reading(identity.actor(), clock.now()) as uow:
        it = things.see(uow, f"consultation:{code}")
        before = request.args.get("before", type=int)
        said = comments.at_table(uow, it, before=before)
        shown = live(uow, it.topic, Surface.TABLE)
        return render_template(
            "pages/table.html",
            **shown,
            it=it,
            head=drawn(uow, [it.ref], shown),
            comments=drawn(uow, said, shown),
            kinds=comments.KINDS.items(),
            earlier=comments.earlier(uow, it, said),
            may_post=things.may(uow, Action.COMMENT_POST, it),
            may_sit=things.may(uow, Action.SEAT_TAKE, it),
            may_host=things.may(uow, Action.CONSULTATION_DESK, it),
        )


def live(uow: UnitOfWork, topic: str, surface: Surface) -> dict[str, Any]:
    """What a live page needs: where the log stands as it is drawn, and what is the reader's own."""
    own = broadcaster.whose(uow, uow.actor.id, topic) if uow.actor.id else {}
    return {
        "topic": topic,
        "seq": event_log.head(uow.session, topic),  # before the rows are read: a packet too many is harmless
        "surface": surface,
        "now_ms": clock.millis(uow.now),
        "mine_json": own,
    }


def drawn(uow: UnitOfWork, refs: list[str], shown: dict[str, Any]) -> list[Any]:
    """The parts of these things as the page holds them, with what is the reader's own for those without scripts."""
    mine = Mine({name: frozenset(own) for name, own in shown["mine_json"].items() if isinstance(own, list)})
    parts = render.draw(uow, refs, shown["surface"], languages.current(), mine)
    return [html for html in parts.values() if html is not None]


@pages.get("/go/<ref>")
def go(ref: str) -> Any:
    """The page of a thing, by its name."""
    with reading(identity.actor(), clock.now()) as uow:
        return redirect(things.card(things.see(uow, ref)).url)


@pages.get("/lang/<lang>")
def lang(lang: str) -> Response:
    """Choose a language; it is remembered, and one is back where one was."""
    came = urlsplit(request.args.get("next") or request.referrer or "/")
    where = f"{came.path}?{came.query}" if came.query else came.path
    answer = redirect(where if where.startswith("/") and not where.startswith(("//", "/\\")) else url_for("pages.home"))
    answer.set_cookie(
        languages.COOKIE,
        languages.known(lang),
        max_age=31536000,
        samesite="Lax",
        secure=request.is_secure,
        httponly=True,
    )
    return answer


@pages.get("/")
def home() -> str:
    """Where everybody begins."""
    with reading(identity.actor(), clock.now()) as uow:
        things.see(uow, "house:1")
        return render_template("pages/home.html")


@pages.get("/healthz")
def healthz() -> str:
    """The process answers."""
    return "ok\n"


@pages.get("/readyz")
def readyz() -> str:
    """The process can serve: the database answers, and its tables are there."""
    with reading(VISITOR, clock.now()) as uow:
        things.find(uow, "house:1")
    return "ok\n"
