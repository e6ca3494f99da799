"""place.add, organisation.add"""

from __future__ import annotations

from typing import Any

import pytest

from roundtable.core.errors import Forbidden, Invalid
from roundtable.places import queries
from roundtable.policy import Action
from tests.world import OURS, World

HOUSE = "house:1"


def _place(world: World, level: str, name: str, parent: int | None = None) -> int:
    fields: dict[str, Any] = {"level": level, "name": name, "parent_id": parent}
    number: int = world.do("admin", Action.PLACE_ADD, HOUSE, **fields).result
    return number


def _body(world: World, name: str, parent: int | None = None) -> int:
    number: int = world.do("admin", Action.ORGANISATION_ADD, HOUSE, name=name, parent_id=parent).result
    return number


def test_places_stand_inside_one_another(world: World) -> None:
    district = _place(world, "district", "Xihu")
    street = _place(world, "street", "Nanzhan", district)
    home = _place(world, "unit", "501", street)
    with world.reading() as uow:
        assert [place.name for place in queries.path(uow, home)] == ["Xihu", "Nanzhan", "501"]
        assert queries.inside(uow, district) == {district, street, home}
        assert (street, "Xihu · Nanzhan") in queries.named(uow)
        assert (home, "Xihu · Nanzhan · 501") in queries.homes(uow)


def test_it_is_on_the_public_record(world: World) -> None:
    place = _place(world, "district", "Xihu")
    entry = world.entries(HOUSE)[-1]
    assert (entry.action, entry.audience, list(entry.touched)) == ("place.add", "public", [f"place:{place}"])


@pytest.mark.parametrize("level", ["district", "street"])
def test_no_place_is_inside_one_as_narrow_as_itself(world: World, level: str) -> None:
    street = _place(world, "street", "Nanzhan")
    with pytest.raises(Invalid) as refused:
        _place(world, level, "Xihu", street)
    assert list(refused.value.fields) == ["parent_id"]


def test_bodies_stand_under_one_another(world: World) -> None:
    street = _body(world, "Nanzhan subdistrict")
    works, lamps = _body(world, "Works office", street), _body(world, "Lamp office", street)
    with world.reading() as uow:
        assert (works, "Nanzhan subdistrict · Works office") in queries.organisations(uow)
        assert queries.kin(uow, street) == {street, works, lamps}
        assert queries.kin(uow, works) == {works, street}


def test_what_is_missing_is_said_and_the_rest_is_kept(world: World) -> None:
    street = _body(world, "Nanzhan subdistrict")
    data = {"name": " ", "parent_id": str(street), "key": "k"}
    answer = world.client("admin").post(f"/do/organisation/add?on={HOUSE}", data=data, headers=OURS)
    assert answer.status_code == 422
    assert 'id="name-mend"' in answer.text
    assert f'<option selected value="{street}">' in answer.text


def test_only_what_there_is_can_be_chosen(world: World) -> None:
    for parent in (999, "x", "²"):
        with pytest.raises(Invalid):
            world.do("admin", Action.PLACE_ADD, HOUSE, level="unit", name="501", parent_id=parent)
        with pytest.raises(Invalid):
            world.do("admin", Action.ORGANISATION_ADD, HOUSE, name="Works", place_id=parent)


def test_only_an_administrator_adds_them(world: World) -> None:
    for who in ("visitor", "resident", "convener"):
        with pytest.raises(Forbidden):
            world.do(who, Action.PLACE_ADD, HOUSE, level="district", name="Xihu")
        with pytest.raises(Forbidden):
            world.do(who, Action.ORGANISATION_ADD, HOUSE, name="Works office")
