"""The box: how ballots get in, what they come to, and how it lies once it is closed."""

from __future__ import annotations

import hashlib

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from roundtable.core.db import insert_new
from roundtable.core.errors import Refused
from roundtable.core.unit_of_work import UnitOfWork

from . import roll
from .models import CHOICES, Ballot, NamedBallot, Poll, RollEntry


def cast_secret(uow: UnitOfWork, poll: Poll, entry: RollEntry, choice: str) -> None:
    """Put a ballot into the box without a name. Final. Raises Refused when this entry has voted.

    The same act again finds its own ballot by the mark of its key, and is answered as it was; nobody else's act can.
    """
    mark = _mark(poll, uow.key)
    if roll.tick(uow, entry):
        _put(uow, poll_id=poll.id, choice=choice, nonce=mark)
        return
    same = select(Ballot.key).where(Ballot.poll_id == poll.id, Ballot.nonce == mark, Ballot.choice == choice)
    if uow.session.scalar(same.limit(1)) is None:
        raise Refused("already_voted", _already(poll))


def _put(uow: UnitOfWork, **ballot: object) -> None:
    try:
        uow.session.execute(insert(Ballot).values(**ballot))
    except IntegrityError:
        # the database's own words would hold the ballot, and a log would hold them beside the hour
        raise Spoilt("a ballot that the box does not take") from None


class Spoilt(RuntimeError):
    """A programming error: a ballot broke a constraint of the box. Says nothing of the ballot."""


def _mark(poll: Poll, key: str) -> str:
    """What the box keeps of the key that the voter's browser made: nothing from which the key could be had again."""
    return hashlib.sha256(f"{poll.ref} {poll.salt} {key}".encode()).hexdigest()[:32]


def _already(poll: Poll) -> object:
    if poll.electorate == "homes":
        return _l("Your home has voted already. A secret ballot is final, so this one was not counted.")
    return _l("You have voted already. A secret ballot is final, so this one was not counted.")


def cast_named(uow: UnitOfWork, poll: Poll, entry: RollEntry, choice: str) -> None:
    """Note how somebody votes under their name; the last one before closing counts. Raises Refused for another's."""
    roll.tick(uow, entry)
    me = uow.me
    if insert_new(uow.session, NamedBallot, roll_id=entry.id, poll_id=poll.id, person_id=me, choice=choice):
        return
    ballot = uow.session.scalars(select(NamedBallot).where(NamedBallot.roll_id == entry.id).with_for_update()).one()
    if ballot.person_id != me:
        raise Refused(
            "home_voted", _l("Somebody else of your home has voted for it. Only they can change it, until it closes.")
        )
    ballot.choice = choice


def counted(uow: UnitOfWork, poll: Poll) -> dict[str, int]:
    """How many ballots there are of each choice."""
    table = Ballot if poll.secrecy == "secret" else NamedBallot
    query = select(table.choice, func.count()).where(table.poll_id == poll.id).group_by(table.choice)
    return dict.fromkeys(CHOICES, 0) | dict(uow.session.execute(query).all())


def shuffle(uow: UnitOfWork, poll: Poll) -> None:
    """Write the box anew in the order of its keys, which are chance.

    In place, PostgreSQL's ctid and xmin and SQLite's pages would still tell in which order ballots came.
    """
    columns = (Ballot.key, Ballot.poll_id, Ballot.choice, Ballot.nonce)
    rows = uow.session.execute(select(*columns).where(Ballot.poll_id == poll.id).order_by(Ballot.key)).mappings().all()
    uow.session.execute(delete(Ballot).where(Ballot.poll_id == poll.id))
    if rows:
        uow.session.execute(insert(Ballot), [dict(row) for row in rows])
