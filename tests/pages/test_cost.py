"""What a page asks the database does not grow with what is on it."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from bench.budgets import BUDGETS
from roundtable.core.db import db
from roundtable.policy import Action
from tests.cast import TABLE
from tests.commitments.story import accepted, confirming, moment, reported, statement, tick
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


@pytest.mark.parametrize("page", sorted({budget.page for budget in BUDGETS}))
def test_a_page_asks_no_more_than_its_budget(world: World, page: str) -> None:
    statement(world, comment="comment:1")
    reported(world, accepted(world))
    for budget in BUDGETS:
        if budget.page == page:
            assert asked(world, budget.who, page) <= budget.queries


OF_A_TABLE = ("/", "/consultations", "/c/TABLEB", "/c/TABLEB/record", "/c/TABLEB/concern", "/c/TABLEB/screen")


def test_no_page_grows_with_the_age_of_the_record(world: World) -> None:
    def costs(last: int) -> dict[str, tuple[int, int]]:
        """Once a page is full of them: questions, and kilobytes."""
        for number in range(last - 55, last):
            world.comment(f"A lift, says {number:03}", "resident")
        return {
            page: (asked(world, "visitor", page), len(world.client().get(page).data) // 2000) for page in OF_A_TABLE
        }

    young, old = costs(155), costs(210)
    assert {page: (young[page], old[page]) for page in old if old[page] > young[page]} == {}


PAGES = (
    ("/oversight", "supervisor"),
    ("/oversight.csv", "supervisor"),
    ("/commitments", "visitor"),
    ("/commitments", "officer"),
    ("/house", "admin"),
    ("/c/TABLEB", "resident"),
    ("/c/TABLEB/desk", "recorder"),
    ("/c/TABLEB/concern", "resident"),
    ("/c/TABLEB/record", "officer"),
    ("/concerns/1", "visitor"),
)


def grown(world: World, first: int, last: int) -> None:
    """So many more questions asked and counted by name, homes, statements, and promises late, checked and answered."""
    for number in range(first, last):
        world.do("host", Action.POLL_CLOSE, f"poll:{number}")
        asked = world.do("convener", Action.POLL_DRAFT, TABLE, question=f"Shall there be {number}?", secrecy="named")
        world.do("host", Action.POLL_OPEN, f"poll:{asked.result}")
        world.do("resident", Action.BALLOT_CAST, f"poll:{asked.result}", choice="yes")
        world.stage.person(f"home{number}", f"Home {number}")
        world.stage.place(f"home{number}", "unit", f"2{number}", "block")
        world.stage.grant(f"home{number}", "resident", place=f"home{number}")
        statement(world, comment="comment:1")
        accepted(world)
        reported(world, accepted(world))
        said = world.comment(f"A lift, says {number}", "neighbour")
        ref = confirming(world, accepted(world, comment=said))
        world.do(f"home{number}", Action.CONFIRMATION_GIVE, ref, answer="fixed", words="")


def test_many_promises_and_votes_cost_a_page_no_more_questions(world: World) -> None:
    def counted() -> dict[tuple[str, str], int]:
        """As late as it gets: overdue, unchecked, silent, and what residents answered is counted."""
        world.at(moment(7, 25))
        tick()
        costs = {(page, who): asked(world, who, page) for page, who in PAGES}
        world.at(world.stage.now)
        return costs

    grown(world, 1, 4)
    few = counted()
    grown(world, 4, 6)
    many = counted()
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page]} == {}
