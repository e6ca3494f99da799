"""Who is told of what happens to a consultation."""

from __future__ import annotations

from typing import Any

from roundtable.core import things
from roundtable.core.event_log import PUBLIC, Draft
from roundtable.notices import NOTICES
from roundtable.policy import Action
from tests.consultations.tables import announced, drafted, seat
from tests.world import OURS, World


def hear(world: World, action: Action, table: str, **facts: Any) -> set[str]:
    """Who hears of such an act."""
    names = {number: who for who, number in world.stage.people.items()}
    with world.reading() as uow:
        draft = Draft(action, table, [things.find(uow, table)], PUBLIC, "visitor", facts)
        return {names[person] for notice in NOTICES[action] for person in notice.audience(uow, draft)}


def _awaited(world: World) -> str:
    """A table at which three have a seat kept: one without an account, and one who cannot come after all."""
    people = world.stage.people
    table = announced(world, host_id=people["host"], recorder_id=people["recorder"])
    for who in ("stranger", "resident", "neighbour"):
        world.do(who, Action.SEAT_REGISTER, table)
    world.do("neighbour", Action.SEAT_LEAVE, seat(world, "neighbour", table).ref)
    world.client().post(f"/do/seat/register?on={table}", data={"name": "Granny Luo"}, headers=OURS)
    return table


def test_who_hosts_and_records_hears_that_it_was_announced(world: World) -> None:
    assert hear(world, Action.CONSULTATION_ANNOUNCE, _awaited(world)) == {"host", "recorder"}


def test_all_who_are_expected_hear_of_another_day_and_of_no_day(world: World) -> None:
    table = _awaited(world)
    for action in (Action.CONSULTATION_POSTPONE, Action.CONSULTATION_CANCEL):
        assert hear(world, action, table) == {"host", "recorder", "stranger", "resident"}


def test_they_hear_of_another_place_but_not_of_another_comma(world: World) -> None:
    table = _awaited(world)
    elsewhere = hear(world, Action.CONSULTATION_EDIT, table, changed=["address", "title"])
    assert elsewhere == {"host", "recorder", "stranger", "resident"}
    assert hear(world, Action.CONSULTATION_EDIT, table, changed=["title"]) == set()


def test_nobody_hears_of_what_is_still_being_prepared(world: World) -> None:
    people = world.stage.people
    table = drafted(world, host_id=people["host"], code="DRAFTB")
    assert hear(world, Action.CONSULTATION_EDIT, table, changed=["address"]) == set()
