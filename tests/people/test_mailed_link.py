"""person.send_link, person.use_link: a link by mail, good once, on any device."""

from __future__ import annotations

import threading

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from roundtable.core.errors import Refused
from roundtable.core.limits import Limits
from roundtable.people.models import MailedLink
from roundtable.policy import Action
from tests.people.entrance import ADDRESS, HOUSE, ask_link, last_link
from tests.world import OURS, World

SEND, USE = f"/do/person/send_link?on={HOUSE}", f"/do/person/use_link?on={HOUSE}"
KEY = "k" * 32


def _press(browser: FlaskClient, token: str, key: str = "p" * 32, **more: str) -> int:
    data = {"token": token, "key": key, **more}
    return browser.post(USE, data=data, headers=OURS).status_code


def _is_in(browser: FlaskClient) -> bool:
    return browser.get("/me").status_code == 200


def test_i_ask_for_a_link_and_come_in_by_it(world: World) -> None:
    phone, computer = world.client(), world.client()
    asked = phone.post(SEND, data={"email": ADDRESS, "key": KEY}, headers=OURS)
    assert (asked.status_code, asked.headers["Location"]) == (303, "/sign-in/sent")
    path = last_link(world)
    assert "Luo" in computer.get(path).text
    assert _press(computer, path.rpartition("/")[2]) == 303
    assert _is_in(computer)
    assert not _is_in(phone)


def test_looking_at_a_link_signs_nobody_in_and_uses_nothing_up(world: World) -> None:
    token, scanner, mine = ask_link(world), world.client(), world.client()
    for _ in range(3):
        assert scanner.get(f"/link/{token}").status_code == 200
        scanner.head(f"/link/{token}")
    assert not _is_in(scanner)
    assert _press(mine, token) == 303


def test_a_link_is_good_once(world: World) -> None:
    token = ask_link(world)
    assert _press(world.client(), token) == 303
    second = world.client()
    assert _press(second, token, "q" * 32) == 409
    assert not _is_in(second)
    assert "Luo" not in second.get(f"/link/{token}").text


def test_a_double_click_is_one_press(world: World) -> None:
    token, browser = ask_link(world), world.client()
    assert [_press(browser, token), _press(browser, token)] == [303, 303]
    world.later(minutes=2)
    assert _press(world.client(), token) == 409


def test_of_many_at_once_one_comes_in(world: World) -> None:
    token, came = ask_link(world), []

    def use(key: str) -> None:
        with world.app.app_context():
            try:
                came.append(world.do("visitor", Action.PERSON_USE_LINK, HOUSE, key=key, token=token).result)
            except Refused as no:
                came.append(no.reason)

    threads = [threading.Thread(target=use, args=(f"{n}" * 32,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [words.rpartition(".")[0] for words in sorted(came)] == ["1.0"] + [""] * 7
    assert came.count("link_used") == 7


def test_after_a_quarter_of_an_hour_it_is_too_old(world: World) -> None:
    token = ask_link(world)
    world.later(minutes=16)
    assert _press(world.client(), token) == 409


def test_an_unknown_address_is_answered_the_same_and_does_as_much(world: World) -> None:
    browser = world.client()
    answers = [
        browser.post(SEND, data={"email": email, "key": key * 32}, headers=OURS)
        for email, key in ((ADDRESS, "a"), ("nobody@roundtable.example", "b"))
    ]
    assert [a.headers["Location"] for a in answers] == ["/sign-in/sent"] * 2
    assert answers[0].data == answers[1].data
    with world.reading() as uow:
        assert list(uow.session.scalars(select(MailedLink.person_id).order_by(MailedLink.id))) == [1, None]


def test_a_link_for_nobody_lets_nobody_in(world: World) -> None:
    token = ask_link(world, address="nobody@roundtable.example")
    assert _press(world.client(), token) == 409


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "\ud800", "💡" * 9])
def test_a_token_that_was_never_made_is_refused(world: World, token: str) -> None:
    ask_link(world, Action.PERSON_SEND_LINK)
    with pytest.raises(Refused):
        world.do("visitor", Action.PERSON_USE_LINK, HOUSE, token=token)


def test_a_link_for_a_new_password_is_no_link_to_come_in(world: World) -> None:
    token = ask_link(world, Action.PERSON_ASK_RESET)
    assert _press(world.client(), token) == 409


def test_the_database_alone_gives_no_token_away(world: World) -> None:
    token = ask_link(world)
    with world.reading() as uow:
        row = uow.session.scalars(select(MailedLink)).one()
        assert token not in str(vars(row))
        world.app.config["SECRET_KEY"] = "t" * 32  # whoever has the rows, and another house's secret
        try:
            assert last_link(world).rpartition("/")[2] != token
        finally:
            world.app.config["SECRET_KEY"] = "s" * 32


def test_nobodys_letter_box_is_filled(world: World) -> None:
    world.app.extensions["limits"] = Limits(on=True)
    try:
        answers = [world.client().post(SEND, data={"email": ADDRESS}, headers=OURS).status_code for _ in range(6)]
        assert answers == [303] * 5 + [429]
    finally:
        world.app.extensions["limits"] = Limits(on=False)
