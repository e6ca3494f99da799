"""More time: asked for before the date, at most twice, at most half of what was promised (domain.md §4.4)."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from roundtable.commitments import ladder
from roundtable.commitments.forms import AskForm, GrantForm, RefuseForm
from roundtable.commitments.models import NOT_YET, Commitment, Extension
from roundtable.commitments.queries import proof
from roundtable.core.actions import action
from roundtable.core.errors import Invalid, Refused
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import day
from roundtable.policy import Action

from .progress import FILES

AT_MOST = 2


@action(
    Action.EXTENSION_ASK,
    on="commitment",
    form=AskForm,
    http_only=FILES,
    title=_l("Ask for more time"),
    button=_l("Ask for more time"),
)
def ask(uow: UnitOfWork, commitment: Commitment, *, reason: str, due: date, photo: str) -> int:
    """Ask a supervisor for a later date, while there is still time. Returns the extension's id. Raises Refused."""
    commitment.must_be("active")
    _in_time(uow, commitment)
    _not_too_often(uow, commitment)
    _not_too_late(commitment, due)
    asked = Extension(commitment=commitment, reason=reason, photo=photo, new_due=due, state="asked", asked_at=uow.now)
    uow.add(asked)
    uow.log(Action.EXTENSION_ASK, topic=commitment.topic, touched=[asked], audience=PUBLIC, new_due=due)
    return asked.id


@action(
    Action.EXTENSION_GRANT,
    on="extension",
    form=GrantForm,
    title=_l("Grant more time"),
    button=_l("Grant it"),
)
def grant(uow: UnitOfWork, extension: Extension, *, note: str | None) -> None:
    """Move the date that counts; the original one stays beside it. The ladder of lateness begins anew.

    Raises Refused where it was reopened meanwhile: then it is the date of doing it again that counts.
    """
    commitment = extension.commitment
    commitment.must_be("active")
    _not_reopened(commitment)
    _decide(uow, extension, Action.EXTENSION_GRANT, note)
    commitment.due_current = extension.new_due
    commitment.level, commitment.look_again_at = NOT_YET, ladder.next_look(commitment.due, NOT_YET)
    _log(uow, Action.EXTENSION_GRANT, extension, [extension, commitment])


@action(
    Action.EXTENSION_REFUSE,
    on="extension",
    form=RefuseForm,
    title=_l("Refuse more time"),
    button=_l("Refuse it"),
)
def refuse(uow: UnitOfWork, extension: Extension, *, note: str) -> None:
    """The date stands."""
    _decide(uow, extension, Action.EXTENSION_REFUSE, note)
    _log(uow, Action.EXTENSION_REFUSE, extension, [extension])


def _decide(uow: UnitOfWork, extension: Extension, how: Action, note: str | None) -> None:
    extension.move(how)
    extension.note, extension.decided_at, extension.decided_by_id = note, uow.now, uow.me


def _log(uow: UnitOfWork, how: Action, extension: Extension, touched: list[Extension | Commitment]) -> None:
    uow.log(how, topic=extension.topic, touched=touched, audience=PUBLIC, new_due=extension.new_due)


def _not_reopened(commitment: Commitment) -> None:
    if commitment.redo_due is not None:
        raise Refused("redo", _l("It was reopened. The date for doing it again cannot be moved."))


def _in_time(uow: UnitOfWork, commitment: Commitment) -> None:
    _not_reopened(commitment)
    if uow.now > commitment.deadline:
        raise Refused("too_late", _l("The date is over. More time can only be asked for before it."))


def _not_too_often(uow: UnitOfWork, commitment: Commitment) -> None:
    asked = [extension.state for extension in proof.extensions(uow, commitment)]
    if "asked" in asked:
        raise Refused("asked_already", _l("You have asked already. Wait for the answer."))
    if asked.count("granted") >= AT_MOST:
        raise Refused("twice", _l("More time was granted twice. That is all there is."))


def _not_too_late(commitment: Commitment, due: date) -> None:
    """Raises Invalid for a date that is no later one, or more than half of the original span away."""
    if due <= commitment.due_current:
        raise Invalid(
            {"due": [_("It is due on %(day)s already. Choose a later day.", day=day(commitment.due_current))]}
        )
    latest = commitment.due_original + commitment.span // 2
    if 2 * (due - commitment.due_original) > commitment.span:
        wrong = _("At most half of the time that was promised: until %(day)s.", day=day(latest))
        raise Invalid({"due": [wrong]})
