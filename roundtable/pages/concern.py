"""A concern, and what became of it: the chain told forward, a sentence a knot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from roundtable.comments import queries as comments
from roundtable.comments.models import Comment
from roundtable.commitments.queries import told as commitments
from roundtable.commitments.queries.told import Told
from roundtable.consultations.models import Consultation
from roundtable.core import clock, identity, links, things
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.core.wording import HOME_ZONE, day, iso, short_day
from roundtable.decisions import queries as decisions
from roundtable.documents import queries as documents
from roundtable.pages import chain
from roundtable.pages.blueprint import pages
from roundtable.pages.minutes import said_by
from roundtable.voting import queries as voting
from roundtable.voting.queries import PollView


@dataclass(frozen=True)
class Knot:
    """A knot of the chain, told. verdict: the seal, once one is put down."""

    at: datetime
    name: Words
    words: Words
    url: str = ""
    link_words: Words = ""
    verdict: str = ""


def _decided(uow: UnitOfWork, refs: list[str]) -> Iterator[Knot]:
    for view in decisions.views(uow, refs):
        if view.state == "standing":
            words = _("Settled %(how)s: %(words)s", how=view.reached, words=view.words)
            yield Knot(view.at, _("Decision"), words, view.url, _("Who decided, and why"))


def _voted(uow: UnitOfWork, refs: list[str]) -> Iterator[Knot]:
    for view in voting.views(uow, refs):
        if view.outcome and view.closed_at:
            words = _("%(question)s %(head)s %(agreed)s", question=view.question, **_outcome(view))
            yield Knot(view.closed_at, chain.NAMES["vote"], words, f"/polls/{view.order}", _("The result"))


def _outcome(view: PollView) -> dict[str, str]:
    return {"head": view.outcome.verdict, "agreed": view.outcome.agreed} if view.outcome else {}


def _promised(uow: UnitOfWork, refs: list[str]) -> Iterator[Knot]:
    for view in commitments.views(uow, refs):
        if view.state != "contested":
            yield from _promise(view)


def _promise(view: Told) -> Iterator[Knot]:
    url, who = f"/commitments/{view.id}", _("%(name)s, %(body)s", name=view.who, body=view.body)
    due = _("%(who)s: %(what)s by %(day)s.", who=who, what=view.outcome, day=day(view.due_original))
    yield Knot(view.proposed_at, chain.NAMES["promise"], due, url, _("The commitment"))
    if view.check:
        who = _("%(name)s, %(body)s", name=view.check.who, body=view.check.body)
        found = _("as reported") if view.check.passed else _("not as reported")
        words = _("%(who)s checked on site: %(found)s.", who=who, found=found)
        yield Knot(view.check.at, chain.NAMES["check"], words, f"{url}#check", _("The check"))
    if view.closed_at:
        yield Knot(view.closed_at, chain.NAMES["verdict"], _verdict(view), verdict=view.seal)


def _verdict(view: Told) -> Words:
    """What the homes answered, where that is what closed it; else how it ended and, from a supervisor, why."""
    if view.reason:
        return _("%(word)s. %(reason)s", word=view.word, reason=view.reason)
    if view.answered is None:
        return view.word
    answered = ngettext("%(num)d home answered", "%(num)d homes answered", view.answered.homes)
    return _("%(answered)s, %(fixed)d said it is fixed.", answered=answered, fixed=view.answered.fixed)


# What each kind of thing on a chain has to tell. A module adds its own row.
TELLS: dict[str, Callable[[UnitOfWork, list[str]], Iterator[Knot]]] = {
    "poll": _voted,
    "decision": _decided,
    "commitment": _promised,
}


@pages.get("/concerns/<int:number>")
def concern(number: int) -> str:
    """What somebody said at a table, and what became of it."""
    with reading(identity.actor(), clock.now()) as uow:
        said: Comment = things.see(uow, f"{Comment.kind}:{number}")
        view = comments.views(uow, [said.ref])[0]
        return render_template(
            "documents/concern.html",
            it=view,
            by=said_by(view.author),
            title=view.body or view.became,
            table=things.card(said.table),
            rows=_told(uow, said.table, _with_linked(uow, [said.ref]), view.support),
            **chain.head(uow, said.ref, "concern"),
        )


@pages.get("/c/<code>/concern")
def matter(code: str) -> str:
    """The matter that a table was called for, and what became of it."""
    with reading(identity.actor(), clock.now()) as uow:
        table: Consultation = things.see(uow, f"consultation:{code}")
        at_table = [ref for find in chain.AT_TABLE for ref in find(uow, code)]
        return render_template(
            "documents/concern.html",
            it=None,
            by="",
            title=table.matter or table.title,
            table=things.card(table),
            at=table.announced_at or table.starts_at,
            rows=_told(uow, table, _with_linked(uow, at_table), 0),
            **chain.head(uow, table.ref, "concern"),
        )


def _with_linked(uow: UnitOfWork, refs: list[str]) -> list[str]:
    linked = [card.ref for found in links.chains(uow, refs).values() for _why, card in found]
    return list(dict.fromkeys([*refs, *linked]))


def _told(uow: UnitOfWork, table: Consultation, refs: list[str], support: int) -> list[dict[str, Any]]:
    """The rows for components/timeline.html, in the order in which it happened."""
    kinds = things.by_kind(refs)
    knots = [_words(uow, table, support)]
    for kind, tell in TELLS.items():
        knots += tell(uow, [f"{kind}:{key}" for key in kinds.get(kind, ())])
    return [_row(knot, table.zone or HOME_ZONE) for knot in sorted(knots, key=lambda knot: knot.at)]


def _words(uow: UnitOfWork, table: Consultation, support: int) -> Knot:
    words = str(_("Talked over at “%(title)s”.", title=table.title))
    if support:
        words += " " + str(ngettext("%(num)d supported it.", "%(num)d supported it.", support))
    if documents.is_locked(uow, table):
        return Knot(table.starts_at, _("Words"), words, f"/c/{table.code}/minutes", _("The minutes"))
    return Knot(table.starts_at, _("Words"), words, f"/c/{table.code}", _("The table"))


def _row(knot: Knot, zone: str) -> dict[str, Any]:
    link = {"url": knot.url, "words": knot.link_words} if knot.url else None
    when = {"date": short_day(knot.at, zone), "iso": iso(knot.at)}
    return {"name": knot.name, "words": knot.words, "link": link, "verdict": knot.verdict, **when}
