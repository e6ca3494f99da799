"""Mail servers that are busy, or do not know an address."""

from __future__ import annotations

import pytest
from aiosmtpd.controller import Controller

from roundtable.notifications import post
from tests.notifications.office import mail_by, quiet, reasons, states, write_to
from tests.services.mail import Mailbox
from tests.services.processes import free_port
from tests.world import World

pytestmark = pytest.mark.usefixtures(quiet.__name__)


class Grumpy(Mailbox):
    """A server that answers each mail with one of these, and then takes them."""

    def __init__(self, url: str, *answers: str) -> None:
        super().__init__(url)
        self.answers = list(answers)

    async def handle_RCPT(self, _server: object, _session: object, envelope: object, address: str, _o: object) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]  # aiosmtpd has no types
        return "250 OK"


@pytest.fixture
def grumpy() -> Grumpy:
    return Grumpy(f"smtp://127.0.0.1:{free_port()}")


def _serve(box: Grumpy) -> Controller:
    server = Controller(box, hostname="127.0.0.1", port=int(box.url.rpartition(":")[2]))
    server.start()
    return server


def test_a_server_that_is_busy_is_asked_again_later(world: World, grumpy: Grumpy) -> None:
    grumpy.answers = ["451 later", "451 later"]
    write_to(world, "resident")
    server = _serve(grumpy)
    try:
        with mail_by(world, grumpy.url):
            assert [post.deliver(), post.deliver()] == [1, 0]
            world.later(minutes=2)
            assert [post.deliver(), post.deliver()] == [1, 0]
            world.later(minutes=6)
            assert post.deliver() == 1
    finally:
        server.stop()
    assert states(world) == ["sent"]
    assert grumpy.next()["X-To"] == "resident@roundtable.example"


def test_one_that_never_takes_it_is_not_asked_for_ever(world: World, grumpy: Grumpy) -> None:
    grumpy.answers = ["451 later"] * 50
    write_to(world, "resident")
    server = _serve(grumpy)
    try:
        with mail_by(world, grumpy.url):
            for _ in range(14):
                post.deliver()
                world.later(hours=5)
    finally:
        server.stop()
    assert states(world) == ["given_up"]
    assert "451" in str(reasons(world)[0])


def test_an_address_that_the_server_does_not_know_is_not_tried_again(world: World, grumpy: Grumpy) -> None:
    grumpy.answers = ["550 no such person"]
    write_to(world, "resident", "neighbour")
    server = _serve(grumpy)
    try:
        with mail_by(world, grumpy.url):
            assert post.deliver() == 2
    finally:
        server.stop()
    assert states(world) == ["failed", "sent"]
    assert reasons(world)[0] == "550 no such person"
