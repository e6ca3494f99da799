"""The host's desk: what it shows, and that its widest button does the next thing."""

from __future__ import annotations

import re

import pytest

from roundtable.floor import queries
from roundtable.floor.queries.views import Floor
from roundtable.policy import Action
from tests.cast import TABLE
from tests.floor import scene
from tests.samples import SAMPLES
from tests.world import OURS, World

ENGLISH = {"Accept-Language": "en"}


def desk(world: World, who: str = "host", code: str = "TABLEB") -> str:
    return world.client(who).get(f"/c/{code}/desk", headers=ENGLISH).text


def floor(world: World, table: str = TABLE) -> Floor:
    with world.reading("host") as uow:
        return queries.floors(uow, [table])[0]


def next_act(world: World, table: str = TABLE) -> tuple[str, str] | None:
    step = floor(world, table).step
    return (step.action, step.on) if step else None


def test_the_widest_button_leads_through_the_whole_consultation(world: World) -> None:
    assert next_act(world) == ("item.begin", "item:1")
    scene.on(world)
    assert next_act(world) == ("item.begin", scene.ANSWERS)
    scene.hand(world)
    assert next_act(world) == ("turn.call", TABLE)
    turn = f"turn:{world.do('host', Action.TURN_CALL).result}"
    assert next_act(world) == ("turn.end", turn)
    world.do("host", Action.CONSULTATION_PAUSE)
    assert next_act(world) == ("consultation.resume", TABLE)
    world.do("host", Action.CONSULTATION_RESUME)
    for item in (4, 5, 6, 1, 2):
        world.do("host", Action.ITEM_BEGIN, f"item:{item}")
    assert next_act(world) == ("consultation.close", TABLE)
    world.do("host", Action.CONSULTATION_CLOSE)
    assert next_act(world) is None


def test_the_table_can_be_paused_and_closed_before_all_was_talked_over(world: World) -> None:
    page = desk(world)
    assert "/do/consultation/pause?on=consultation:TABLEB" in page
    assert "/do/consultation/close?on=consultation:TABLEB" in page
    for item in range(1, 7):
        world.do("host", Action.ITEM_BEGIN, f"item:{item}")
    assert desk(world).count("/do/consultation/close?on=consultation:TABLEB") == 1  # the widest button alone
    world.do("host", Action.CONSULTATION_PAUSE)
    assert "/do/consultation/pause" not in desk(world)


def test_before_it_begins_the_next_act_is_to_open_it(world: World) -> None:
    table = SAMPLES[Action.CONSULTATION_OPEN].before(world)
    assert table is not None
    assert next_act(world, table) == ("consultation.open", table)


def test_the_button_names_what_it_does_and_does_it_without_scripts(world: World) -> None:
    scene.turn(world)
    page = desk(world)
    assert "Next: call Luo, seat 1" in page
    form = page[page.index('id="next-TABLEB"') :]
    sent = dict(re.findall(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', form)[:3])
    action = form[form.index('action="') + 8 :].partition('"')[0].replace("&amp;", "&")
    answer = world.client("host").post(action, data=sent | {"back": "/c/TABLEB/desk"}, headers=OURS)
    assert answer.status_code == 303
    assert answer.location.startswith("/c/TABLEB/desk")
    turn = floor(world).turn
    assert turn is not None
    assert turn.seat.number == 1


def test_pressed_twice_by_two_hosts_it_is_done_once(world: World) -> None:
    scene.on(world)
    scene.hand(world)
    step = floor(world).step
    assert step is not None
    for who in ("host", "convener"):
        world.do(who, step.action, step.on, key=step.key, **step.fields)
    assert [entry.action for entry in world.entries()].count("turn.call") == 2  # one is the cast's


def test_the_waiting_are_named_with_the_reason_for_their_place(world: World) -> None:
    scene.turn(world)
    page = desk(world)
    assert "has not spoken yet, so first" in page
    assert "1 waiting to speak" in page
    assert "Who spoke how long" in page


def test_a_recorder_sees_the_desk_without_the_hosts_buttons(world: World) -> None:
    assert "host--looks" in desk(world, "recorder")
    assert "host--looks" not in desk(world)


@pytest.mark.parametrize("who", ["visitor", "resident", "officer", "supervisor", "admin"])
def test_nobody_else_sees_the_desk(world: World, who: str) -> None:
    assert world.client(who).get("/c/TABLEB/desk").status_code == 403


def test_where_names_are_not_shown_the_table_and_the_wall_call_people_by_seats(world: World) -> None:
    scene.turn(world)
    for page in ("/c/TABLEB", "/c/TABLEB/screen"):
        text = world.client().get(page, headers=ENGLISH).text
        assert "Xiong" not in text
        assert "Seat 2" in text
