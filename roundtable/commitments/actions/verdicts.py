"""A supervisor ends what cannot be kept, with the reason in public; residents reply beside it (domain.md §4.3)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.commitments.forms import CloseForm, ReplyForm, SupersedeForm
from roundtable.commitments.models import FOUND, SIGNED, Closing, Commitment, Reply
from roundtable.commitments.queries import people
from roundtable.core import links, things
from roundtable.core.actions import action
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action


@action(
    Action.COMMITMENT_CLOSE,
    on="commitment",
    form=CloseForm,
    title=_l("Close it: partly kept, or not kept"),
    button=_l("Close it with this verdict"),
)
def close(uow: UnitOfWork, commitment: Commitment, *, verdict: str, reason: str) -> int:
    """End it as partly kept or not kept, wherever it stands. Returns the closing's id. Raises Refused if it has ended.

    An open supervision order stays: it ends by a re-check and a follow-up call, whatever becomes of the promise.
    """
    commitment.move(Action.COMMITMENT_CLOSE, to=verdict)
    closing = _ended(uow, commitment, reason, None)
    touched = [commitment, closing]
    uow.log(Action.COMMITMENT_CLOSE, topic=commitment.topic, touched=touched, audience=PUBLIC, verdict=verdict)
    return closing.id


@action(
    Action.COMMITMENT_SUPERSEDE,
    on="commitment",
    form=SupersedeForm,
    title=_l("Another commitment takes its place"),
    button=_l("Replace it"),
)
def supersede(uow: UnitOfWork, commitment: Commitment, *, successor: int, reason: str) -> int:
    """End it, since another one takes its place; the chain leads from one to the other, and its history stays.

    Returns the closing's id. Raises Refused unless the other one is signed for and open: else nobody would owe it.
    """
    commitment.move(Action.COMMITMENT_SUPERSEDE)
    other: Commitment = things.find(uow, f"{Commitment.kind}:{successor}", lock=False)
    other.must_be(*SIGNED)
    closing = _ended(uow, commitment, reason, other)
    links.link(uow, commitment, other, "superseded by")
    touched = [commitment, closing, other]
    uow.log(Action.COMMITMENT_SUPERSEDE, topic=commitment.topic, touched=touched, audience=PUBLIC, by=other.ref)
    return closing.id


def _ended(uow: UnitOfWork, commitment: Commitment, reason: str, successor: Commitment | None) -> Closing:
    commitment.closed_at, commitment.look_again_at = uow.now, None
    closing = Closing(commitment=commitment, reason=reason, by_id=uow.me, at=uow.now)
    closing.successor_id = successor.id if successor else None
    return uow.add(closing)


@action(
    Action.REPLY_GIVE,
    on="commitment",
    form=ReplyForm,
    title=_l("Reply to the verdict"),
    button=_l("Publish the reply"),
)
def reply(uow: UnitOfWork, commitment: Commitment, *, words: str) -> int:
    """Say what you think of a supervisor's verdict: it stands beside the reason. A second one replaces the first.

    Returns the reply's id. Raises Refused where no supervisor has closed it.
    """
    commitment.must_be(*FOUND)
    mine = select(Reply).where(Reply.commitment_id == commitment.id, Reply.person_id == uow.me)
    said = uow.session.scalars(mine).first() or Reply(commitment=commitment, person_id=uow.me)
    said.by_raiser = uow.me in people.raisers(uow, commitment)
    said.words, said.at = words, uow.now
    uow.add(said)
    uow.log(Action.REPLY_GIVE, topic=commitment.topic, touched=[said], audience=PUBLIC)
    return said.id
