"""Many at once: rows, turnout and the sum of the choices are one number."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from roundtable.core import clock
from roundtable.core.actions import perform
from roundtable.core.errors import Refused
from roundtable.core.unit_of_work import Actor, writing
from roundtable.people.models import Person
from roundtable.policy import Action
from roundtable.voting.models import CHOICES, RollEntry
from tests.voting.polls import counts, opened, read, view
from tests.world import World

CROWD = 60


def _crowd(poll: str) -> list[int]:
    """Sixty guests, all on the roll."""
    number = int(poll.partition(":")[2])
    with writing(Actor(), clock.now()) as uow:
        people = [uow.add(Person(name=f"Guest {n}", epoch=0)).id for n in range(CROWD)]
        uow.session.add_all([RollEntry(poll_id=number, person_id=person, voted=False) for person in people])
        uow.settle()
        uow.commit()
    return people


def _together(world: World, acts: list[Callable[[], object]]) -> Counter[str]:
    """All at one barrier; how each came out."""
    outcome: Counter[str] = Counter()
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        with world.app.app_context():
            barrier.wait()
            try:
                act()
                outcome["done"] += 1
            except Refused as no:
                outcome[no.reason] += 1

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def _ballot(poll: str, person: int, choice: str, key: str = "") -> Callable[[], object]:
    return lambda: perform(
        Action.BALLOT_CAST, poll, {"choice": choice}, Actor(person), key or f"{person:032x}", clock.now()
    )


def test_sixty_at_once_are_sixty_ballots(world: World) -> None:
    poll = opened(world)
    people = _crowd(poll)
    choices = [list(CHOICES)[n % 3] for n in range(CROWD)]
    said = _together(world, [_ballot(poll, who, choice) for who, choice in zip(people, choices, strict=True)])
    assert said == {"done": CROWD}
    assert counts(poll) == (CROWD, CROWD)
    assert view(world, poll).voted == CROWD
    world.do("host", Action.POLL_CLOSE, poll)
    saved = read(world, poll)
    assert (saved.yes, saved.no, saved.abstain) == (20, 20, 20)


def test_one_voter_from_twelve_phones_has_one_ballot(world: World) -> None:
    poll = opened(world)
    person = _crowd(poll)[0]
    said = _together(world, [_ballot(poll, person, "yes", f"phone {n} " * 4) for n in range(12)])
    assert said == {"done": 1, "already_voted": 11}
    assert counts(poll) == (1, 1)


def test_one_ballot_sent_twelve_times_at_once_is_done_twelve_times_and_counted_once(world: World) -> None:
    poll = opened(world)
    person = _crowd(poll)[0]
    assert _together(world, [_ballot(poll, person, "yes")] * 12) == {"done": 12}
    assert counts(poll) == (1, 1)


def test_a_named_vote_changed_from_twelve_phones_at_once_is_one(world: World) -> None:
    poll = opened(world, secrecy="named")
    person = _crowd(poll)[0]
    choices = [list(CHOICES)[n % 3] for n in range(12)]
    said = _together(world, [_ballot(poll, person, choice, f"{n:032x}") for n, choice in enumerate(choices)])
    assert said == {"done": 12}
    assert counts(poll) == (1, 1)


def test_what_is_cast_while_the_host_closes_is_counted_or_told_late(world: World) -> None:
    poll = opened(world)
    people = _crowd(poll)
    acts = [_ballot(poll, person, "yes") for person in people]
    acts.insert(CROWD // 2, lambda: world.do("host", Action.POLL_CLOSE, poll))
    said = _together(world, acts)
    assert set(said) <= {"done", "late"}
    assert said.total() == CROWD + 1
    cast = said["done"] - 1  # and the closing
    assert counts(poll) == (cast, cast)
    assert read(world, poll).yes == cast


def test_nothing_gets_into_a_vote_that_ends_with_its_table(world: World) -> None:
    poll = opened(world)
    people = _crowd(poll)
    acts = [_ballot(poll, person, "no") for person in people]
    acts.insert(CROWD // 3, lambda: world.do("host", Action.CONSULTATION_CLOSE))
    said = _together(world, acts)
    cast = said["done"] - 1
    assert set(said) <= {"done", "late"}
    assert counts(poll) == (cast, cast)
    assert read(world, poll).no == cast
