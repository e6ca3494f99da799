"""Polls for tests: asked, opened, voted in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale
from sqlalchemy import func, select

from roundtable.core import things
from roundtable.core.db import db, open_session
from roundtable.policy import Action
from roundtable.voting import queries
from roundtable.voting.models import Ballot, NamedBallot, Poll, RollEntry
from roundtable.voting.queries import PollView
from tests.cast import TABLE
from tests.world import World


def drafted(world: World, table: str = TABLE, **fields: Any) -> str:
    """A question on the desk; its name."""
    asked: dict[str, Any] = {"question": "Shall the bikes go?"} | fields
    return f"poll:{world.do('convener', Action.POLL_DRAFT, table, **asked).result}"


def opened(world: World, minutes: int | None = None, **fields: Any) -> str:
    """An open poll; its name."""
    poll = drafted(world, **fields)
    world.do("host", Action.POLL_OPEN, poll, minutes=minutes)
    return poll


def vote(world: World, poll: str, ballots: Mapping[str, str]) -> None:
    """Who votes how."""
    for who, choice in ballots.items():
        world.do(who, Action.BALLOT_CAST, poll, choice=choice)


def closed(world: World, poll: str) -> Poll:
    """The poll, closed and counted."""
    world.do("host", Action.POLL_CLOSE, poll)
    return read(world, poll)


def read(world: World, poll: str) -> Poll:
    """The poll as it is."""
    with world.reading() as uow:
        found: Poll = things.find(uow, poll)
        return found


def view(world: World, poll: str) -> PollView:
    """The poll as pages show it, in English."""
    with world.reading() as uow, force_locale("en"):
        return queries.views(uow, [poll])[0]


def counts(poll: str) -> tuple[int, int]:
    """How many bits of the roll are set, and how many ballots there are."""
    number = int(poll.partition(":")[2])
    with open_session(db.engine, write=False) as session:
        bits = session.scalar(select(func.count()).where(RollEntry.poll_id == number, RollEntry.voted))
        box = session.scalar(select(func.count()).where(Ballot.poll_id == number))
        named = session.scalar(select(func.count()).where(NamedBallot.poll_id == number))
    return bits or 0, (box or 0) + (named or 0)
