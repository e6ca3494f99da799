"""consultation.close"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.consultations.tables import announced, as_is, seat
from tests.world import World


def test_closed_the_log_says_how_many_came_those_who_left_early_too(world: World) -> None:
    world.do("neighbour", Action.SEAT_LEAVE, seat(world, "neighbour").ref)
    world.do("host", Action.CONSULTATION_CLOSE)
    entry = next(e for e in world.entries() if e.action == "consultation.close")
    assert entry.facts["attendance"] == 2
    assert as_is(world).closed_at is not None


def test_a_paused_table_is_closed_too(world: World) -> None:
    world.do("host", Action.CONSULTATION_PAUSE)
    world.do("host", Action.CONSULTATION_CLOSE)
    assert as_is(world).state == "closed"


def test_after_the_end_a_seat_gives_no_word(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    for act in (Action.COMMENT_POST, Action.COMMENT_SUPPORT):
        with pytest.raises((Forbidden, Refused)):
            world.do("resident", act, "comment:1" if act is Action.COMMENT_SUPPORT else "consultation:TABLEB", body="x")


def test_what_is_not_open_is_not_closed(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_CLOSE, announced(world))
    assert refused.value.reason == "wrong_state"


@pytest.mark.parametrize("who", ["visitor", "resident", "recorder", "officer"])
def test_only_host_and_convener_close(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.CONSULTATION_CLOSE)
