"""When the program proposes an order, and when, after one was closed, it does so again (domain.md §4.5)."""

from __future__ import annotations

from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import answer, confirming, moment, proposed, reopened, reported, statement
from tests.oversight.story import ORDER, closed, put_right, queue
from tests.world import World


def proposal(world: World, ref: str = PROMISE) -> str:
    """The words of the order that is proposed, if one is."""
    return "".join(row.proposal for row in queue(world) if row.ref == ref)


def ordered(world: World, ref: str = PROMISE) -> None:
    """An order was issued, answered, found put right, and closed."""
    put_right(world, f"order:{world.do('supervisor', Action.ORDER_ISSUE, ref, **ORDER).result}")


def found_undone(world: World) -> None:
    reported(world)
    world.do("verifier", Action.COMMITMENT_REJECT, PROMISE, note="It stands still", photo="")


def reopened_again(world: World) -> None:
    confirming(world)
    answer(world, "resident", "not")


def test_two_failed_checks_that_an_order_was_about_are_no_reason_for_another(world: World) -> None:
    for _ in range(2):
        found_undone(world)
    assert proposal(world)
    ordered(world)
    assert not proposal(world)
    found_undone(world)
    assert not proposal(world)
    found_undone(world)
    assert proposal(world)


def test_what_fails_while_an_order_is_open_is_that_orders_own_matter(world: World) -> None:
    for _ in range(2):
        found_undone(world)
    order = f"order:{world.do('supervisor', Action.ORDER_ISSUE, PROMISE, **ORDER).result}"
    for _ in range(2):
        found_undone(world)
    put_right(world, order)
    assert not proposal(world)


def test_reopened_twice_more_after_an_order_it_is_proposed_again(world: World) -> None:
    reopened(world)
    reopened_again(world)
    assert proposal(world)
    ordered(world)
    reopened_again(world)
    assert not proposal(world)
    reopened_again(world)
    assert proposal(world)


def test_sent_back_three_times_more_after_an_order_it_is_proposed_again(world: World) -> None:
    on = statement(world)

    def sent_back(times: int) -> str:
        """Sent back so often, and asked of somebody again; the newest commitment."""
        for _ in range(times):
            world.do("officer", Action.COMMITMENT_CONTEST, proposed(world, on), reason="Not ours")
        return proposed(world, on)

    ref = sent_back(3)
    assert proposal(world, ref)
    ordered(world, ref)
    assert not proposal(world, ref)
    world.do("officer", Action.COMMITMENT_CONTEST, ref, reason="Not ours")
    ref = sent_back(1)
    assert not proposal(world, ref)
    world.do("officer", Action.COMMITMENT_CONTEST, ref, reason="Not ours")
    assert proposal(world, sent_back(0))


def test_five_working_days_after_an_order_was_closed_what_is_still_late_is_ordered_again(world: World) -> None:
    closed(world)  # on Friday, 5 July
    world.at(moment(7, 11))
    row = next(row for row in queue(world) if row.ref == PROMISE)
    assert (row.proposal, "overdue" in row.reasons) == ("", True)
    world.at(moment(7, 12))
    assert proposal(world)
