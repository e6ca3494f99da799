"""The worker does what time does once, however many there are, and a killed one loses nothing."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from config import ROOT
from roundtable import worker
from roundtable.core import clock
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action
from roundtable.timetable import Due
from roundtable.worker import Rests
from tests.cast import PROMISE
from tests.notifications.office import mail_by, quiet, states, write_to
from tests.services.mail import Mailbox
from tests.services.processes import free_port, stop
from tests.world import World

pytestmark = pytest.mark.usefixtures(quiet.__name__)
A_WEEK_LATE = datetime(2024, 7, 8, 1, 0, tzinfo=UTC)  # the cast's promise was due on 30 June


def _levels(world: World) -> list[int]:
    return [e.facts["level"] for e in world.entries(PROMISE) if e.action == "commitment.look_again"]


def test_after_a_standstill_only_the_highest_reminder_is_sent(world: World, mailbox: Mailbox) -> None:
    world.at(A_WEEK_LATE)
    with mail_by(world, mailbox.url):
        worker.look(Rests(), clock.now())
        worker.look(Rests(), clock.now())
    assert _levels(world) == [0, 1, 2]
    assert mailbox.next()["X-To"] == "head@roundtable.example"
    assert mailbox.is_empty()
    assert states(world) == ["sent"]


def test_of_five_workers_one_notices_and_one_sends(world: World, mailbox: Mailbox) -> None:
    world.at(A_WEEK_LATE)
    now = clock.now()

    def work() -> None:
        with world.app.app_context():
            worker.look(Rests(), now)

    with mail_by(world, mailbox.url):
        workers = [threading.Thread(target=work) for _ in range(5)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
        worker.look(Rests(), clock.now())
    assert _levels(world) == [0, 1, 2]
    assert mailbox.next()["X-To"] == "head@roundtable.example"
    assert mailbox.is_empty()


def _due(*refs: str) -> Due:
    def due(_uow: UnitOfWork, limit: int) -> list[tuple[str, datetime]]:
        return [(ref, A_WEEK_LATE) for ref in refs][:limit]

    return due


def test_what_fails_does_not_stop_the_others_and_rests_longer_each_time(world: World) -> None:
    world.at(A_WEEK_LATE)
    rests, now = Rests(), clock.now()
    table = ((_due("commitment:999", PROMISE), Action.COMMITMENT_LOOK_AGAIN),)
    assert worker.sweep(now, rests=rests, table=table) == 2
    assert _levels(world) == [0, 1, 2]
    what = "commitment.look_again commitment:999"
    assert (rests.holds(what, now), rests.holds(what, now + worker.REST)) == (True, False)
    worker.sweep(now + worker.REST, rests=rests, table=((_due("commitment:999"), Action.COMMITMENT_LOOK_AGAIN),))
    assert rests.holds(what, now + 2 * worker.REST)


def test_what_failed_leaves_others_their_turn(world: World) -> None:
    world.at(A_WEEK_LATE)
    rests = Rests()
    table = ((_due("commitment:998", "commitment:999", PROMISE), Action.COMMITMENT_LOOK_AGAIN),)
    for _ in range(2):
        worker.sweep(clock.now(), limit=2, rests=rests, table=table)
    assert _levels(world) == [0, 1, 2]


def test_a_mail_server_that_is_down_is_let_alone_for_a_while(world: World, mailbox: Mailbox) -> None:
    write_to(world, "resident")
    rests = Rests()
    with mail_by(world, f"smtp://127.0.0.1:{free_port()}"):
        worker.look(rests, clock.now())
    with mail_by(world, mailbox.url):
        worker.look(rests, clock.now())
        assert mailbox.is_empty()
        worker.look(rests, clock.now() + worker.REST)
    assert mailbox.next()["X-To"] == "resident@roundtable.example"


class Slow(Mailbox):
    """A mail server that holds on to the first mail."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.holds, self.lets_go = threading.Event(), threading.Event()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  SMTP's word
        self.holds.set()
        while not self.lets_go.is_set():
            await asyncio.sleep(0.05)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def slow() -> Iterator[Slow]:
    box = Slow(f"smtp://127.0.0.1:{free_port()}")
    server = Controller(box, hostname="127.0.0.1", port=int(box.url.rpartition(":")[2]))
    server.start()
    yield box
    box.lets_go.set()
    server.stop()


def _worker(world: World, url: str, clock_file: Path) -> subprocess.Popen[bytes]:
    settings = world.app.config["SETTINGS"]
    env = os.environ | {
        "DATABASE_URL": settings.database_url,
        "ROUNDTABLE_HOME": str(settings.home),
        "ROUNDTABLE_CLOCK": str(clock_file),
        "SECRET_KEY": settings.secret_key,
        "MAIL_URL": url,
    }
    return subprocess.Popen([sys.executable, "-m", "flask", "--app", "roundtable", "worker"], cwd=ROOT, env=env)


def test_a_worker_killed_while_it_sends_loses_no_mail(world: World, slow: Slow, tmp_path: Path) -> None:
    write_to(world, "resident")
    first = _worker(world, slow.url, tmp_path / "clock")
    assert slow.holds.wait(60)
    first.kill()
    first.wait()
    assert states(world) == ["waiting"]
    world.later(minutes=11)
    slow.lets_go.set()
    second = _worker(world, slow.url, tmp_path / "clock")
    try:
        assert slow.next()["X-To"] == "resident@roundtable.example"
    finally:
        assert stop(second) == 0
    assert states(world) == ["sent"]
    assert slow.is_empty()
