"""What needs a supervisor: all concerns of all bodies, one row a commitment, the most pressing first, why in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext as _n
from sqlalchemy import func, select

from roundtable.commitments.models import Commitment
from roundtable.commitments.queries import people, queue
from roundtable.commitments.queries.queue import Concern
from roundtable.core import calendar, things
from roundtable.core.errors import Words
from roundtable.core.things import Card, Kind
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import day
from roundtable.policy import Action, Role

from .drafting import ANSWERS, draft, fix_by
from .models import OPEN, SupervisionOrder

BY_HISTORY = ("troubled", "returned")  # reasons for an order whatever the date
ANEW = (queue.troubled, queue.returned)  # they count what happened since the last order was closed
ORDER_FROM = 5  # working days overdue from which an order is proposed (level 3)
LISTED = 4
PAGE = 30
Why = Callable[[Concern], str]


def _missed(c: Concern) -> str:
    return str(_n("order missed by %(num)d working day", "order missed by %(num)d working days", c.days))


def _overdue(c: Concern) -> str:
    return str(_n("%(num)d working day overdue", "%(num)d working days overdue", c.days))


def _stalled(c: Concern) -> str:
    return str(_n("not a word for %(num)d day", "not a word for %(num)d days", c.days))


# reason -> what it says; in the order of urgency
WHY: Mapping[str, Why] = {
    "missed": _missed,
    "troubled": lambda _c: _("reopened or found undone twice"),
    "returned": lambda _c: _("sent back three times before"),
    "overdue": _overdue,
    "answered": lambda _c: _("the order is answered: go and look again"),
    "unchecked": lambda c: _("reported done, the check was due on %(day)s", day=day(c.since)),
    "unaccepted": lambda c: _("not accepted by %(day)s", day=day(c.since)),
    "disputed": lambda _c: _("contested by the one responsible"),
    "asking": lambda _c: _("asks for more time"),
    "stalled": _stalled,
    "soon": lambda c: _("due on %(day)s", day=day(c.since)),
}
SOURCES = (
    queue.overdue,
    queue.unchecked,
    queue.unaccepted,
    queue.disputed,
    queue.asking,
    queue.stalled,
)
FILTERS: Mapping[str, tuple[str, ...]] = {
    "overdue": ("missed", "overdue"),
    "disputed": ("troubled", "returned", "disputed"),
    "check": ("unchecked", "answered"),
    "stalled": ("stalled", "unaccepted"),
    "extensions": ("asking",),
    "soon": ("soon",),
}


@dataclass(frozen=True)
class Row:
    """A commitment in the queue."""

    ref: str
    url: str
    version: int
    number: str
    outcome: str
    place: str
    who: str
    body: str
    word: Words
    due: date
    level: int  # of the ladder; 3: an order is out or proposed, 4: its date was missed
    why: tuple[str, ...]
    reasons: tuple[str, ...]
    order: str  # the name of the open order, if there is one
    proposal: str  # the words of the order that the program proposes
    fix_by: date


@dataclass(frozen=True)
class OrderView:
    """An order as the commitment's page shows it."""

    ref: str
    order: int
    version: int
    state: str
    word: Words
    words: str
    due: date
    body: str
    issued_at: datetime
    reply: str | None
    replied_at: datetime | None
    recheck_note: str | None
    recheck_photo: str | None
    rechecked_at: datetime | None
    answer_word: Words
    called_at: datetime | None
    closed_at: datetime | None


def concerns(uow: UnitOfWork) -> dict[str, list[Concern]]:
    """All that needs a look, by commitment, the most pressing reason first."""
    settled = _settled(uow)
    found = [concern for source in SOURCES for concern in source(uow)] + _of_orders(uow)
    found += [concern for source in ANEW for concern in source(uow, settled)]
    known = {concern.ref for concern in found}
    found += [concern for concern in queue.soon(uow) if concern.ref not in known]
    rows: dict[str, list[Concern]] = {}
    for concern in sorted(found, key=lambda c: (list(WHY).index(c.reason), -c.days)):
        rows.setdefault(concern.ref, []).append(concern)
    return rows


def _settled(uow: UnitOfWork) -> dict[int, datetime]:
    """When the last order on each commitment was closed, by the commitment's id.

    Level 3 of domain.md §4.5 is reached by something that happens: five working days pass, it is reopened a second
    time. The order answers that, and closes only when somebody of another body found it put right and those affected
    were called. So the count begins anew with the closing, and not with the issuing: what fails under an open order is
    that order's own matter, and its missed date the next level's.
    """
    query = select(SupervisionOrder.commitment_id, func.max(SupervisionOrder.closed_at))
    closed = query.where(SupervisionOrder.state == "closed").group_by(SupervisionOrder.commitment_id)
    return uow.once("settled", lambda: {number: at for number, at in uow.session.execute(closed) if at})


def _of_orders(uow: UnitOfWork) -> list[Concern]:
    """Open orders whose date is over, and those whose answer waits for somebody to look."""
    today = calendar.local_day(uow.now)
    found = []
    for order in uow.session.scalars(select(SupervisionOrder).where(SupervisionOrder.state.in_(OPEN))).unique():
        ref = order.commitment.ref
        if order.due < today:
            late = calendar.working_days_between(order.due, today)
            found.append(Concern(ref, "missed", order.due, late))
        if order.state == "replied" and order.replied_at:
            found.append(Concern(ref, "answered", calendar.local_day(order.replied_at), 0))
    return found


def rows(uow: UnitOfWork, *, body: int | None = None, said: str = "") -> list[Row]:
    """The queue, the most pressing first; of one body, or with these words in it."""
    found = concerns(uow)
    there, orders = things.many(uow, found), _open_orders(uow)
    made = (_row(uow, c, found[ref], orders.get(c.id, "")) for ref, c in _in_order(found, there))
    return [row for row in made if (body is None or there[row.ref].organisation_id == body) and _has(row, said)]


def filtered(rows: list[Row], chosen: str) -> list[Row]:
    """Those of one filter; all of them for none."""
    return [row for row in rows if chosen not in FILTERS or set(row.reasons) & set(FILTERS[chosen])]


def _in_order(found: Mapping[str, list[Concern]], there: Mapping[str, Commitment]) -> list[tuple[str, Commitment]]:
    return [(ref, there[ref]) for ref in found if ref in there]


def _has(row: Row, said: str) -> bool:
    text = f"{row.number} {row.outcome} {row.place} {row.who} {row.body}".lower()
    return all(word in text for word in said.lower().split())


def _open_orders(uow: UnitOfWork) -> dict[int, str]:
    query = select(SupervisionOrder.commitment_id, SupervisionOrder.id).where(SupervisionOrder.state.in_(OPEN))
    return {commitment: f"order:{number}" for commitment, number in uow.session.execute(query)}


def _row(uow: UnitOfWork, c: Commitment, why: list[Concern], order: str) -> Row:
    due_for_order = not order and proposed(uow, c, why)
    return Row(
        **{name: getattr(c, name) for name in ("ref", "version", "number", "outcome", "due")},
        url=f"/commitments/{c.id}",
        place=c.place_words,
        who=c.responsible.name,
        body=c.organisation.name,
        word=Commitment.WORDS[c.state],
        level=_level(uow, c, why, order),
        why=tuple(WHY[concern.reason](concern) for concern in why),
        reasons=tuple(concern.reason for concern in why),
        order=order,
        proposal=draft(c) if due_for_order else "",
        fix_by=fix_by(calendar.local_day(uow.now)),
    )


def proposed(uow: UnitOfWork, c: Commitment, why: list[Concern]) -> bool:
    """Whether the program proposes an order (level 3 of domain.md §4.5): five working days overdue, or by history."""
    return any(concern.reason in BY_HISTORY or _days_anew(uow, c, concern) >= ORDER_FROM for concern in why)


def _days_anew(uow: UnitOfWork, c: Commitment, concern: Concern) -> int:
    """Working days overdue; where an order was closed in that time, those since then."""
    if concern.reason != "overdue":
        return 0
    closed = _settled(uow).get(c.id)
    start = max(concern.since, calendar.local_day(closed)) if closed else concern.since
    return calendar.working_days_between(start, calendar.local_day(uow.now))


def _level(uow: UnitOfWork, c: Commitment, why: list[Concern], order: str) -> int:
    if any(concern.reason == "missed" for concern in why):
        return LISTED
    return 3 if order or proposed(uow, c, why) else max(c.level, 0)


def reason(uow: UnitOfWork, commitment: Commitment) -> str:
    """The most pressing reason why a commitment is in the queue; `asked` where it is not in it."""
    found = concerns(uow).get(commitment.ref)
    return found[0].reason if found else "asked"


def of(uow: UnitOfWork, commitment: Commitment) -> list[str]:
    """Names of the orders on a commitment, oldest first."""
    query = select(SupervisionOrder.id).where(SupervisionOrder.commitment_id == commitment.id)
    return [f"order:{number}" for number in uow.session.scalars(query.order_by(SupervisionOrder.id))]


def views(uow: UnitOfWork, refs: list[str]) -> list[OrderView]:
    """Orders, to be drawn."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found = uow.session.scalars(
        select(SupervisionOrder).where(SupervisionOrder.id.in_(ids)).order_by(SupervisionOrder.id)
    )
    return [_view(order) for order in found.unique()]


def _view(o: SupervisionOrder) -> OrderView:
    made = ("order", "word", "body", "answer_word")
    same = {name: getattr(o, name) for name in OrderView.__dataclass_fields__ if name not in made}
    answer = ANSWERS.get(o.call_answer or "", "")
    return OrderView(**same, order=o.id, word=o.WORDS[o.state], body=o.organisation.name, answer_word=answer)


def card(order: SupervisionOrder) -> Card:
    """An order's card leads to its commitment."""
    url = f"/commitments/{order.commitment_id}#order-{order.id}"
    return Card(order.ref, order.topic, order.words[:80], order.state, url, order.issued_at)


def roles(uow: UnitOfWork, order: SupervisionOrder) -> frozenset[Role]:
    """What the actor is to the commitment that it is about."""
    return people.roles(uow, order.commitment)


things.register(
    Kind(
        SupervisionOrder,
        card,
        Action.ORDER_SEE,
        roles,
        within=lambda order: order.commitment.ref,
        words=SupervisionOrder.WORDS,
        ready=lambda uow, orders: people.ready(uow, [order.commitment for order in orders]),
    )
)
