"""No vote is lost, none is counted twice, and none is counted that nobody cast, whatever falls meanwhile."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random

import pytest

from tests.faults import crowd as people
from tests.faults.rows import Rows
from tests.services.grown_house import GrownHouse
from tests.services.house import House


def fall(house: House, chance: Random) -> None:
    """Killed with -9: the process that serves; where there are several, one of them. It is replaced."""
    if isinstance(house, GrownHouse):
        os.kill(chance.choice(house.serving()), signal.SIGKILL)
        return
    house.process.kill()
    house.restart()


@pytest.fixture(params=["small", "grown"])
def home(request: pytest.FixtureRequest) -> House:
    """One process on SQLite, and two on PostgreSQL behind nginx."""
    house: House = request.getfixturevalue({"small": "mortal", "grown": "grown"}[request.param])
    return house


def test_each_ballot_that_was_acknowledged_outlives_a_kill_in_mid_vote(home: House, chance: Random, crowd: int) -> None:
    voters = people.seated(home.url, crowd, chance)
    poll = people.asked(home)
    silent, senders = voters[: crowd // 9], voters[crowd // 9 :]
    spread = chance.uniform(0.2, 1.0) * crowd / 36

    def kill() -> None:
        time.sleep(chance.uniform(0.2, 0.9) * spread)
        fall(home, chance)

    with people.Watch(home, poll) as watch:
        people.together([kill, *(partial(voter.cast, home.url, poll, chance.uniform(0, spread)) for voter in senders)])
        people.whole(home, poll, senders)
        again = [voter for voter in senders if voter.answer != people.DONE]
        assert {voter.cast(home.url, poll) for voter in again} <= {people.DONE}
        people.whole(home, poll, senders)
    assert watch.fell() == []
    assert silent[0].name not in {voter.name for voter in senders}
    people.closed(home, poll)
    assert people.counted(home, poll) == Counter(voter.choice for voter in senders)


def test_a_crowd_at_one_barrier_is_as_many_ballots(grown: GrownHouse, chance: Random, crowd: int) -> None:
    voters = people.seated(grown.url, crowd, chance)
    poll = people.asked(grown)
    with people.Watch(grown, poll) as watch:
        came = people.together([partial(voter.cast, grown.url, poll) for voter in voters])
    assert Counter(came) == {people.DONE: crowd}
    people.whole(grown, poll, voters)
    assert watch.fell() == []


def test_one_voter_on_many_lines_to_two_processes_has_one_ballot(grown: GrownHouse, chance: Random) -> None:
    (voter,) = people.seated(grown.url, 1, chance)
    poll = people.asked(grown)
    selves = [people.Voter(voter.name, voter.cookie, chance.choice(people.CHOICES)) for _ in range(12)]
    came = people.together([partial(one.cast, grown.url, poll) for one in (*selves, *selves)])
    assert set(came) == {people.DONE, people.REFUSED}
    rows = Rows(grown)
    assert (rows.turnout(poll), sum(rows.box(poll).values())) == (1, 1)
    rows.engine.dispose()


def test_a_vote_that_the_host_stops_while_ballots_arrive_counts_what_it_acknowledged(
    grown: GrownHouse, chance: Random, crowd: int
) -> None:
    voters = people.seated(grown.url, crowd, chance)
    poll = people.asked(grown)
    acts: list[Callable[[], object]] = [partial(voter.cast, grown.url, poll) for voter in voters]
    acts.insert(chance.randrange(crowd), lambda: people.closed(grown, poll))
    people.together(acts)
    assert {voter.answer for voter in voters} <= {people.DONE, people.REFUSED}
    people.whole(grown, poll, voters)
    assert people.counted(grown, poll) == Counter(v.choice for v in voters if v.answer == people.DONE)
