"""Acts on the way: milestones, updates, photos, and the report that it is done."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from roundtable.commitments.forms import EvidenceForm, MilestoneForm, ProgressForm, ReportForm
from roundtable.commitments.models import OPEN, Commitment, Evidence, Milestone, Update
from roundtable.commitments.queries import people, proof
from roundtable.core.actions import action
from roundtable.core.errors import Invalid, Refused
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.core.wording import listed
from roundtable.policy import Action

FILES = "it carries a photo"


@action(Action.MILESTONE_ADD, on="commitment", form=MilestoneForm, title=_l("Add a milestone"), button=_l("Add it"))
def add_milestone(uow: UnitOfWork, commitment: Commitment, *, name: str, due: date) -> int:
    """Put a step on the way, not after the date of the whole. Returns its id. Raises Invalid.

    Once it is signed, only who has to deliver it adds one: nobody else changes what somebody put their name to.
    """
    commitment.must_be("proposed", "active")
    if commitment.state == "active" and uow.me != commitment.responsible_id:
        raise Refused("signed", _l("It is signed. Only the person responsible can add a milestone now."))
    if due > commitment.due:
        raise Invalid({"due": [_("The whole is due before that. Choose an earlier day.")]})
    milestone = uow.add(Milestone(commitment=commitment, name=name, due=due))
    uow.log(Action.MILESTONE_ADD, topic=commitment.topic, touched=[milestone], audience=PUBLIC)
    return milestone.id


@action(Action.MILESTONE_FINISH, on="milestone", title=_l("This milestone is done"), button=_l("Done"))
def finish_milestone(uow: UnitOfWork, milestone: Milestone) -> None:
    """Say that a step is done. Raises Refused."""
    milestone.commitment.must_be("active")
    if milestone.done_at is not None:
        raise Refused("done_already", _l("This milestone is done already."))
    milestone.done_at = uow.now
    uow.log(Action.MILESTONE_FINISH, topic=milestone.topic, touched=[milestone], audience=PUBLIC)


@action(
    Action.COMMITMENT_UPDATE,
    on="commitment",
    form=ProgressForm,
    http_only=FILES,
    title=_l("Report progress"),
    button=_l("Report progress"),
)
def update(
    uow: UnitOfWork, commitment: Commitment, *, finished: list[int], photo: str | None, words: str | None
) -> int:
    """Say how far it is: steps done, a photo, a sentence; one of these at least. Returns the update's id."""
    commitment.must_be("active")
    if not (finished or photo or words):
        raise Invalid({"words": [_("Write a sentence, add a photo or tick what is done.")]})
    done = _finish(uow, commitment, finished)
    said = _said(uow, commitment, words or "", photo, done=False)
    uow.log(Action.COMMITMENT_UPDATE, topic=commitment.topic, touched=[said, *done], audience=PUBLIC)
    return said.id


@action(
    Action.COMMITMENT_REPORT,
    on="commitment",
    form=ReportForm,
    http_only=FILES,
    title=_l("Report it done"),
    button=_l("Report it done"),
)
def report(uow: UnitOfWork, commitment: Commitment, *, finished: list[int], photo: str | None, words: str) -> int:
    """Claim that it is done: each step is, and a photo shows it, taken since it was last given back if it ever was.

    It waits for a verifier of another body then.

    Returns the id of the claim. Raises Invalid.
    """
    commitment.move(Action.COMMITMENT_REPORT)
    done = _finish(uow, commitment, finished)
    if left := proof.unfinished(uow, commitment):
        names = listed([step.name for step in left])
        raise Invalid({"finished": [_("Not all is done yet: %(names)s. Tick what is done.", names=names)]})
    shown = [_evidence(uow, commitment, "after", photo, words)] if photo else []
    if not shown and not proof.shows(uow, commitment, "after", since=commitment.active_since):
        raise Invalid({"photo": [_("Add a photo that shows it done.")]})
    claim = _said(uow, commitment, words, None, done=True)
    commitment.reported_at, commitment.look_again_at, commitment.window_ends_at = uow.now, None, None
    touched = [commitment, claim, *shown, *done]
    uow.log(Action.COMMITMENT_REPORT, topic=commitment.topic, touched=touched, audience=PUBLIC)
    return claim.id


@action(
    Action.EVIDENCE_ADD,
    on="commitment",
    form=EvidenceForm,
    http_only=FILES,
    title=_l("Add a photo"),
    button=_l("Add it"),
)
def add_evidence(uow: UnitOfWork, commitment: Commitment, *, side: str, photo: str, caption: str) -> int:
    """Show how it was or how it is. Who raised it may show how it was. Returns the photo's id. Raises Invalid."""
    commitment.must_be(*OPEN)
    if side == "after" and uow.me != commitment.responsible_id and uow.me in people.raisers(uow, commitment):
        raise Invalid({"side": [_("You can show how it was before. How it is after is shown by who did it.")]})
    shown = _evidence(uow, commitment, side, photo, caption)
    uow.log(Action.EVIDENCE_ADD, topic=commitment.topic, touched=[shown], audience=PUBLIC)
    return shown.id


def _finish(uow: UnitOfWork, commitment: Commitment, finished: list[int]) -> list[Milestone]:
    done = [step for step in proof.unfinished(uow, commitment) if step.id in finished]
    for step in done:
        step.done_at = uow.now
    uow.session.flush()
    return done


def _said(uow: UnitOfWork, commitment: Commitment, words: str, photo: str | None, *, done: bool) -> Update:
    said = Update(commitment=commitment, author_id=uow.me, words=words, photo=photo, done=done, at=uow.now)
    return uow.add(said)


def _evidence(uow: UnitOfWork, commitment: Commitment, side: str, photo: str, caption: str) -> Evidence:
    shown = Evidence(commitment=commitment, author_id=uow.me, side=side, photo=photo, caption=caption[:120], at=uow.now)
    return uow.add(shown)
