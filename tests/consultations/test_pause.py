"""consultation.pause, consultation.resume"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.consultations.tables import as_is
from tests.world import World


def test_while_the_table_is_paused_nobody_speaks_and_afterwards_they_do(world: World) -> None:
    world.do("host", Action.CONSULTATION_PAUSE)
    with pytest.raises(Refused) as refused:
        world.comment()
    assert refused.value.reason == "consultation_paused"
    world.do("host", Action.CONSULTATION_RESUME)
    assert world.comment()


def test_somebody_who_comes_late_sits_down_during_a_pause(world: World) -> None:
    world.do("host", Action.CONSULTATION_PAUSE)
    assert world.do("stranger", Action.SEAT_TAKE).result == world.stage.people["stranger"]


def test_what_is_paused_is_not_paused_again_and_what_goes_on_not_resumed(world: World) -> None:
    with pytest.raises(Refused):
        world.do("host", Action.CONSULTATION_RESUME)
    world.do("host", Action.CONSULTATION_PAUSE)
    with pytest.raises(Refused):
        world.do("host", Action.CONSULTATION_PAUSE)
    assert as_is(world).state == "paused"


@pytest.mark.parametrize("act", [Action.CONSULTATION_PAUSE, Action.CONSULTATION_RESUME])
def test_only_host_and_convener_pause_and_go_on(world: World, act: Action) -> None:
    for who in ("visitor", "resident", "recorder"):
        with pytest.raises(Forbidden):
            world.do(who, act)
