"""What the table and the desk show of a statement."""

from __future__ import annotations

import re

from roundtable.policy import Action
from tests.commitments.story import proposed, statement
from tests.world import World


def read(world: World, url: str, who: str = "visitor") -> str:
    browser = world.client(who)
    browser.set_cookie("lang", "en")
    page = browser.get(url).text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_table_sees_what_was_said_and_what_it_lacks(world: World) -> None:
    on = statement(world, "The lamps will be mended soon")
    world.do("recorder", Action.STATEMENT_COMPLETE, on, outcome="All lamps are lit", due="2024-04-01")
    page = read(world, "/c/TABLEB")
    assert "The lamps will be mended soon" in page
    assert "No commitment yet. Missing: place, person and body and test." in page


def test_the_table_sees_what_became_of_it(world: World) -> None:
    on = statement(world, "The lamps will be mended soon")
    ref = proposed(world, on, due="2024-03-20")
    assert "Waiting for an answer" in read(world, "/c/TABLEB")
    world.do("officer", Action.COMMITMENT_ACCEPT, ref)
    assert "In progress" in read(world, "/c/TABLEB")


def test_the_desk_asks_aloud_for_what_is_missing(world: World) -> None:
    statement(world, "Buildings where conditions are ripe, as soon as possible", said_by="Mr Liu")
    page = read(world, "/c/TABLEB/desk", "recorder")
    assert "5 things missing before it is a commitment" in page
    assert "Ask Mr Liu: what will be done, exactly where, who answers for it, by which day and how anyone can" in page
    assert "“as soon as possible” is not a date" in page
    assert "“Buildings where conditions are ripe” names none" in page


def test_only_the_recorder_has_the_line_to_catch_the_next(world: World) -> None:
    assert "Write it down" in read(world, "/c/TABLEB/desk", "recorder")
    assert "Write it down" not in read(world, "/c/TABLEB/desk", "host")
    assert world.client("resident").get("/c/TABLEB/desk").status_code == 403
