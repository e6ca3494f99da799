"""Who is told of a vote by mail."""

from __future__ import annotations

from sqlalchemy import select

from roundtable.core.db import db, open_session
from roundtable.notifications.models import Delivery
from roundtable.policy import Action
from tests.voting.homes import BUILDING, asked, furnish
from tests.voting.polls import closed, opened, vote
from tests.world import World


def _told(world: World, template: str) -> list[str]:
    """Who has a mail of that template waiting, by slug."""
    slugs = {number: slug for slug, number in world.stage.people.items()}
    with open_session(db.engine, write=False) as session:
        rows = session.scalars(select(Delivery)).all()
    return sorted(slugs[row.person_id] for row in rows if any(one["template"] == template for one in row.told))


def test_who_may_vote_at_home_is_told_that_it_is_open(world: World) -> None:
    furnish(world)
    world.do("resident", Action.SEAT_TAKE, BUILDING)
    asked(world, "homes")
    assert _told(world, "poll_open") == ["neighbour", "stranger"]


def test_all_of_the_roll_are_told_the_result_whether_they_voted_or_not(world: World) -> None:
    furnish(world)
    poll = asked(world, "people")
    vote(world, poll, {"resident": "yes"})
    world.do("convener", Action.POLL_CLOSE, poll)
    assert _told(world, "poll_close") == ["neighbour", "resident", "stranger"]


def test_a_poll_of_the_table_is_told_at_the_table(world: World) -> None:
    closed(world, opened(world))
    assert _told(world, "poll_open") == _told(world, "poll_close") == []
