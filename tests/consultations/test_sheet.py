"""A consultation's own page while nobody sits at it, and who knows of it"""

from __future__ import annotations

import pytest

from roundtable.consultations import queries
from roundtable.core import things
from roundtable.people import queries as people
from roundtable.policy import Action, Role
from tests.consultations.tables import ON_THE_DAY, announced, closed, drafted, opened
from tests.world import World


def _page(world: World, code: str = "DRAFTA", who: str = "visitor") -> str:
    browser = world.client(who)
    browser.set_cookie("lang", "en")
    return str(browser.get(f"/c/{code}").text).replace("\u00a0", " ")


def test_announced_it_says_when_where_what_and_how_to_come(world: World) -> None:
    announced(world, access="A ramp", online=True, quorum="12")
    page = _page(world)
    for words in ("20 March 2024, 15:00", "16:48", "Block 2; also online, on this page", "A ramp", "12 people seated"):
        assert words in page
    assert "Keep me a seat" in page
    assert "DRAFTA" in page
    assert "Postpone it" not in page


def test_a_draft_is_known_to_nobody_but_who_prepares_it(world: World) -> None:
    people = world.stage.people
    drafted(world, host_id=people["host"], recorder_id=people["recorder"])
    for who in ("visitor", "resident", "officer", "admin", "supervisor"):
        assert world.client(who).get("/c/DRAFTA").status_code == 404, who
    for who in ("convener", "host", "recorder"):
        assert world.client(who).get("/c/DRAFTA").status_code == 200, who


def test_a_draft_says_what_is_missing_before_it_can_be_announced(world: World) -> None:
    drafted(world, matter="", address="")
    page = _page(world, who="convener")
    assert "say what the matter is" in page
    assert "say where people meet" in page
    assert "/do/consultation/announce" not in page


def test_on_its_day_who_hosts_can_open_it_from_there(world: World) -> None:
    announced(world)
    assert "/do/consultation/open" not in _page(world, who="convener")
    world.at(ON_THE_DAY)
    assert "/do/consultation/open" in _page(world, who="convener")
    assert "The host opens the table today." in _page(world)
    assert "/do/consultation/open" not in _page(world)


def test_open_the_same_address_is_the_table(world: World) -> None:
    opened(world)
    assert "data-topic" in _page(world)


def test_over_it_says_how_many_came_and_leads_to_the_record(world: World) -> None:
    closed(world)
    page = _page(world)
    assert "0 people came." in page
    assert "/c/DRAFTA/record" in page
    assert "Keep me a seat" not in page


def test_what_was_said_can_still_be_read_where_it_was_said(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    assert "data-topic" not in _page(world, "TABLEB")
    assert "data-topic" in _page(world, "TABLEB?upto=1")


def test_every_date_that_people_were_told_stays_on_the_page(world: World) -> None:
    table = announced(world)
    for day in ("2024-03-27T15:00", "2024-04-10T15:00"):
        world.do("convener", Action.CONSULTATION_POSTPONE, table, starts_at=day, reason=f"Because of {day}")
    page = _page(world)
    for words in ("Announced for 20 March 2024", "Because of 2024-03-27", "Because of 2024-04-10", "10 April 2024"):
        assert words in page


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", "\u202eevil", "javascript:alert(1)"])
def test_what_a_convener_writes_is_words_and_nothing_else(world: World, said: str) -> None:
    announced(world, title=f"T {said}", matter=said, address=said, access=said)
    page = _page(world)
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert 'href="javascript' not in page


def _held(world: World, who: str, table: str) -> frozenset[Role]:
    with world.reading(who) as uow:
        return queries.roles(uow, things.find(uow, table))


def test_where_no_host_is_named_who_convenes_hosts_and_records(world: World) -> None:
    table = announced(world)
    assert {Role.CONVENER, Role.HOST, Role.RECORDER} <= _held(world, "convener", table)
    assert not {Role.HOST, Role.RECORDER} & _held(world, "host", table)


def test_who_convenes_no_more_for_the_body_has_no_say_in_its_tables(world: World) -> None:
    table = announced(world)
    with world.reading("convener") as uow:
        office = people.memberships(uow, uow.actor.id)[0].ref
    world.do("admin", Action.MEMBERSHIP_END, office, until="2024-03-03")
    assert not {Role.CONVENER, Role.HOST, Role.RECORDER} & _held(world, "convener", table)
