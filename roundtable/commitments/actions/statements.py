"""Acts on statements: writing down what was said, completing it, making a commitment of it."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from roundtable.commitments import ladder
from roundtable.commitments.forms import CompleteForm, ProposeForm, StatementForm
from roundtable.commitments.models import NOT_YET, Commitment, Home, Statement
from roundtable.consultations.models import Consultation, Seat
from roundtable.core import links, things
from roundtable.core.actions import action
from roundtable.core.db import Thing
from roundtable.core.errors import Invalid
from roundtable.core.event_log import PUBLIC
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.places import queries as places
from roundtable.policy import Action

WHY = "led to"


@action(
    Action.STATEMENT_RECORD,
    on="consultation",
    form=StatementForm,
    title=_l("Write down a statement"),
    button=_l("Write it down"),
)
def record(
    uow: UnitOfWork, table: Consultation, *, words: str, said_by: str | None, seat: int | None, comment: str | None
) -> int:
    """Keep what somebody said, word for word; it may answer a comment of the same table. Returns its id.

    Raises Refused before the table was held, and once its record is published.
    """
    table.must_be("open", "paused", "closed")
    sat = _seat(uow, table, seat)
    if not said_by and sat is None:
        raise Invalid({"said_by": [_("Say who said it: a name, or a seat at this table.")]})
    answered = _comment(uow, table, comment)
    statement = Statement(table=table, words=words, said_by=said_by or "", seat=sat, state="said", at=uow.now)
    statement.recorder_id = uow.me
    uow.add(statement)
    if answered is not None:
        links.link(uow, answered, statement, WHY)
    touched = [statement, *([answered] if answered else [])]
    uow.log(Action.STATEMENT_RECORD, topic=table.topic, touched=touched, audience=PUBLIC)
    return statement.id


def _seat(uow: UnitOfWork, table: Consultation, number: int | None) -> Seat | None:
    if number is None:
        return None
    return uow.session.scalars(select(Seat).where(Seat.consultation_id == table.id, Seat.number == number)).first()


def _comment(uow: UnitOfWork, table: Consultation, ref: str | None) -> Thing | None:
    """The comment that it answers, known only by its name and topic: a sibling's thing. Raises Invalid."""
    found: Thing | None = things.many(uow, [ref]).get(ref) if ref else None
    if ref and (found is None or found.kind != "comment" or things.card(found).topic != table.topic):
        raise Invalid({"comment": [_("This comment is not on this table.")]})
    return found


@action(
    Action.STATEMENT_COMPLETE,
    on="statement",
    form=CompleteForm,
    title=_l("Complete what was said"),
    button=_l("Keep as a statement"),
)
def complete(
    uow: UnitOfWork,
    statement: Statement,
    *,
    outcome: str | None,
    place: str | None,
    place_id: int,
    owner: str,
    due: date | None,
    test: str | None,
) -> None:
    """Add what has become clear: outcome, place, person and body, date, test; what is missing stays listed."""
    statement.must_be("said")
    _fill(statement, outcome=outcome, place=place, place_id=place_id, owner=owner, due=due, test=test)
    uow.log(Action.STATEMENT_COMPLETE, topic=statement.topic, touched=[statement], audience=PUBLIC)


def _fill(
    statement: Statement,
    *,
    outcome: str | None,
    place: str | None,
    place_id: int,
    owner: str,
    due: date | None,
    test: str | None,
) -> None:
    person, body = (int(part) for part in owner.split("-")) if owner else (None, None)
    statement.outcome, statement.place_words, statement.place_id = outcome or None, place or None, place_id or None
    statement.responsible_id, statement.organisation_id = person, body
    statement.due, statement.test = due, test or None


@action(
    Action.COMMITMENT_PROPOSE,
    on="statement",
    form=ProposeForm,
    makes="commitment",
    title=_l("Make it a commitment"),
    button=_l("Make it a commitment"),
)
def propose(
    uow: UnitOfWork,
    statement: Statement,
    *,
    outcome: str,
    place: str,
    place_id: int,
    owner: str,
    due: date,
    test: str,
) -> int:
    """Put a whole commitment to the person who is to deliver it. Returns its id."""
    statement.move(Action.COMMITMENT_PROPOSE)
    _fill(statement, outcome=outcome, place=place, place_id=place_id, owner=owner, due=due, test=test)
    made = uow.add(_made_of(uow, statement, due))
    links.link(uow, statement, made, WHY)
    facts = {"due": due, "homes": len(made.homes)}
    uow.log(Action.COMMITMENT_PROPOSE, topic=made.topic, touched=[made, statement], audience=PUBLIC, **facts)
    return made.id


def _made_of(uow: UnitOfWork, statement: Statement, due: date) -> Commitment:
    names = ("outcome", "place_id", "place_words", "responsible_id", "organisation_id", "test", "table")
    return Commitment(
        **{name: getattr(statement, name) for name in names},
        statement_id=statement.id,
        state="proposed",
        due_original=due,
        due_current=due,
        proposed_at=uow.now,
        reopenings=0,
        level=NOT_YET,
        look_again_at=ladder.next_look(due, NOT_YET),
        homes=[
            Home(place_id=home) for home in places.homes_in(uow, [statement.place_id] if statement.place_id else [])
        ],
    )
