"""consultation.publish"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.consultations.tables import as_is, closed
from tests.samples import SAMPLES
from tests.world import World


def test_what_is_over_is_published(world: World) -> None:
    SAMPLES[Action.CONSULTATION_PUBLISH].play(world, Action.CONSULTATION_PUBLISH)
    assert as_is(world).state == "published"
    assert as_is(world).published_at is not None


def test_without_minutes_nothing_is_published(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_PUBLISH, closed(world))
    assert refused.value.reason == "minutes_not_locked"


def test_nothing_is_published_before_its_end(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_PUBLISH)
    assert refused.value.reason == "wrong_state"


def test_only_who_convenes_publishes(world: World) -> None:
    table = closed(world)
    for who in ("visitor", "resident", "host"):
        with pytest.raises(Forbidden):
            world.do(who, Action.CONSULTATION_PUBLISH, table)
