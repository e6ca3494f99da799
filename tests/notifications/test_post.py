"""delivery.take, delivery.note: mails go through a real mail server, once each."""

from __future__ import annotations

import threading
from email.utils import parsedate_to_datetime

import pytest
from sqlalchemy import update

from roundtable.core import clock
from roundtable.core.errors import Forbidden
from roundtable.core.unit_of_work import SYSTEM, writing
from roundtable.notifications import post
from roundtable.people.models import Person
from roundtable.policy import Action
from tests.notifications.office import HOUSE, mail_by, quiet, reasons, states, write_to
from tests.people.entrance import ask_link
from tests.services.mail import Mailbox
from tests.services.processes import free_port
from tests.world import World

pytestmark = pytest.mark.usefixtures(quiet.__name__)


def test_what_is_due_arrives_in_chinese_with_its_link(world: World, mailbox: Mailbox) -> None:
    token = ask_link(world)
    with mail_by(world, f"{mailbox.url}?from=table@roundtable.example"):
        assert post.deliver() == 1
    mail = mailbox.next()
    assert mail["X-To"] == "resident@roundtable.example"
    assert (mail["Subject"], mail["From"]) == ("您的登录链接", "圆桌会 <table@roundtable.example>")
    assert f"/link/{token}" in mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert abs((parsedate_to_datetime(mail["Date"]) - clock.now()).total_seconds()) < 60
    assert states(world) == ["sent"]


def test_nothing_is_sent_twice(world: World, mailbox: Mailbox) -> None:
    write_to(world, "resident", "neighbour")
    with mail_by(world, mailbox.url):
        assert [post.deliver(), post.deliver()] == [2, 0]
    assert {mailbox.next()["X-To"], mailbox.next()["X-To"]} == {
        "resident@roundtable.example",
        "neighbour@roundtable.example",
    }
    assert mailbox.is_empty()


def test_of_five_workers_one_sends_each_mail(world: World, mailbox: Mailbox) -> None:
    write_to(world, *["resident"] * 6, *["host"] * 6)

    def work() -> None:
        with world.app.app_context():
            post.deliver()

    with mail_by(world, mailbox.url):
        workers = [threading.Thread(target=work) for _ in range(5)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert states(world) == ["sent"] * 12
    marks = {mailbox.next()["Message-ID"] for _ in range(12)}
    assert len(marks) == 12
    assert mailbox.is_empty()


def test_one_that_was_sent_and_not_noted_is_sent_once_more_under_the_same_name(world: World, mailbox: Mailbox) -> None:
    write_to(world, "resident")
    world.do("system", Action.DELIVERY_TAKE, HOUSE)
    with mail_by(world, mailbox.url):
        with post.Server(mailbox.url) as office:
            assert office.send(world.mail("resident")[0]) == ("sent", "")
        assert post.deliver() == 0
        world.later(minutes=11)
        assert post.deliver() == 1
    assert mailbox.next()["Message-ID"] == mailbox.next()["Message-ID"]
    assert states(world) == ["sent"]


def test_only_the_worker_takes_and_notes(world: World) -> None:
    for who in ("admin", "resident", "visitor"):
        with pytest.raises(Forbidden):
            world.do(who, Action.DELIVERY_TAKE, HOUSE)
        with pytest.raises(Forbidden):
            world.do(who, Action.DELIVERY_NOTE, HOUSE, delivery=1, outcome="sent")


def test_a_server_that_is_down_costs_no_mail_a_try(world: World, mailbox: Mailbox) -> None:
    write_to(world, "resident")
    with mail_by(world, f"smtp://127.0.0.1:{free_port()}"), pytest.raises(post.Unreachable):
        post.deliver()
    assert states(world) == ["waiting"]
    with mail_by(world, mailbox.url):
        assert post.deliver() == 1
    assert mailbox.next()["X-To"] == "resident@roundtable.example"


def test_an_address_that_nobody_can_write_to_does_not_stop_the_others(world: World, mailbox: Mailbox) -> None:
    with writing(SYSTEM, clock.now()) as uow:
        poison = update(Person).where(Person.id == 1).values(email="no address\n at all")
        uow.session.execute(poison)
        uow.session.commit()
    write_to(world, "resident", "neighbour")
    with mail_by(world, mailbox.url):
        assert post.deliver() == 2
    assert mailbox.next()["X-To"] == "neighbour@roundtable.example"
    assert states(world) == ["failed", "sent"]
    assert reasons(world)[0]


def test_without_a_mail_server_mails_are_kept_and_the_demo_shows_them(world: World) -> None:
    ask_link(world)
    with mail_by(world, None):
        assert post.deliver() == 1
    assert states(world) == ["kept"]
    assert "您的登录链接" in world.client().get("/demo/mail").text


def test_what_could_not_be_sent_for_days_is_given_up(world: World, mailbox: Mailbox) -> None:
    write_to(world, "resident")
    world.later(days=3, minutes=1)
    with mail_by(world, mailbox.url):
        post.deliver()
    assert mailbox.is_empty()
    assert states(world) == ["given_up"]


def test_a_mail_that_is_of_no_use_any_more_is_given_up(world: World, mailbox: Mailbox) -> None:
    token = ask_link(world)
    world.do("visitor", Action.PERSON_USE_LINK, HOUSE, token=token)
    with mail_by(world, mailbox.url):
        post.deliver()
    assert mailbox.is_empty()
    assert states(world) == ["given_up"]


def test_a_name_of_several_lines_keeps_no_mail_back(world: World, mailbox: Mailbox) -> None:
    with writing(SYSTEM, clock.now()) as uow:
        uow.session.execute(update(Person).where(Person.id == 1).values(name="Luo\nBcc: all@roundtable.example"))
        uow.session.commit()
    write_to(world, "resident")
    with mail_by(world, mailbox.url):
        post.deliver()
    mail = mailbox.next()
    assert (mail["Bcc"], states(world)) == (None, ["sent"])
