"""The six knots at the head of every page about one matter."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from roundtable.core import clock
from roundtable.core.db import db
from roundtable.core.links import Link
from roundtable.pages import chain
from roundtable.policy import Action
from tests.cast import TABLE
from tests.samples import SAMPLES
from tests.world import World

NAMES = ["concern", "words", "vote", "promise", "check", "verdict"]


def knots(world: World, ref: str = TABLE, who: str = "visitor") -> dict[str, dict[str, Any]]:
    """The knots by their names."""
    with world.reading(who) as uow:
        return dict(zip(NAMES, chain.knots(uow, ref), strict=True))


def states(world: World, ref: str = TABLE) -> str:
    """d: happened, h: the page is here, n: not yet."""
    return "".join(str(knot["state"])[0] for knot in knots(world, ref).values())


def fresh(world: World) -> str:
    """A table on its day, at which nothing was said yet."""
    table = SAMPLES[Action.CONSULTATION_OPEN].before(world)
    assert table is not None
    return table


def test_a_table_stands_at_its_concern_until_it_opens(world: World) -> None:
    table = fresh(world)
    assert states(world, table) == "hnnnnn"
    world.do("convener", Action.CONSULTATION_OPEN, table)
    assert states(world, table) == "dhnnnn"
    assert knots(world, table)["words"]["url"] == f"/c/{table.partition(':')[2]}"


def test_a_decision_moves_it_on(world: World) -> None:
    table = fresh(world)
    world.do("convener", Action.CONSULTATION_OPEN, table)
    said = {"words": "The shaft goes north", "why": "Light", "decided_by": "All of us", "reached": "agreement"}
    world.do("convener", Action.DECISION_RECORD, table, **said)
    assert states(world, table) == "ddhnnn"


def test_a_comment_stands_at_words_and_knows_its_concern(world: World) -> None:
    assert states(world, world.comment()).startswith("dh")


def test_hidden_words_tie_no_knot(world: World) -> None:
    comment = world.comment()
    world.do("host", Action.COMMENT_HIDE, comment, hidden_for="other", hidden_why="For a test")
    assert states(world, comment) == "hnnnnn"


def test_what_it_led_to_is_a_knot_with_its_address(world: World) -> None:
    other = world.comment("This came of it")
    with db.engine.begin() as connection:
        connection.execute(insert(Link).values(source=TABLE, target=other, why="led to", at=clock.now()))
    assert knots(world, TABLE)["words"]["url"] == "/c/TABLEB"  # its own card wins
    assert knots(world, other)["words"]["url"].endswith(f"#{other.replace(':', '-')}")


def test_the_page_draws_it(world: World) -> None:
    page = world.client().get("/c/TABLEB", headers={"Accept-Language": "en"}).text
    assert page.count('class="knot is-') == len(NAMES)
