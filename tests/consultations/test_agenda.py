"""item.add, item.edit, item.move, item.remove"""

from __future__ import annotations

from typing import Any

import pytest

from roundtable.core import record
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.consultations.tables import announced, drafted, items
from tests.world import OURS, World

SAID = {"title": "What it costs", "minutes": "20", "floor": "officials", "turn_seconds": "90"}


def _titles(world: World, table: str) -> list[str]:
    return [item.title for item in items(world, table)]


def test_an_item_is_put_at_the_end(world: World) -> None:
    table = drafted(world)
    world.do("convener", Action.ITEM_ADD, table, **SAID)
    last = items(world, table)[-1]
    assert (last.title, last.minutes, last.floor, last.turn_seconds) == ("What it costs", 20, "officials", 90)
    assert last.state == "ahead"


def test_an_item_is_changed(world: World) -> None:
    table = drafted(world)
    world.do("convener", Action.ITEM_EDIT, items(world, table)[2].ref, **(SAID | {"turn_seconds": ""}))
    third = items(world, table)[2]
    assert (third.title, third.minutes, third.turn_seconds) == ("What it costs", 20, None)


def test_an_item_changes_places_and_the_first_stays_first(world: World) -> None:
    table = drafted(world)
    before = _titles(world, table)
    second = items(world, table)[1].ref
    world.do("convener", Action.ITEM_MOVE, second, way="up")
    assert _titles(world, table) == [before[1], before[0], *before[2:]]
    world.do("convener", Action.ITEM_MOVE, second, way="up")
    assert _titles(world, table) == [before[1], before[0], *before[2:]]
    world.do("convener", Action.ITEM_MOVE, second, way="down")
    assert _titles(world, table) == before


def test_an_item_is_taken_off_and_the_log_remembers_it(world: World) -> None:
    table = announced(world)
    item = items(world, table)[1]
    world.do("convener", Action.ITEM_REMOVE, item.ref)
    assert item.title not in _titles(world, table)
    last = world.entries(table)[-1]
    assert (last.audience, list(last.touched)) == ("public", [item.ref])
    assert record.verify() == []


def test_an_agenda_has_an_end(world: World) -> None:
    table = drafted(world)
    for _number in range(34):
        world.do("convener", Action.ITEM_ADD, table, **SAID)
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.ITEM_ADD, table, **SAID)
    assert refused.value.reason == "agenda_full"


@pytest.mark.parametrize(
    ("field", "value"), [("title", ""), ("minutes", "0"), ("minutes", "many"), ("floor", "moon"), ("turn_seconds", "5")]
)
def test_what_an_item_cannot_be_is_refused_by_its_field(world: World, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("convener", Action.ITEM_ADD, drafted(world), **(SAID | {field: value}))
    assert list(refused.value.fields) == [field]
    assert len(refused.value.fields[field]) == 1


def test_of_an_open_table_the_agenda_stays(world: World) -> None:
    item = items(world, "consultation:TABLEB")[0].ref
    acts: tuple[tuple[Action, str, dict[str, str]], ...] = (
        (Action.ITEM_ADD, "consultation:TABLEB", SAID),
        (Action.ITEM_EDIT, item, SAID),
        (Action.ITEM_MOVE, item, {"way": "down"}),
        (Action.ITEM_REMOVE, item, {}),
    )
    for act, on, said in acts:
        with pytest.raises(Refused) as refused:
            world.do("convener", act, on, **said)
        assert refused.value.reason == "wrong_state"


def test_only_who_convenes_changes_the_agenda(world: World) -> None:
    table = drafted(world)
    for who in ("visitor", "resident", "host"):
        with pytest.raises(Forbidden):
            world.do(who, Action.ITEM_REMOVE, items(world, table)[0].ref)


def test_a_button_up_works_without_scripts(world: World) -> None:
    table = drafted(world)
    second = items(world, table)[1]
    page = world.client("convener").get("/c/DRAFTA").text
    assert f'action="/do/item/move?on={second.ref}"' in page
    answer = world.client("convener").post(f"/do/item/move?on={second.ref}", data={"way": "up"}, headers=OURS)
    assert answer.status_code == 303
    assert items(world, table)[0].ref == second.ref


def test_an_item_of_the_format_is_called_as_the_reader_speaks(world: World) -> None:
    drafted(world)
    browser = world.client("convener")
    assert "居民发言" in browser.get("/c/DRAFTA").text
    browser.set_cookie("lang", "en")
    assert "Residents speak" in browser.get("/c/DRAFTA").text
