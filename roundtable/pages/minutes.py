"""The minutes of a table: settled first, then the words, then the votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from roundtable.comments import queries as comments
from roundtable.comments.authors import Author
from roundtable.comments.queries import CommentView
from roundtable.commitments.models import FIELDS, Statement
from roundtable.commitments.queries import told as commitments
from roundtable.commitments.queries.statements import speaker
from roundtable.commitments.queries.told import Told
from roundtable.consultations import format as formats
from roundtable.consultations.models import Consultation
from roundtable.core import clock, identity, things
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import UnitOfWork, reading
from roundtable.core.wording import day, listed
from roundtable.decisions import queries as decisions
from roundtable.documents import queries
from roundtable.documents.models import SECTIONS
from roundtable.documents.queries import MinutesView
from roundtable.pages import chain
from roundtable.pages.blueprint import pages
from roundtable.people import queries as people
from roundtable.places.models import Organisation
from roundtable.policy import Action
from roundtable.voting import queries as voting
from roundtable.voting.queries import PollView


@dataclass(frozen=True)
class Settled:
    """A line of what was settled. verdict: the seal in the margin, once there is one, and where it was put down."""

    words: Words
    note: Words = ""
    link: str = ""
    link_words: Words = ""
    verdict: str = ""
    verdict_url: str = ""


@dataclass(frozen=True)
class Speech:
    """Something said, by whom and when. badge: set apart as a statement or a commitment (solid)."""

    at: datetime
    who: Words
    words: Words
    kind: Words = ""
    badge: Words = ""
    solid: bool = False
    notes: list[Words] = field(default_factory=list)
    answers: list[Speech] = field(default_factory=list)


@pages.get("/c/<code>/minutes")
def minutes(code: str) -> str:
    """The minutes, or that they are not there yet. Those who write them see the draft, and what they can do."""
    with reading(identity.actor(), clock.now()) as uow:
        table = things.see(uow, f"consultation:{code}")
        found = queries.of(uow, table)
        seen = found is not None and things.may(uow, Action.MINUTES_SEE, found)
        about = _written(uow, table, queries.view(uow, found)) if found is not None and seen else {}
        return render_template(
            "documents/minutes.html",
            table=table,
            **chain.head(uow, table.ref, "words"),
            acts=_acts(uow, table, found),
            **({"it": None} | about),
        )


def _acts(uow: UnitOfWork, table: Consultation, found: Any) -> list[tuple[Action, str]]:
    """What the reader can do about them now, and to which thing."""
    if found is None or found.state == "draft":
        acts = [(Action.MINUTES_DRAFT, table)] if table.state in ("open", "paused", "closed") else []
        acts += [(Action.MINUTES_CORRECT, found)] if found is not None else []
        acts += [(Action.MINUTES_LOCK, found)] if found is not None and table.state == "closed" else []
    else:
        acts = [(Action.MINUTES_AMEND, found)]
    return [(action, thing.ref) for action, thing in acts if things.may(uow, action, thing)]


def _written(uow: UnitOfWork, table: Consultation, it: MinutesView) -> dict[str, Any]:
    body = uow.get(Organisation, table.organisation_id)
    host = table.host_id or table.convener_id
    recorder = table.recorder_id or host
    names = people.names(uow, [host, recorder])
    return {
        "it": it,
        "body": body.name,
        "format": formats.get(table.format).name,
        "host": names.get(host, ""),
        "recorder": names.get(recorder, ""),
        "seated": seated(it.sections["course"]),
        "settled": list(_settled(uow, it.sections)),
        "speeches": sorted(_speeches(uow, it.sections), key=lambda speech: speech.at),
        "votes": _votes(uow, it.sections),
        "course": _course(uow, it.sections["course"]),
        "headings": SECTIONS,
    }


def seated(course: Mapping[str, Any]) -> str:
    """`43: 34 residents and 9 officials`."""
    words = {
        "residents": lambda n: ngettext("%(num)d resident", "%(num)d residents", n),
        "officials": lambda n: ngettext("%(num)d official", "%(num)d officials", n),
    }
    sides = [words[side](number) for side, number in sorted(course["sides"].items(), reverse=True) if side in words]
    came = str(course["came"])
    return str(_("%(came)s: %(sides)s", came=came, sides=listed(sides))) if sides else came


def _settled(uow: UnitOfWork, sections: Mapping[str, Any]) -> Iterator[Settled]:
    for view in decisions.views(uow, sections["settled"]["decisions"]):
        note = f"{view.reached} · {view.decided_by}"
        if view.dissent:
            note += " · " + str(_("Disagreed: %(dissent)s", dissent=view.dissent))
        yield Settled(view.words, note, view.url, _("Who decided, and why"))
    named = {view.poll.ref for view in decisions.views(uow, sections["settled"]["decisions"]) if view.poll}
    for vote in _votes(uow, sections):
        if vote.outcome and vote.ref not in named:
            note = f"{vote.outcome.verdict} {vote.outcome.agreed}"
            yield Settled(vote.question, note, f"/polls/{vote.order}", _("The vote"))
    for promise in _promises(uow, sections):
        words = _("%(who)s promised: %(what)s by %(day)s.", who=_owner(promise), what=_what(promise), day=_due(promise))
        url = f"/commitments/{promise.id}"
        yield Settled(words, promise.word, url, _("The commitment"), promise.seal, f"{url}#verdict")
    for said, lacks in _statements(uow, sections):
        note = _("Missing: %(what)s. So it is a statement only.", what=listed([str(FIELDS[name]) for name in lacks]))
        yield Settled(_("%(who)s: “%(words)s”", who=speaker(said), words=said.words), note)


def _votes(uow: UnitOfWork, sections: Mapping[str, Any]) -> list[PollView]:
    return [view for view in voting.views(uow, sections["votes"]["polls"]) if view.outcome]


def _promises(uow: UnitOfWork, sections: Mapping[str, Any]) -> list[Told]:
    return commitments.views(uow, sections["settled"].get("commitments", []))


def _owner(promise: Told) -> str:
    return str(_("%(name)s, %(body)s", name=promise.who, body=promise.body))


def _what(promise: Told) -> str:
    return str(_("%(place)s: %(outcome)s", place=promise.place, outcome=promise.outcome))


def _due(promise: Told) -> str:
    return day(promise.due_original)


def _statements(uow: UnitOfWork, sections: Mapping[str, Any]) -> list[tuple[Statement, list[str]]]:
    """Statements that were no commitment when the minutes were drafted, with what they lacked then."""
    lacks = {said["ref"]: said["lacks"] for said in sections["settled"].get("statements", [])}
    return [(said, lacks[said.ref]) for said in things.many(uow, lacks).values()]


def _speeches(uow: UnitOfWork, sections: Mapping[str, Any]) -> Iterator[Speech]:
    support = {said["ref"]: said["support"] for said in sections["said"]["shown"]}
    for view in comments.views(uow, list(support)):
        stood = support[view.ref]
        yield Speech(
            at=view.at,
            who=said_by(view.author),
            words=view.body or view.became,
            kind=view.kind_word,
            notes=[ngettext("%(num)d supported this", "%(num)d supported this", stood)] if stood else [],
            answers=[_answer(reply) for reply in view.replies if reply.said_as == "answer" and reply.body],
        )
    for promise in _promises(uow, sections):
        yield Speech(promise.proposed_at, _owner(promise), _what(promise), badge=_("Commitment"), solid=True)
    for said, _lacks in _statements(uow, sections):
        yield Speech(said.at, speaker(said), said.words, badge=_("Statement"))


def _answer(reply: CommentView) -> Speech:
    return Speech(at=reply.at, who=said_by(reply.author), words=reply.body)


def said_by(author: Author) -> str:
    """`Seat 12`, a name where it may be known, or an official's name and office."""
    if author.official:
        return " · ".join(part for part in (author.name, author.office) if part)
    return author.name or str(_("Seat %(number)s", number=author.seat))


def _course(uow: UnitOfWork, course: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The items that were on, each with when it began and ended."""
    held = {item["ref"]: item for item in course["items"] if item["began"]}
    found = things.many(uow, held)
    return [
        {"title": found[ref].called, "began": _moment(item["began"]), "ended": _moment(item["ended"])}
        for ref, item in held.items()
        if ref in found
    ]


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
