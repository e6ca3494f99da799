"""The page of a decision, and the timeline of a table."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from roundtable.consultations.models import Consultation
from roundtable.core import clock, identity, things
from roundtable.core.doors import path
from roundtable.core.errors import Missing
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.core.wording import day, iso
from roundtable.decisions import queries, timeline
from roundtable.decisions.models import Decision
from roundtable.decisions.timeline import DateView
from roundtable.pages import chain
from roundtable.pages.blueprint import pages
from roundtable.pages.live import LivePage
from roundtable.policy import Action


@pages.get("/c/<code>/decisions/<int:number>")
def decision(code: str, number: int) -> str:
    """What was settled, with who and why, and how it stood before it was corrected."""
    with reading(identity.actor(), clock.now()) as uow:
        it: Decision = things.see(uow, f"{Decision.kind}:{number}")
        if it.table.code != code:
            raise Missing
        return render_template(
            "decisions/one.html",
            it=queries.views(uow, [it.ref])[0],
            table=things.card(it.table),
            **chain.head(uow, it.ref),
            may_correct=things.may(uow, Action.DECISION_CORRECT, it),
        )


@pages.get("/c/<code>/timeline")
def dates(code: str) -> str:
    """What was done and what comes next; and, for those who organise it, what is not published yet."""
    with reading(identity.actor(), clock.now()) as uow:
        table = things.see(uow, f"consultation:{code}")
        works = things.may(uow, Action.TIMELINE_EDIT, table)
        return render_template(
            "decisions/timeline.html",
            ref=table.ref,
            code=table.code,
            table=things.card(table),
            **chain.head(uow, table.ref),
            dates=[row(view) for view in timeline.public(uow, table)],
            worked_on=timeline.worked_on(uow, table) if works else [],
            changes=len(timeline.unpublished(uow, table)) if works else 0,
            lacking=len(timeline.lacking(uow, table)) if works else 0,
            may_edit=works,
            may_publish=things.may(uow, Action.TIMELINE_PUBLISH, table),
        )


def settled_slot(live: LivePage, uow: UnitOfWork, table: Consultation) -> dict[str, Any]:
    """For decisions/desk_slot.html: what was settled, and where to write down another decision."""
    may = things.may(uow, Action.DECISION_RECORD, table)
    return {
        "parts": live.parts(queries.at_table(uow, table), "settled"),
        "url": path(Action.DECISION_RECORD, table.ref) if may else "",
    }


def row(view: DateView) -> dict[str, Any]:
    """A date for components/timeline.html. Nothing is called late here: the record says what is done."""
    notes = [_("planned for %(day)s", day=day(view.before)) if view.before else "", str(view.note)]
    said = " · ".join(note for note in (str(view.words), *notes) if note)
    return {
        "date": day(view.day),
        "iso": iso(view.day),
        "words": said,
        "url": view.url,
        "to_come": not view.done,
        "verdict": view.done and view.what == "closed",
    }
