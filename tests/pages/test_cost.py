"""What a page asks the database does not grow with what is on it."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from roundtable.core.db import db
from roundtable.policy import Action
from tests.world import World


def asked(world: World, who: str, page: str) -> int:
    """How many statements a page costs."""
    said: list[str] = []

    def note(*statement: object) -> None:
        said.append(str(statement[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert world.client(who).get(page).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(said)


def more(world: World, first: int, last: int) -> None:
    """So many more who sit down and say something."""
    for number in range(first, last):
        world.stage.person(f"guest{number}", f"Guest {number}")
        world.do(f"guest{number}", Action.SEAT_TAKE)
        world.do("neighbour", Action.COMMENT_SUPPORT, world.comment(f"A lift, says {number}", f"guest{number}"))


@pytest.mark.parametrize(
    ("page", "who"),
    [
        ("/c/TABLEB", "resident"),
        ("/c/TABLEB/desk", "host"),
        ("/c/TABLEB/seats", "host"),
        ("/c/TABLEB/record", "resident"),
        ("/c/TABLEB/record", "host"),
        ("/c/TABLEB/screen", "visitor"),
    ],
)
def test_many_people_who_say_something_cost_a_page_no_more_questions(world: World, page: str, who: str) -> None:
    more(world, 0, 3)
    few = asked(world, who, page)
    more(world, 3, 30)
    assert asked(world, who, page) <= few
