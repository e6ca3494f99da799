"""The kinds of this module: their cards, who may see them, what somebody is to them."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from roundtable.commitments.models import (
    Closing,
    Commitment,
    Confirmation,
    Evidence,
    Extension,
    Milestone,
    Part,
    Reply,
    Statement,
    Update,
    Verification,
)
from roundtable.core import things
from roundtable.core.errors import Words
from roundtable.core.things import Card, Kind
from roundtable.policy import Action

from . import people

TITLE = 80  # characters of a card


def card(commitment: Commitment) -> Card:
    """A commitment's card: the promise in one line."""
    title = f"{commitment.place_words}{_(': ')}{commitment.outcome}"[:TITLE]
    url = f"/commitments/{commitment.id}"
    since = {"check": commitment.reported_at, "verdict": commitment.closed_at}
    return Card(commitment.ref, commitment.topic, title, commitment.state, url, commitment.proposed_at, since)


def statement_card(statement: Statement) -> Card:
    """A statement's card: the words themselves, at their table."""
    url = f"/c/{statement.table.code}#stated-{statement.id}"
    return Card(statement.ref, statement.topic, statement.words[:TITLE], statement.state, url, statement.at)


def part_card(part: Part) -> Card:
    """The card of what belongs to a commitment leads to the commitment."""
    title = getattr(part, "name", "") or part.commitment.outcome
    state = getattr(part, "state", "")
    return Card(part.ref, part.topic, str(title)[:TITLE], state, f"/commitments/{part.commitment_id}")


PARTS: dict[type[Part], Mapping[str, Words]] = {
    Milestone: {},
    Update: {},
    Evidence: {},
    Verification: {},
    Closing: {},
    Reply: {},
    Extension: Extension.WORDS,
}

things.register(
    Kind(
        Statement,
        statement_card,
        Action.STATEMENT_SEE,
        people.statement_roles,
        within=lambda statement: statement.table.ref,
        words=Statement.WORDS,
    )
)
things.register(
    Kind(
        Commitment, card, Action.COMMITMENT_SEE, people.roles, words=Commitment.WORDS, chained=True, ready=people.ready
    )
)
for _model, _words in PARTS.items():
    things.register(
        Kind(_model, part_card, Action.COMMITMENT_SEE, people.part_roles, words=_words, ready=people.parts_ready)
    )
# which home answered what is for oversight alone, to call back; others see how many
things.register(Kind(Confirmation, part_card, Action.CONFIRMATION_SEE, people.part_roles, ready=people.parts_ready))
