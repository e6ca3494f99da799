"""How 3栋1单元 got its lift: domain.md §7.1, 7.3 and 7.4, with their numbers and dates, as people live through it.

In a house of one process on SQLite, and in one grown up: PostgreSQL, Redis, processes that serve and others that work,
nginx before them. Residents with phones, officials, and the public that looks on, each in a browser
of their own. They know only what the pages show them. A chapter is a function; here they stand in their order.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.services.grown_house import GrownHouse
from tests.services.house import House, Starter
from tests.services.mail import Mailbox
from tests.services.postgres import Cluster
from tests.services.redis_server import redis_running

from . import ending, late, promise, table
from .people import Post, Story
from .scene import OPENED, ahead, prepare

TO_THE_PROMISE = (
    table.everybody_sits_down,
    table.the_resident_asks,
    table.the_officer_answers,
    table.it_is_kept_as_a_statement,
    table.it_is_not_counted,
    promise.the_table_votes,
    promise.it_becomes_a_promise,
    promise.the_officer_signs,
    promise.the_table_ends,
)
TO_THE_CHECK = (
    late.the_work_begins,
    late.it_slips,
    late.the_supervisor_issues_an_order,
    late.the_officer_replies_and_reports,
    late.the_colleague_may_not_check,
    late.the_verifier_checks,
    ending.the_homes_are_asked,
)
TO_THE_VERDICT = (
    ending.twelve_homes_answer,
    ending.it_is_kept,
    ending.every_step_stands_there_with_its_date,
    ending.from_the_verdict_back_to_the_first_sentence,
    ending.the_record_is_whole,
)
THE_OTHER_ENDING = (ending.it_is_reopened, ending.the_record_is_whole)


class Place:
    """Where houses stand: a folder, and on PostgreSQL a database each."""

    def __init__(self, start: Starter, folder: Path, cluster: Cluster | None, **settings: str) -> None:
        self.start, self.folder, self.cluster, self.settings = start, folder, cluster, settings

    def first(self) -> House:
        """The house of the story, a few minutes before its table opens."""
        home = self.folder / "first"
        home.mkdir()
        self.url = self.cluster.database() if self.cluster else self._file(home)
        prepare(home, self.url)
        return self.start(home, ahead(OPENED), DATABASE_URL=self.url, **self.settings)

    def copy(self, house: House) -> House:
        """Another house in which all stands as in this one. Both are shut then; either can be restarted."""
        house.stop()
        home = self.folder / "other"
        shutil.copytree(house.home, home)
        url = self.cluster.copy(self.url) if self.cluster else self._file(home)
        other = self.start(home, house.moved, DATABASE_URL=url, **self.settings)
        other.stop()
        return other

    @staticmethod
    def _file(home: Path) -> str:
        return f"sqlite:///{home}/roundtable.sqlite"


@pytest.fixture(params=["sqlite", "grown up on postgresql"])
def place(request: pytest.FixtureRequest, mailbox: Mailbox, tmp_path: Path) -> Iterator[Place]:
    """Either shape."""
    if request.param == "sqlite":
        yield Place(request.getfixturevalue("start_house"), tmp_path, None, MAIL_URL=mailbox.url)
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    with ExitStack() as houses, redis_running() as redis:

        def start(home: Path, moved: timedelta, **settings: str) -> House:
            house = GrownHouse(home, settings, moved)
            houses.callback(house.stop)
            return house

        yield Place(start, tmp_path, cluster, MAIL_URL=mailbox.url, REDIS_URL=redis.url)


@pytest.fixture
def people(browser: Browser, mailbox: Mailbox) -> Iterator[tuple[Browser, Post, ExitStack]]:
    """Browsers for all who play, and their mail."""
    with ExitStack() as contexts:
        yield browser, Post(mailbox), contexts


def test_from_a_question_to_a_lift_that_runs_or_does_not(place: Place, people: tuple[Browser, Post, ExitStack]) -> None:
    story = Story(place.first(), *people)
    for chapter in (*TO_THE_PROMISE, *TO_THE_CHECK):
        chapter(story)
    other = Story(place.copy(story.house), *people, promise=story.promise)
    story.house.restart()
    for chapter in TO_THE_VERDICT:
        chapter(story)
    story.house.stop()
    other.house.restart()
    for chapter in THE_OTHER_ENDING:
        chapter(other)
