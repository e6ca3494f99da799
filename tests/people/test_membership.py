"""membership.grant, membership.end"""

from __future__ import annotations

from typing import Any

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.people import queries as people
from roundtable.people.models import Membership
from roundtable.policy import Action
from tests.people.entrance import HOUSE
from tests.world import OURS, World


def _grant(world: World, who: str = "stranger", **said: Any) -> str:
    fields: dict[str, Any] = {"person_id": world.stage.people[who], "role": "officer", "organisation_id": 2} | said
    return f"membership:{world.do('admin', Action.MEMBERSHIP_GRANT, HOUSE, **fields).result}"


def _is(world: World, who: str = "stranger") -> list[str]:
    with world.reading() as uow:
        return [m.role for m in people.memberships(uow, world.stage.people[who])]


def _home(world: World) -> int:
    building = world.do("admin", Action.PLACE_ADD, HOUSE, level="building", name="Block 3").result
    home: int = world.do("admin", Action.PLACE_ADD, HOUSE, level="unit", name="501", parent_id=building).result
    return home


def test_somebody_is_an_officer_from_today(world: World) -> None:
    membership = _grant(world)
    assert _is(world) == ["officer"]
    entry = world.entries(HOUSE)[-1]
    assert (entry.action, entry.audience, list(entry.touched)) == ("membership.grant", "desk", [membership])


def test_a_resident_lives_in_a_home(world: World) -> None:
    home = _home(world)
    for place in (None, 1):
        with pytest.raises(Invalid) as refused:
            _grant(world, role="resident", organisation_id=None, place_id=place)
        assert list(refused.value.fields) == ["place_id"]
    _grant(world, role="resident", organisation_id=None, place_id=home)
    assert _is(world) == ["resident"]
    page = world.client("admin").get(f"/house?place={home}").text
    assert "Block 3 · 501" in page
    assert "Tu" in page


@pytest.mark.parametrize("role", ["officer", "head", "verifier", "supervisor", "convener"])
def test_an_office_is_held_for_an_organisation(world: World, role: str) -> None:
    with pytest.raises(Invalid) as refused:
        _grant(world, role=role, organisation_id=None)
    assert list(refused.value.fields) == ["organisation_id"]
    _grant(world, role=role)
    assert _is(world) == [role]


def test_an_administrator_needs_none(world: World) -> None:
    _grant(world, role="admin", organisation_id=None)
    assert _is(world) == ["admin"]


def test_nobody_is_the_same_twice(world: World) -> None:
    _grant(world)
    with pytest.raises(Invalid):
        _grant(world)
    _grant(world, organisation_id=3)
    assert _is(world) == ["officer", "officer"]


@pytest.mark.parametrize("said", [{"person_id": 999}, {"role": "emperor"}, {"organisation_id": 999}, {"person_id": ""}])
def test_only_what_there_is_can_be_chosen(world: World, said: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        _grant(world, **said)
    assert list(refused.value.fields) == list(said)


def test_it_can_be_for_a_while_that_is_not_over(world: World) -> None:
    with pytest.raises(Invalid):
        _grant(world, until="2024-03-03")
    _grant(world, until="2024-03-05")
    world.later(days=1)
    assert _is(world) == ["officer"]
    world.later(days=1)
    assert _is(world) == []


def test_the_form_names_people_organisations_and_homes(world: World) -> None:
    _home(world)
    page = world.client("admin").get(f"/do/membership/grant?on={HOUSE}&person_id=3&role=resident").text
    assert "Yu Min · host@roundtable.example" in page
    assert "street · works" in page
    assert "Block 3 · 501" in page
    assert '<option selected value="3">' in page


def test_it_ends_with_today(world: World) -> None:
    membership = _grant(world)
    world.do("admin", Action.MEMBERSHIP_END, membership, until="2024-03-04")
    assert _is(world) == ["officer"]
    world.later(days=1)
    assert _is(world) == []
    with pytest.raises(Refused):
        world.do("admin", Action.MEMBERSHIP_END, membership, until="2024-03-05")


def test_or_at_once(world: World) -> None:
    membership = _grant(world)
    world.do("admin", Action.MEMBERSHIP_END, membership, until="2024-03-03")
    assert _is(world) == []
    assert "officer" not in world.client("admin").get(f"/people/{world.stage.people['stranger']}").text


def test_what_somebody_was_long_ago_stays(world: World) -> None:
    with pytest.raises(Invalid):
        world.do("admin", Action.MEMBERSHIP_END, _grant(world), until="2024-03-02")


def test_the_form_proposes_today(world: World) -> None:
    page = world.client("admin").get(f"/do/membership/end?on={_grant(world)}").text
    assert 'value="2024-03-04"' in page


def test_others_grant_and_end_nothing(world: World) -> None:
    for who in ("officer", "convener", "supervisor", "visitor"):
        with pytest.raises(Forbidden):
            world.do(who, Action.MEMBERSHIP_GRANT, HOUSE, person_id=1, role="admin")
        with pytest.raises(Forbidden):
            world.do(who, Action.MEMBERSHIP_END, "membership:1", until="2024-03-04")


def test_a_membership_is_sealed(world: World) -> None:
    number = int(_grant(world).partition(":")[2])
    with world.reading() as uow:
        assert uow.get(Membership, number).salt


def test_a_refused_form_keeps_what_was_chosen(world: World) -> None:
    data = {"person_id": "3", "role": "resident", "organisation_id": "2", "key": "k"}
    answer = world.client("admin").post(f"/do/membership/grant?on={HOUSE}", data=data, headers=OURS)
    assert answer.status_code == 422
    assert '<option selected value="3">' in answer.text
    assert '<option selected value="2">' in answer.text
