"""commitment.contest"""

from __future__ import annotations

import pytest

from roundtable.commitments.queries import queue, statements
from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.commitments.story import commitment, proposed, statement
from tests.world import World

WHY = "Block 3 is not ours"


def test_it_is_a_statement_again_with_the_reason_in_public(world: World) -> None:
    on = statement(world)
    ref = proposed(world, on)
    world.do("officer", Action.COMMITMENT_CONTEST, ref, reason=WHY)
    assert (commitment(world, ref).state, commitment(world, ref).contest_words) == ("contested", WHY)
    with world.reading() as uow:
        assert things.find(uow, on).state == "said"
        assert statements.views(uow, [on])[0].contested == WHY


def test_the_days_to_answer_stop(world: World) -> None:
    ref = proposed(world)
    world.do("officer", Action.COMMITMENT_CONTEST, ref, reason=WHY)
    world.later(days=30)
    with world.reading() as uow:
        assert [concern.ref for concern in queue.unaccepted(uow)] == []
        assert [concern.ref for concern in queue.disputed(uow)] == [ref]


def test_it_can_be_promised_anew_as_another_commitment(world: World) -> None:
    on = statement(world)
    first = proposed(world, on)
    world.do("officer", Action.COMMITMENT_CONTEST, first, reason=WHY)
    second = proposed(world, on)
    assert (commitment(world, first).state, commitment(world, second).state) == ("contested", "proposed")
    with world.reading() as uow:
        assert queue.disputed(uow) == []


def test_a_reason_there_must_be(world: World) -> None:
    with pytest.raises(Invalid):
        world.do("officer", Action.COMMITMENT_CONTEST, proposed(world))


def test_what_was_accepted_is_not_sent_back(world: World) -> None:
    with pytest.raises(Refused):
        world.do("officer", Action.COMMITMENT_CONTEST, "commitment:1", reason=WHY)


def test_nobody_contests_for_another(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("colleague", Action.COMMITMENT_CONTEST, proposed(world), reason=WHY)
