"""consultation.edit"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.consultations.tables import WHEN, announced, as_is, drafted, opened
from tests.world import World

SAID = {"title": "The pipe in Block 2", "matter": "It leaks", "address": "Block 2", "starts_at": WHEN}


def test_a_draft_is_changed_and_the_log_names_what(world: World) -> None:
    table = drafted(world)
    world.do("convener", Action.CONSULTATION_EDIT, table, **SAID, quorum="12", names_shown=True)
    assert (as_is(world, table).title, as_is(world, table).quorum) == ("The pipe in Block 2", 12)
    last = world.entries(table)[-1]
    assert (last.audience, last.facts) == ("desk", {"changed": ["names_shown", "quorum", "title"]})


def test_what_people_know_of_is_changed_in_public(world: World) -> None:
    table = announced(world)
    world.do("convener", Action.CONSULTATION_EDIT, table, **(SAID | {"address": "Block 3"}))
    assert world.entries(table)[-1].audience == "public"


def test_a_date_that_people_know_is_not_changed_in_passing(world: World) -> None:
    table = announced(world)
    before = as_is(world, table).starts_at
    world.do("convener", Action.CONSULTATION_EDIT, table, **(SAID | {"starts_at": "2024-05-01T15:00"}))
    assert as_is(world, table).starts_at == before


def test_a_date_that_is_past_is_refused(world: World) -> None:
    table = drafted(world)
    with pytest.raises(Invalid) as refused:
        world.do("convener", Action.CONSULTATION_EDIT, table, **(SAID | {"starts_at": "2024-01-01T15:00"}))
    assert list(refused.value.fields) == ["starts_at"]


def test_an_open_table_is_changed_no_more(world: World) -> None:
    table = opened(world)
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.CONSULTATION_EDIT, table, **SAID)
    assert refused.value.reason == "wrong_state"


def test_the_form_shows_what_stands_there_now(world: World) -> None:
    table = drafted(world, matter="It leaks since May", online=True)
    page = world.client("convener").get(f"/do/consultation/edit?on={table}").text
    assert "It leaks since May" in page
    assert 'value="2024-03-20T15:00"' in page
    assert "checked" in page


@pytest.mark.parametrize("who", ["visitor", "resident", "host", "officer"])
def test_only_who_convenes_changes_it(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.CONSULTATION_EDIT, drafted(world), **SAID)
