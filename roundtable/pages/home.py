"""Where everybody begins, and the small addresses of the house."""

from __future__ import annotations

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from roundtable.core import clock, doors, identity, languages, things
from roundtable.core.actions import perform
from roundtable.core.unit_of_work import reading
from roundtable.pages import demo
from roundtable.pages.blueprint import pages
from roundtable.pages.front import now, story, verdicts, waiting
from roundtable.policy import Action

YEAR = 31536000  # seconds that a choice is remembered


@pages.get("/")
def home() -> str:
    """The first page. Its queries are as many however much there is."""
    with reading(identity.actor(), clock.now()) as uow:
        things.see(uow, things.HOUSE)
        return render_template(
            "pages/home.html",
            now=now.now(uow),
            anything=now.anything(uow),
            anybody=now.anybody(uow),
            tasks=waiting.tasks(uow),
            story=story.kept(uow),
            verdicts=verdicts.latest(uow),
            seats=demo.four(uow) if current_app.config["DEMO"] else [],
        )


@pages.get("/go/<ref>")
def go(ref: str) -> Response:
    """The page of a thing, by its name."""
    with reading(identity.actor(), clock.now()) as uow:
        return redirect(things.card(things.see(uow, ref)).url)


@pages.get("/lang/<lang>")
def lang(lang: str) -> Response:
    """Choose a language; it is remembered, also for what is mailed, and one is back where one was."""
    wanted, who = languages.known(lang), identity.standing()
    if who and who.account and who.lang != wanted:
        on = f"person:{who.person}"
        perform(Action.PERSON_CHOOSE_LANGUAGE, on, {"lang": wanted}, identity.actor(), "", clock.now())
    return remembered(languages.COOKIE, wanted)


@pages.get("/text/<size>")
def text(size: str) -> Response:
    """Choose large or normal text, for browsers without scripts."""
    return remembered("text", "large" if size == "large" else "normal")


def remembered(name: str, value: str) -> Response:
    """Keep a choice in a cookie and go back to our own page that it was made on."""
    answer = redirect(doors.own(request.args.get("next") or request.referrer) or url_for("pages.home"))
    answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    return answer
