"""person.sign_out, person.end_sign_in, person.end_sign_ins"""

from __future__ import annotations

import pytest
from flask import g
from flask.testing import FlaskClient

from roundtable.core.actions import TELLERS, News
from roundtable.core.errors import Forbidden
from roundtable.live.server import drop, socketio
from roundtable.policy import Action
from tests.cast import TABLE
from tests.people.entrance import ADDRESS, GOOD, HOUSE, give_password
from tests.world import OURS, World

OUT = f"/do/person/sign_out?on={HOUSE}"
ME = "person:1"
ORIGIN = {"Origin": "http://localhost"}


def _come_in(world: World) -> FlaskClient:
    browser = world.client()
    data = {"email": ADDRESS, "password": GOOD, "keep": "y"}
    assert browser.post(f"/do/person/sign_in?on={HOUSE}", data=data, headers=OURS).status_code == 303
    return browser


def _is_in(browser: FlaskClient) -> bool:
    return browser.get("/me").status_code == 200


def _words(browser: FlaskClient) -> str:
    with browser.session_transaction() as session:
        return str(session.get("_user_id", ""))


@pytest.fixture(autouse=True)
def _password(world: World) -> None:
    give_password(world)


def test_i_sign_out_here_and_stay_signed_in_elsewhere(world: World) -> None:
    here, elsewhere = _come_in(world), _come_in(world)
    answer = here.post(OUT, headers=OURS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not _is_in(here)
    assert _is_in(elsewhere)


def test_a_cookie_copied_before_is_good_for_nothing_afterwards(world: World) -> None:
    browser, thief = _come_in(world), world.client()
    with thief.session_transaction() as session:
        session["_user_id"] = _words(browser)
    assert _is_in(thief)
    browser.post(OUT, headers=OURS)
    assert not _is_in(thief)


def test_it_stays_so_when_i_come_in_again(world: World) -> None:
    here, copied = _come_in(world), world.client()
    with here.session_transaction() as session, copied.session_transaction() as copy:
        copy.update(session)
    here.post(OUT, headers=OURS)
    assert _is_in(_come_in(world))
    assert not _is_in(copied)


def test_a_guest_who_signs_out_is_nobody_also_by_an_old_cookie(world: World) -> None:
    guest, thief = world.client(), world.client()
    guest.post(f"/do/seat/take?on={TABLE}", data={"name": "Tu", "key": "k" * 32}, headers=OURS)
    with thief.session_transaction() as session:
        session["_user_id"] = _words(guest)
    assert _is_in(thief)
    guest.post(OUT, headers=OURS)
    assert not _is_in(guest)
    assert not _is_in(thief)


def test_who_is_not_signed_in_may_sign_out_all_the_same(world: World) -> None:
    assert world.client().post(OUT, headers=OURS).status_code == 303


def test_my_lines_drop_when_i_sign_out(world: World) -> None:
    heard: list[News] = []
    TELLERS.listening.append(heard.append)
    try:
        world.do("resident", Action.PERSON_SIGN_OUT, HOUSE)
    finally:
        TELLERS.listening.remove(heard.append)
    assert [news.dropped for news in heard] == [frozenset({1})]


def test_a_dropped_line_is_cut(world: World) -> None:
    lines = []
    for browser in (_come_in(world), world.client("neighbour")):
        g.pop("_login_user", None)  # the world's own context remembers who asked last
        lines.append(socketio.test_client(world.app, "/room", flask_test_client=browser, headers=ORIGIN))
    assert all(line.is_connected("/room") for line in lines)
    drop(1)
    assert [line.is_connected("/room") for line in lines] == [False, True]
    lines[1].disconnect(namespace="/room")


def test_i_see_where_i_am_signed_in_and_sign_out_there(world: World) -> None:
    here, elsewhere = _come_in(world), _come_in(world)
    other = _words(elsewhere).rpartition(".")[2]
    assert f'value="{other}"' in here.get("/me").text
    here.post(f"/do/person/end_sign_in?on={ME}", data={"sign_in": other, "key": "k"}, headers=OURS)
    assert _is_in(here)
    assert not _is_in(elsewhere)


def test_nobody_ends_the_sign_in_of_another(world: World) -> None:
    mine = _come_in(world)
    number = _words(mine).rpartition(".")[2]
    world.do("neighbour", Action.PERSON_END_SIGN_IN, "person:2", sign_in=number)
    assert _is_in(mine)
    with pytest.raises(Forbidden):
        world.do("neighbour", Action.PERSON_END_SIGN_IN, ME, sign_in=number)


def test_i_sign_out_everywhere_else(world: World) -> None:
    here, elsewhere, third = _come_in(world), _come_in(world), _come_in(world)
    assert here.post(f"/do/person/end_sign_ins?on={ME}", headers=OURS).status_code == 303
    assert _is_in(here)
    assert not _is_in(elsewhere)
    assert not _is_in(third)
    assert _is_in(_come_in(world))


def test_an_administrator_signs_somebody_out_and_stays_in(world: World) -> None:
    mine, admin = _come_in(world), world.client("admin")
    assert admin.post(f"/do/person/end_sign_ins?on={ME}", headers=OURS).status_code == 303
    assert not _is_in(mine)
    assert "Zhang Yong" in admin.get("/me").text


def test_others_cannot(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("neighbour", Action.PERSON_END_SIGN_INS, ME)


def test_a_sign_in_that_no_row_can_be_is_none(world: World) -> None:
    browser = _come_in(world)
    world.do("resident", Action.PERSON_END_SIGN_IN, ME, sign_in=str(2**70))
    assert _is_in(browser)
