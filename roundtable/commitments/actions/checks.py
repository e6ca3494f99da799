"""The check on site, by somebody of another body."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from roundtable.commitments.forms import RejectForm, VerifyForm
from roundtable.commitments.models import Commitment, Verification
from roundtable.commitments.queries import proof
from roundtable.core.actions import action
from roundtable.core.errors import Missing
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.people import queries as people
from roundtable.policy import Action, Role

from .progress import FILES
from .promise import again


@action(
    Action.COMMITMENT_VERIFY,
    on="commitment",
    form=VerifyForm,
    http_only=FILES,
    title=_l("I was there: it is as reported"),
    button=_l("Confirm what was reported"),
)
def verify(uow: UnitOfWork, commitment: Commitment, *, note: str, photo: str) -> int:
    """Say that the claim is true, with what was seen and a photo. Returns the verification's id."""
    commitment.move(Action.COMMITMENT_VERIFY)
    found = _found(uow, commitment, note, photo, passed=True)
    uow.log(Action.COMMITMENT_VERIFY, topic=commitment.topic, touched=[commitment, found], audience=PUBLIC)
    return found.id


@action(
    Action.COMMITMENT_REJECT,
    on="commitment",
    form=RejectForm,
    http_only=FILES,
    title=_l("I was there: it is not as reported"),
    button=_l("Give it back"),
)
def reject(uow: UnitOfWork, commitment: Commitment, *, note: str, photo: str | None) -> int:
    """Say what of the claim is not true: it is given back, and counts as a false completion. Returns the id."""
    commitment.move(Action.COMMITMENT_REJECT)
    again(commitment, uow)
    found = _found(uow, commitment, note, photo, passed=False)
    uow.log(Action.COMMITMENT_REJECT, topic=commitment.topic, touched=[commitment, found], audience=PUBLIC)
    return found.id


def _found(uow: UnitOfWork, commitment: Commitment, note: str, photo: str | None, *, passed: bool) -> Verification:
    claim = proof.claim(uow, commitment)
    if claim is None:
        raise Missing
    body = min(people.bodies(uow, Role.VERIFIER))  # the policy let in only who verifies for a body
    found = Verification(commitment=commitment, update_id=claim.id, verifier_id=uow.me, organisation_id=body)
    found.note, found.photo, found.passed, found.at = note, photo, passed, uow.now
    return uow.add(found)
