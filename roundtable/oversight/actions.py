"""Supervision orders: issued, answered, looked at again, called back, closed (domain.md §4.5)."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.commitments.models import Commitment
from roundtable.core import calendar, links
from roundtable.core.actions import action
from roundtable.core.errors import Invalid, Refused
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action

from . import queries
from .forms import CallForm, IssueForm, RecheckForm, ReplyForm
from .models import OPEN, SupervisionOrder

FILES = "it carries a photo"


@action(
    Action.ORDER_ISSUE,
    on="commitment",
    form=IssueForm,
    title=_l("Issue a supervision order"),
    button=_l("Issue the order"),
)
def issue(uow: UnitOfWork, commitment: Commitment, *, words: str, due: date) -> int:
    """Order what was promised to be done by a date. Returns the order's id. Raises Refused while one is open."""
    commitment.must_be("proposed", "active", "reported")
    if due <= calendar.local_day(uow.now):
        raise Invalid({"due": [_("That day is over, or today. Give them a day to come.")]})
    there = select(SupervisionOrder.id)
    if uow.session.scalar(
        there.where(SupervisionOrder.commitment_id == commitment.id, SupervisionOrder.state.in_(OPEN))
    ):
        raise Refused("order_open", _l("There is an open order already. Close it before you issue another."))
    reason = queries.reason(uow, commitment)
    order = SupervisionOrder(commitment=commitment, reason=reason, words=words, due=due, state="issued")
    order.person_id, order.organisation_id = commitment.responsible_id, commitment.organisation_id
    order.issued_by_id, order.issued_at = uow.me, uow.now
    uow.add(order)
    links.link(uow, commitment, order, "order")
    uow.log(Action.ORDER_ISSUE, topic=order.topic, touched=[order, commitment], audience=PUBLIC, due=due, reason=reason)
    return order.id


@action(
    Action.ORDER_REPLY,
    on="order",
    form=ReplyForm,
    title=_l("Answer the supervision order"),
    button=_l("Send the answer"),
)
def reply(uow: UnitOfWork, order: SupervisionOrder, *, reply: str) -> None:
    """Say what was done about it."""
    order.move(Action.ORDER_REPLY)
    order.reply, order.replied_at = reply, uow.now
    _log(uow, Action.ORDER_REPLY, order)


@action(
    Action.ORDER_RECHECK,
    on="order",
    form=RecheckForm,
    http_only=FILES,
    title=_l("Looked at again: put right"),
    button=_l("It is put right"),
)
def recheck(uow: UnitOfWork, order: SupervisionOrder, *, note: str, photo: str | None) -> None:
    """Somebody of another body went there again and found it put right."""
    order.move(Action.ORDER_RECHECK)
    _looked(uow, order, note, photo)
    _log(uow, Action.ORDER_RECHECK, order)


@action(
    Action.ORDER_RETURN,
    on="order",
    form=RecheckForm,
    http_only=FILES,
    title=_l("Looked at again: not put right"),
    button=_l("It is not put right"),
)
def give_back(uow: UnitOfWork, order: SupervisionOrder, *, note: str, photo: str | None) -> None:
    """Somebody went there again and found it undone: the order stands, and its answer was none."""
    order.move(Action.ORDER_RETURN)
    _looked(uow, order, note, photo)
    _log(uow, Action.ORDER_RETURN, order)


def _looked(uow: UnitOfWork, order: SupervisionOrder, note: str, photo: str | None) -> None:
    order.recheck_note, order.recheck_photo = note, photo
    order.rechecked_by_id, order.rechecked_at = uow.me, uow.now


@action(
    Action.ORDER_CALL_BACK,
    on="order",
    form=CallForm,
    title=_l("Follow-up call"),
    button=_l("Keep the answer"),
)
def call_back(uow: UnitOfWork, order: SupervisionOrder, *, answer: str, note: str) -> None:
    """Ask those who are affected; the last call counts."""
    order.must_be("replied", "rechecked")
    order.call_answer, order.call_note = answer, note
    order.called_by_id, order.called_at = uow.me, uow.now
    _log(uow, Action.ORDER_CALL_BACK, order)


@action(Action.ORDER_CLOSE, on="order", title=_l("Close the supervision order"), button=_l("Close the order"))
def close(uow: UnitOfWork, order: SupervisionOrder) -> None:
    """End it: only after a re-check on site and a follow-up call. Raises Refused."""
    if order.state in OPEN and order.state != "rechecked":
        raise Refused("no_recheck", _l("Not closed: nobody has gone there again and found it put right."))
    if order.called_at is None:
        raise Refused("no_call", _l("Not closed: those who are affected have not been called yet."))
    if order.call_answer == "no":
        raise Refused("not_solved", _l("Not closed: those who are affected say that it is not solved."))
    order.move(Action.ORDER_CLOSE)
    order.closed_at = uow.now
    _log(uow, Action.ORDER_CLOSE, order)


def _log(uow: UnitOfWork, done: Action, order: SupervisionOrder) -> None:
    uow.log(done, topic=order.topic, touched=[order], audience=PUBLIC)
