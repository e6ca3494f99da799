"""All that happened to a commitment, a sentence each, told from its record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from roundtable.commitments.models import Commitment
from roundtable.core import event_log, things
from roundtable.core.event_log import PUBLIC, Entry
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import day
from roundtable.people import queries as people
from roundtable.policy import Action


@dataclass(frozen=True)
class Line:
    """A sentence of the history."""

    at: datetime
    words: str
    verdict: bool


@dataclass(frozen=True)
class Told:
    """What a sentence is made of: the entry, who acted, and the things that it touched as they are now."""

    who: str
    facts: Mapping[str, Any]
    commitment: Commitment
    touched: Mapping[str, Any]

    def of(self, kind: str) -> Any:
        """The touched thing of a kind."""
        return next(thing for thing in self.touched.values() if thing.kind == kind)

    def on(self, fact: str) -> str:
        """A date among the facts, as people write it."""
        return day(date.fromisoformat(self.facts[fact]))


def _quoted(words: str) -> str:
    return str(_(" “%(words)s”", words=words)) if words else ""


def _looked(told: Told) -> str:
    due = told.on("due")
    levels = {
        0: _("Reminder: due on %(day)s.", day=due),
        1: _("Not done by %(day)s. A chaser went out.", day=due),
        2: _("Not done by %(day)s. A letter went to the unit.", day=due),
    }
    return str(levels[told.facts["level"]])


def _counted(told: Told) -> str:
    f = told.facts
    homes = ngettext("%(num)d home asked", "%(num)d homes asked", f["homes"])
    return str(
        _(
            "The week for answers is over. %(homes)s, %(n)d answered, %(y)d said it is fixed.",
            homes=homes,
            n=f["answered"],
            y=f["fixed"],
        )
    )


def _asked(told: Told) -> str:
    return str(
        ngettext(
            "%(num)d home asked to confirm by %(day)s.",
            "%(num)d homes asked to confirm by %(day)s.",
            told.facts["homes"],
            day=told.on("until"),
        )
    )


def _reopened(told: Told) -> str:
    if told.facts["by"] == "raiser":
        return str(_("Who raised it says it is not fixed. Reopened, to be done by %(day)s.", day=told.on("redo_due")))
    return str(_("Too many homes say it is not fixed. Reopened, to be done by %(day)s.", day=told.on("redo_due")))


def _closed(told: Told) -> str:
    found = {
        "partial": _("Closed by supervision: partly kept."),
        "unfulfilled": _("Closed by supervision: not kept."),
    }
    return str(found[told.facts["verdict"]]) + _quoted(told.of("closing").reason)


SAYS: dict[Action, Callable[[Told], str]] = {
    Action.COMMITMENT_PROPOSE: lambda t: _("Written down at “%(table)s”.", table=t.commitment.table.title),
    Action.COMMITMENT_NAME_HOMES: lambda t: ngettext(
        "%(num)d home is affected.", "%(num)d homes are affected.", t.facts["homes"]
    ),
    Action.COMMITMENT_ACCEPT: lambda t: _("%(who)s accepted it and signed.", who=t.who),
    Action.COMMITMENT_CONTEST: lambda t: (
        _("%(who)s contested it; it is a statement again.", who=t.who) + _quoted(t.commitment.contest_words or "")
    ),
    Action.COMMITMENT_UPDATE: lambda t: _("%(who)s reported progress.", who=t.who) + _quoted(t.of("update").words),
    Action.COMMITMENT_REPORT: lambda t: _("%(who)s reported it done.", who=t.who) + _quoted(t.of("update").words),
    Action.COMMITMENT_VERIFY: lambda t: _("%(who)s checked on site: as reported.", who=t.who),
    Action.COMMITMENT_REJECT: lambda t: (
        _("%(who)s checked on site: not as reported.", who=t.who) + _quoted(t.of("verification").note)
    ),
    Action.COMMITMENT_REOPEN: _reopened,
    Action.COMMITMENT_FULFIL: lambda _t: _("Closed: kept."),
    Action.COMMITMENT_LAPSE: lambda _t: _("Closed: not confirmed by residents. Silence is never yes."),
    Action.COMMITMENT_CLOSE: _closed,
    Action.COMMITMENT_SUPERSEDE: lambda t: (
        _("Closed by supervision: another commitment takes its place.") + _quoted(t.of("closing").reason)
    ),
    Action.REPLY_GIVE: lambda _t: _("A resident replied to the verdict."),
    Action.COMMITMENT_LOOK_AGAIN: _looked,
    Action.MILESTONE_ADD: lambda t: _("Milestone added:") + _quoted(t.of("milestone").name),
    Action.MILESTONE_FINISH: lambda t: _("Milestone done:") + _quoted(t.of("milestone").name),
    Action.EVIDENCE_ADD: lambda _t: _("A photo was added."),
    Action.EXTENSION_ASK: lambda t: (
        _("%(who)s asked for time until %(day)s.", who=t.who, day=t.on("new_due")) + _quoted(t.of("extension").reason)
    ),
    Action.EXTENSION_GRANT: lambda t: _(
        "More time until %(day)s. The original date stays in sight.", day=t.on("new_due")
    ),
    Action.EXTENSION_REFUSE: lambda t: _("No more time; the date stands.") + _quoted(t.of("extension").note or ""),
    Action.CONFIRMATION_OPEN: _asked,
    Action.CONFIRMATION_CLOSE: _counted,
}
VERDICTS = (Action.COMMITMENT_FULFIL, Action.COMMITMENT_LAPSE, Action.COMMITMENT_CLOSE)


def lines(uow: UnitOfWork, commitment: Commitment) -> tuple[Line, ...]:
    """The public history of a commitment, newest first. What residents answered is told by number only."""
    entries = [e for e in event_log.since(uow.session, commitment.topic, 0) if e.action in SAYS and _is_its_own(e)]
    touched = things.many(uow, {ref for entry in entries for ref in entry.touched})
    who = people.names(uow, {_person(entry) for entry in entries})
    return tuple(
        Line(entry.at, _sentence(entry, commitment, who, touched), entry.action in VERDICTS)
        for entry in reversed(entries)
    )


def _is_its_own(entry: Entry) -> bool:
    return entry.audience == PUBLIC and "of" not in entry.facts  # an echo tells of something else


def _person(entry: Entry) -> int:
    kind, _colon, key = entry.actor.partition(":")
    return int(key) if kind == "person" else 0


def _sentence(entry: Entry, commitment: Commitment, who: dict[int, str], touched: dict[str, Any]) -> str:
    mine = {ref: touched[ref] for ref in entry.touched if ref in touched}
    return str(SAYS[Action(entry.action)](Told(who.get(_person(entry), ""), entry.facts, commitment, mine)))
