"""The first page: what is on, the way in, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from roundtable.core import clock
from roundtable.core.db import db
from roundtable.core.wording import local
from roundtable.policy import Action
from tests.world import World


def _page(world: World, who: str = "visitor") -> str:
    browser = world.client(who)
    browser.set_cookie("lang", "en")
    return " ".join(browser.get("/").text.split())


def _announce(world: World, title: str, hours: int) -> str:
    when = local(clock.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")
    said = {"title": title, "matter": "Noise at night", "address": "The square", "starts_at": when}
    on = f"organisation:{world.stage.bodies['street']}"
    table = f"consultation:{world.do('convener', Action.CONSULTATION_DRAFT, on, **said).result}"
    world.do("convener", Action.CONSULTATION_ANNOUNCE, table, reason="The noise began yesterday")
    return table


def test_the_table_that_is_open_stands_in_the_middle(world: World) -> None:
    page = _page(world)
    assert '<a class="home-live" href="/c/TABLEB">' in page
    assert "Live now" in page
    assert "2 seated" in page
    assert "such as TABLEB" in page


def test_a_table_that_rests_is_said_to_rest(world: World) -> None:
    world.do("host", Action.CONSULTATION_PAUSE)
    assert "Paused" in _page(world)


def test_between_tables_the_next_one_is_shown(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    _announce(world, "The night market", hours=80)
    _announce(world, "A canteen", hours=60)
    page = _page(world)
    assert "Next" in page
    assert "A canteen" in page
    assert "night market" not in page


def test_with_nothing_ahead_it_says_that_the_past_stays(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    page = _page(world)
    assert "No table is open now" in page
    assert "stays here" in page


def test_the_code_leads_in_without_scripts(world: World) -> None:
    assert 'action="/join"' in _page(world)


def test_four_people_are_there_to_be_tried(world: World) -> None:
    page = _page(world)
    for slug in ("resident", "host", "officer", "supervisor"):
        assert f'action="/demo/be/{slug}"' in page
    assert "Shen Lan, supervisor" in page


def test_a_house_of_real_people_offers_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(world.app.config, "DEMO", False)
    page = _page(world)
    assert "/demo" not in page
    assert "Live now" in page


def _statements(browser: FlaskClient) -> int:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    browser.get("/")
    return len(asked)


@pytest.mark.parametrize("who", ["visitor", "resident", "host", "officer", "supervisor", "admin"])
def test_its_queries_are_as_many_however_much_there_is(world: World, who: str) -> None:
    browser = world.client(who)
    browser.get("/")
    before = _statements(browser)
    for number in range(4):
        world.comment(f"Comment {number}")
        table = _announce(world, f"Table {number}", hours=2)
        world.do("convener", Action.CONSULTATION_OPEN, table)
    db.engine.dispose()
    assert _statements(browser) <= before <= 30


def test_what_waits_for_me_is_the_first_thing_that_i_see(world: World) -> None:
    assert "Accept it, or say what is wrong" not in _page(world)
    assert "Your table is open: on to the desk" in _page(world, "host")
    assert "You sit at this table" in _page(world, "resident")
