"""consultation.cancel"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.consultations.tables import REASON, announced, as_is, drafted, opened
from tests.world import World


def test_cancelled_the_page_says_so_and_why(world: World) -> None:
    table = announced(world)
    world.do("convener", Action.CONSULTATION_CANCEL, table, reason=REASON)
    assert as_is(world, table).state == "cancelled"
    assert REASON in world.client().get("/c/DRAFTA").text


def test_nobody_gets_a_seat_at_a_cancelled_table(world: World) -> None:
    table = announced(world)
    world.do("convener", Action.CONSULTATION_CANCEL, table, reason=REASON)
    for act in (Action.SEAT_TAKE, Action.SEAT_REGISTER):
        with pytest.raises(Refused):
            world.do("resident", act, table)


def test_a_draft_that_is_thrown_away_stays_unknown(world: World) -> None:
    table = drafted(world)
    world.do("convener", Action.CONSULTATION_CANCEL, table, reason="Settled by itself")
    assert world.entries(table)[-1].audience == "desk"
    assert world.client().get("/c/DRAFTA").status_code == 404


def test_cancelled_is_for_good(world: World) -> None:
    table = announced(world)
    world.do("convener", Action.CONSULTATION_CANCEL, table, reason=REASON)
    for act in (Action.CONSULTATION_OPEN, Action.CONSULTATION_ANNOUNCE, Action.CONSULTATION_CANCEL):
        with pytest.raises(Refused) as refused:
            world.do("convener", act, table, reason=REASON)
        assert refused.value.reason in ("wrong_state", "too_early", "not_ready")


def test_without_a_reason_it_is_not_cancelled(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("convener", Action.CONSULTATION_CANCEL, announced(world), reason="")
    assert list(refused.value.fields) == ["reason"]


def test_an_open_table_is_closed_never_cancelled(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_CANCEL, opened(world), reason=REASON)
    assert refused.value.reason == "wrong_state"


@pytest.mark.parametrize("who", ["visitor", "resident", "host"])
def test_only_who_convenes_cancels(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.CONSULTATION_CANCEL, announced(world), reason=REASON)
