"""hand.raise, hand.raise_for"""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from roundtable.core.db import db
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.floor import queries
from roundtable.floor.queries.views import Waiter
from roundtable.policy import Action
from tests.cast import TABLE
from tests.floor import scene
from tests.world import OURS, World


def waiting(world: World, who: str = "host") -> list[Waiter]:
    with world.reading(who) as uow:
        return list(queries.floors(uow, [TABLE])[0].queue)


def test_who_raises_a_hand_waits_with_the_reason_for_their_place(world: World) -> None:
    scene.hand(world)
    assert [(row.seat.number, row.seat.name, row.reason) for row in waiting(world)] == [(2, "Xiong", "还没说过，先请")]
    assert waiting(world, "visitor")[0].seat.name == ""


def test_a_hand_that_is_up_stays_where_it_is(world: World) -> None:
    first = scene.hand(world)
    scene.hand(world, "resident")
    before = len(world.entries())
    assert scene.hand(world) == first
    assert len(world.entries()) == before
    assert [row.seat.number for row in waiting(world)] == [2, 1]


def test_who_speaks_has_no_need_to_ask(world: World) -> None:
    scene.turn(world)
    with pytest.raises(Refused) as refused:
        scene.hand(world)
    assert refused.value.reason == "has_the_floor"


def test_a_hand_is_raised_for_somebody_without_a_phone(world: World) -> None:
    world.do("resident", Action.HAND_RAISE_FOR, seat="2")
    assert waiting(world)[0].seat.number == 2
    assert waiting(world)[0].reason == "还没说过，先请，别人代举"


def test_nobody_sits_there_is_said_and_what_was_typed_is_kept(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.do("host", Action.HAND_RAISE_FOR, seat="9")
    assert refused.value.reason == "seat_empty"
    with pytest.raises(Invalid):
        world.do("host", Action.HAND_RAISE_FOR, seat="")
    sent = world.client("host").post(f"/do/hand/raise_for?on={TABLE}", data={"seat": "9"}, headers=OURS)
    assert sent.status_code == 409
    assert 'value="9"' in sent.text


def test_who_is_asked_to_listen_cannot_ask_to_speak(world: World) -> None:
    world.do("host", Action.SEAT_MUTE, "seat:2", reason="Shouting")
    with pytest.raises(Forbidden):
        scene.hand(world)
    with pytest.raises(Refused) as refused:
        world.do("host", Action.HAND_RAISE_FOR, seat="2")
    assert refused.value.reason == "seat_muted"


@pytest.mark.parametrize("who", ["stranger", "officer", "visitor"])
def test_only_who_sits_at_the_table_asks_to_speak(world: World, who: str) -> None:
    for action in (Action.HAND_RAISE, Action.HAND_RAISE_FOR):
        with pytest.raises(Forbidden):
            world.do(who, action, key="k" * 32, seat="1")


def test_at_a_paused_table_hands_wait(world: World) -> None:
    world.do("host", Action.CONSULTATION_PAUSE)
    with pytest.raises(Refused):
        scene.hand(world)


def test_the_database_refuses_a_second_hand_of_a_seat(world: World) -> None:
    scene.hand(world)
    again = (
        "INSERT INTO hands (consultation_id, seat_id, state, at, version) SELECT consultation_id, seat_id, state, at, 1"
    )
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text(f"{again} FROM hands WHERE state = 'up'"))
