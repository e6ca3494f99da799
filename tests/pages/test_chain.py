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
from tests.world import World

NAMES = ["concern", "words", "vote", "promise", "check", "verdict"]


def knots(world: World, ref: str = TABLE, who: str = "visitor") -> dict[str, dict[str, Any]]:
    """The knots by their names."""
    with world.reading(who) as uow:
        return dict(zip(NAMES, chain.knots(uow, ref), strict=True))


def states(world: World, ref: str = TABLE) -> str:
    """d: happened, h: the page is here, n: not yet."""
    return "".join(str(knot["state"])[0] for knot in knots(world, ref).values())


def settled(world: World) -> None:
    """Nothing that the cast decided stands any more."""
    for entry in world.entries():
        for ref in entry.touched:
            if ref.startswith("decision:") and entry.action == Action.DECISION_RECORD:
                world.do("host", Action.DECISION_WITHDRAW, ref, reason="For a test")


def test_a_table_that_is_open_stands_at_words(world: World) -> None:
    settled(world)
    assert states(world) == "dhnnnn"
    assert knots(world)["words"]["url"] == "/c/TABLEB"


def test_a_decision_moves_it_on(world: World) -> None:
    settled(world)
    world.do(
        "recorder",
        Action.DECISION_RECORD,
        words="The shaft goes north",
        why="Light",
        decided_by="All of us",
        reached="agreement",
    )
    assert states(world) == "ddhnnn"


def test_a_comment_stands_at_words_and_knows_its_concern(world: World) -> None:
    assert states(world, world.comment()).startswith("dh")


def test_hidden_words_tie_no_knot(world: World) -> None:
    comment = world.comment()
    world.do("host", Action.COMMENT_HIDE, comment, hidden_for="other", hidden_why="For a test")
    assert states(world, comment) == "hnnnnn"


def test_what_it_led_to_is_a_knot_with_its_address(world: World) -> None:
    settled(world)
    one, other = world.comment("From this"), world.comment("came that")
    with db.engine.begin() as connection:
        connection.execute(insert(Link).values(source=TABLE, target=other, why="led to", at=clock.now()))
    assert knots(world, TABLE)["words"]["url"] == "/c/TABLEB"  # its own card wins
    assert knots(world, other)["words"]["url"].endswith(f"#{other.replace(':', '-')}")
    assert states(world, one) == "dhnnnn"


def test_the_page_draws_it(world: World) -> None:
    page = world.client().get("/c/TABLEB", headers={"Accept-Language": "en"}).text
    assert page.count('class="knot is-') == len(NAMES)
