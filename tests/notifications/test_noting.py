"""Who is told is written down with the act, in the same transaction, and in each reader's language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from roundtable.core.errors import Refused
from roundtable.notices import NOTICES as TABLE_OF_NOTICES
from roundtable.notifications.models import NOTICES, Delivery, Notice
from roundtable.policy import Action
from tests.notifications.office import HOUSE, quiet, states, write_to
from tests.people.entrance import ADDRESS, ask_link, last_link
from tests.world import World

pytestmark = pytest.mark.usefixtures(quiet.__name__)


def test_every_notice_has_its_mail_and_every_mail_its_notice(world: World) -> None:
    templates = world.app.jinja_env.list_templates(filter_func=lambda name: name.startswith("emails/"))
    named = {f"emails/{notice.template}.txt" for notices in TABLE_OF_NOTICES.values() for notice in notices}
    assert set(templates) == named


def test_what_is_mailed_is_written_down_with_the_act(world: World) -> None:
    ask_link(world)
    with world.reading() as uow:
        row = uow.session.scalars(select(Delivery)).one()
        assert (row.person_id, row.state, row.at, row.told[0]["template"]) == (1, "waiting", row.at, "sign_in_link")
        assert row.until - row.at == timedelta(minutes=15)


def test_a_refused_act_writes_to_nobody(world: World) -> None:
    world.do("admin", Action.PERSON_CLOSE, "person:1")
    with pytest.raises(Refused):
        world.do("admin", Action.PERSON_INVITE, "person:1")
    assert states(world) == []


def test_nobody_is_written_to_at_an_unknown_address_or_a_closed_account(world: World) -> None:
    ask_link(world, address="nobody@roundtable.example")
    world.do("admin", Action.PERSON_CLOSE, "person:1")
    ask_link(world, address=ADDRESS)
    assert states(world) == []


def test_a_mail_is_in_its_readers_language_and_leads_to_the_house(world: World) -> None:
    ask_link(world)
    chinese = world.mail("resident")[0]
    world.do("resident", Action.PERSON_CHOOSE_LANGUAGE, "person:1", lang="en")
    english = world.mail("resident")[0]
    assert (chinese.subject, english.subject) == ("您的登录链接", "Your link to sign in")
    for mail in (chinese, english):
        assert f"http://127.0.0.1:5000{last_link(world)}" in mail.body
        assert (mail.to, mail.name) == (ADDRESS, "Luo")


def test_a_link_that_was_used_is_not_written_any_more(world: World) -> None:
    token = ask_link(world)
    assert len(world.mail("resident")) == 1
    world.do("visitor", Action.PERSON_USE_LINK, HOUSE, token=token)
    assert world.mail("resident") == []


def test_a_changed_password_is_told_to_its_owner(world: World) -> None:
    world.do("resident", Action.PERSON_SET_PASSWORD, "person:1", password="lift bamboo thermos")
    assert "http://127.0.0.1:5000/me" in world.mail("resident")[0].body


def test_several_notices_of_one_act_are_one_mail(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    both = (
        Notice(lambda _uow, _act: [1, 2], "invitation", where=lambda _uow, _told: "/one"),
        Notice(lambda _uow, _act: [1, 1], "password_changed", where=lambda _uow, _told: "/two"),
    )
    monkeypatch.setitem(NOTICES, Action.PERSON_INVITE, both)
    write_to(world, "resident")
    (mine,), (theirs,) = world.mail("resident"), world.mail("neighbour")
    assert "/one" in mine.body
    assert "/two" in mine.body
    assert mine.subject != theirs.subject
    assert "/two" not in theirs.body


def test_a_guest_has_no_address_and_gets_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    guest = world.do("visitor", Action.SEAT_TAKE, key="k" * 32, name="Tu").result
    monkeypatch.setitem(NOTICES, Action.PERSON_INVITE, (Notice(lambda _uow, _act: [guest, 999], "invitation"),))
    write_to(world, "resident")
    assert states(world) == []


def test_a_title_with_line_breaks_stays_one_subject(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.do("resident", Action.PERSON_EDIT, "person:1", name="Luo")
    ask_link(world)
    assert "\n" not in world.mail("resident")[0].subject
