"""What oversight looks for: late, unanswered, unchecked, disputed, silent; days in working days."""

from __future__ import annotations

from collections.abc import Callable

from roundtable.commitments.queries import queue
from roundtable.commitments.queries.queue import Concern, Settled
from roundtable.policy import Action
from tests.cast import PROMISE, photo
from tests.commitments.story import answer, confirming, moment, proposed, reopened, reported, statement
from tests.world import World

Find = Callable[..., list[Concern]]


def found(world: World, find: Find, *settled: Settled) -> list[tuple[str, int]]:
    with world.reading() as uow:
        return [(concern.ref, concern.days) for concern in find(uow, *settled)]


def test_late_is_counted_in_working_days_from_the_date_that_counts(world: World) -> None:
    world.at(moment(6, 30, 23, 59))
    assert found(world, queue.overdue) == []
    world.at(moment(7, 5))  # domain.md §4.4: 30 June is a Sunday, +5 is 5 July
    assert found(world, queue.overdue) == [(PROMISE, 5)]
    world.do("supervisor", Action.EXTENSION_GRANT, "extension:1")
    assert found(world, queue.overdue) == []


def test_what_is_reported_and_waits_is_not_late(world: World) -> None:
    reported(world)
    world.at(moment(7, 5))
    assert found(world, queue.overdue) == []


def test_three_working_days_to_answer(world: World) -> None:
    ref = proposed(world)  # on Monday 4 March
    world.at(moment(3, 7, 23, 59))
    assert found(world, queue.unaccepted) == []
    world.at(moment(3, 8))
    assert found(world, queue.unaccepted) == [(ref, 1)]
    world.do("officer", Action.COMMITMENT_CONTEST, ref, reason="Not ours")
    assert found(world, queue.unaccepted) == []


def test_five_working_days_to_check(world: World) -> None:
    reported(world)
    world.at(moment(3, 11, 23, 59))
    assert found(world, queue.unchecked) == []
    world.at(moment(3, 13))
    assert found(world, queue.unchecked) == [(PROMISE, 2)]
    world.do("verifier", Action.COMMITMENT_VERIFY, PROMISE, note="It runs", photo=photo())
    assert found(world, queue.unchecked) == []


def test_silent_for_fourteen_days(world: World) -> None:
    world.at(moment(3, 18, 8, 59))
    assert found(world, queue.stalled) == []
    world.at(moment(3, 18, 9, 1))
    assert found(world, queue.stalled) == [(PROMISE, 14)]
    world.do("officer", Action.COMMITMENT_UPDATE, PROMISE, words="The shaft is up")
    assert found(world, queue.stalled) == []
    world.at(moment(4, 2))
    assert found(world, queue.stalled) == [(PROMISE, 15)]
    world.do("officer", Action.MILESTONE_FINISH, "milestone:1")
    assert found(world, queue.stalled) == []


def test_due_within_three_working_days(world: World) -> None:
    world.at(moment(6, 25))
    assert found(world, queue.soon) == []
    world.at(moment(6, 26))
    assert found(world, queue.soon) == [(PROMISE, 0)]


def test_more_time_that_nobody_has_decided_on(world: World) -> None:
    world.at(moment(3, 6))
    assert found(world, queue.asking) == [(PROMISE, 2)]
    world.do("supervisor", Action.EXTENSION_REFUSE, "extension:1", note="No")
    assert found(world, queue.asking) == []


def test_twice_reopened_or_twice_found_undone(world: World) -> None:
    reopened(world)
    assert found(world, queue.troubled, {}) == []
    confirming(world)
    answer(world, "resident", "partly")
    assert found(world, queue.troubled, {}) == [(PROMISE, 0)]


def test_twice_found_undone(world: World) -> None:
    for _ in range(2):
        assert found(world, queue.troubled, {}) == []
        reported(world)
        world.do("verifier", Action.COMMITMENT_REJECT, PROMISE, note="It stands still")
    assert found(world, queue.troubled, {}) == [(PROMISE, 0)]
    reported(world)  # a third claim does not undo it
    assert found(world, queue.troubled, {}) == [(PROMISE, 0)]


def test_sent_back_three_times_and_asked_again(world: World) -> None:
    on = statement(world)
    for _ in range(3):
        ref = proposed(world, on)
        assert found(world, queue.returned, {}) == []
        world.do("officer", Action.COMMITMENT_CONTEST, ref, reason="Not ours")
    assert found(world, queue.returned, {}) == []  # nobody is asked for it now
    fourth = proposed(world, on)
    assert found(world, queue.returned, {}) == [(fourth, 0)]
