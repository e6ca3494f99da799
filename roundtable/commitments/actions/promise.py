"""Acts on a promise: whose homes it is about, accepting it, contesting it."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from roundtable.commitments import ladder
from roundtable.commitments.forms import ContestForm, HomesForm
from roundtable.commitments.models import Commitment, Home
from roundtable.commitments.queries import proof
from roundtable.core.actions import action
from roundtable.core.errors import Refused
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.places import queries as places
from roundtable.policy import Action

NEEDS_MILESTONE = timedelta(days=30)  # longer than this


@action(
    Action.COMMITMENT_NAME_HOMES,
    on="commitment",
    form=HomesForm,
    title=_l("Name the homes it is about"),
    button=_l("Name them"),
)
def name_homes(uow: UnitOfWork, commitment: Commitment, *, homes: list[int]) -> None:
    """Say whose homes are affected, by places: they are asked later. Only until it is accepted. Raises Refused."""
    commitment.must_be("proposed")
    found = places.homes_in(uow, homes)
    if not found:
        raise Refused("no_homes", _l("There is no home on the register in what you ticked. Tick another place."))
    commitment.homes[:] = [Home(place_id=home) for home in found]
    uow.log(
        Action.COMMITMENT_NAME_HOMES,
        topic=commitment.topic,
        touched=[commitment],
        audience=PUBLIC,
        homes=len(found),
    )


@action(Action.COMMITMENT_ACCEPT, on="commitment", title=_l("Accept the commitment"), button=_l("I accept and sign"))
def accept(uow: UnitOfWork, commitment: Commitment) -> None:
    """Sign for it. Raises Refused when nobody could say whether it was kept, or when a long way has no step."""
    commitment.must_be("proposed")
    if not commitment.home_ids:
        raise Refused("no_homes", _l("Nobody could confirm it: no home is named. Ask the recorder to name them."))
    if commitment.span > NEEDS_MILESTONE and not proof.milestones(uow, commitment):
        raise Refused("no_milestone", _l("It takes longer than 30 days. Add a milestone with a date first."))
    commitment.move(Action.COMMITMENT_ACCEPT)
    commitment.accepted_at = commitment.active_since = uow.now
    uow.log(Action.COMMITMENT_ACCEPT, topic=commitment.topic, touched=[commitment], audience=PUBLIC)


@action(
    Action.COMMITMENT_CONTEST,
    on="commitment",
    form=ContestForm,
    title=_l("Something is wrong with it"),
    button=_l("Send it back"),
)
def contest(uow: UnitOfWork, commitment: Commitment, *, reason: str) -> None:
    """Send it back with a public reason: it is a statement again, and the days to answer stop."""
    commitment.move(Action.COMMITMENT_CONTEST)
    commitment.contest_words, commitment.closed_at, commitment.look_again_at = reason, uow.now, None
    statement = commitment.statement
    statement.move(Action.COMMITMENT_CONTEST)
    uow.log(Action.COMMITMENT_CONTEST, topic=commitment.topic, touched=[commitment, statement], audience=PUBLIC)


def again(commitment: Commitment, uow: UnitOfWork) -> None:
    """It is being worked on (again): from here a stall is counted, and the ladder goes on where it stood."""
    commitment.active_since = uow.now
    commitment.look_again_at = ladder.next_look(commitment.due, commitment.level)
