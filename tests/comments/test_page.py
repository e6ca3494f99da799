"""The table's page with a great many comments on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html
from sqlalchemy import event, insert

from roundtable.comments.models import Comment
from roundtable.comments.queries import FIGURES_FOR, PAGE, figures
from roundtable.core import clock, things
from roundtable.core.db import db
from tests.cast import TABLE
from tests.comments.looking import dom, reply, sit
from tests.world import World

MANY = 20_000


def crowd(world: World, count: int) -> None:
    """So many comments, as if they had been said: the log has nothing of them, which these tests do not ask for."""
    with db.engine.connect().execution_options(unlogged="a test's crowd") as connection, connection.begin():
        said = {"consultation_id": 1, "seat_id": 1, "said_as": "view", "state": "shown", "version": 1, "sorted": False}
        rows = [said | {"body": f"Comment {number}", "at": clock.now()} for number in range(count)]
        connection.execute(insert(Comment), rows)


@pytest.fixture
def queries(world: World) -> Iterator[list[str]]:
    """The statements sent to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_other: object) -> None:
        sent.append(sql)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def rows(world: World, url: str = "/c/TABLEB", who: str = "resident") -> tuple[list[str], html.HtmlElement]:
    page = html.document_fromstring(world.client(who).get(url).text)
    return [str(name) for name in page.xpath("//ol[@id='comments']/li/@id")], page  # type: ignore[union-attr]  # a list


def test_a_page_asks_the_database_as_often_for_fifty_comments_as_for_five(world: World, queries: list[str]) -> None:
    sit(world, "officer")

    def asked() -> int:
        queries.clear()
        world.client("resident").get("/c/TABLEB")
        return len(queries)

    for who in ("neighbour", "officer"):
        reply(world, who, world.comment())
    few = asked()
    for _ in range(20):
        one = world.comment()
        for who in ("neighbour", "officer"):
            reply(world, who, one)
    assert asked() == few


def test_of_twenty_thousand_the_newest_fifty_are_shown_and_the_earlier_by_a_link(world: World) -> None:
    crowd(world, MANY)
    shown, page = rows(world)
    assert len(shown) == PAGE
    assert shown[-1] == f"comment-{MANY + 1}"
    link = page.xpath("string(//a[@data-older]/@href)")
    earlier, _page = rows(world, str(link))
    assert (len(earlier), earlier[-1]) == (PAGE, f"comment-{MANY + 1 - PAGE}")


def test_at_the_beginning_there_is_no_earlier_one(world: World) -> None:
    _rows, page = rows(world)
    assert page.xpath("//a[@data-older]/parent::p/@hidden")


def test_the_address_of_an_old_comment_shows_it_and_leads_on_to_the_newest(world: World) -> None:
    crowd(world, 200)
    with world.reading() as uow:
        url = things.card(things.find(uow, "comment:20")).url
    shown, page = rows(world, url)
    assert shown[-1] == "comment-20"
    assert page.xpath("//ol[@id='comments']/@data-upto") == ["20"]
    assert page.xpath("//main//a[@href='/c/TABLEB']")


def test_the_address_of_a_new_comment_is_the_live_page(world: World) -> None:
    crowd(world, 100)
    comment = world.comment()
    with world.reading() as uow:
        url = things.card(things.find(uow, comment)).url
    later = world.comment()
    shown, page = rows(world, url)
    assert shown[-2:] == [dom(comment), dom(later)]
    assert not page.xpath("//ol[@id='comments']/@data-upto")


def test_figures_are_those_of_the_newest_comments(world: World) -> None:
    crowd(world, FIGURES_FOR + 100)
    with world.reading() as uow:
        assert len(figures(uow, things.find(uow, TABLE))) == FIGURES_FOR
