"""Limits: a person is held back, a hall is not, and a Redis that is away closes nothing."""

from __future__ import annotations

import logging
import socket
from types import SimpleNamespace

import pytest
from flask import Flask, session
from flask_babel import Babel

from roundtable.core import limits
from roundtable.core.errors import Refused
from roundtable.core.limits import MINUTE, RULES, Enough, Here, Limits

HALL = "203.0.113.7"


@pytest.fixture(params=["in this process", "in Redis"])
def counting(request: pytest.FixtureRequest) -> Limits:
    """Both places where may be counted."""
    return Limits(request.getfixturevalue("redis_url") if request.param == "in Redis" else None)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock that a test moves."""
    moved = SimpleNamespace(at=1000.0)
    monkeypatch.setattr("roundtable.core.limits.time.monotonic", lambda: moved.at)
    return moved


def acts_until_refused(counting: Limits, rule: str, who: str, address: str = HALL) -> int:
    for done in range(100_000):
        try:
            counting.spend(rule, who, address)
        except Enough:
            return done
    raise AssertionError("never refused")


def test_a_person_may_act_ninety_times_a_minute_and_is_then_told_how_long_to_wait(counting):
    assert acts_until_refused(counting, "act", "5") == 90
    with pytest.raises(Enough) as refusal:
        counting.spend("act", "5", HALL)
    assert 50 < refusal.value.retry_after <= MINUTE
    assert refusal.value.status == 429


def test_my_neighbour_in_the_same_hall_is_not_held_back_by_me(counting):
    acts_until_refused(counting, "act", "5")
    counting.spend("act", "6", HALL)
    assert acts_until_refused(counting, "act", "7") == 90


def test_two_hundred_phones_behind_one_address_all_take_their_seats(counting):
    for _ in range(200):
        counting.spend("take_seat", "", HALL)
    assert acts_until_refused(counting, "take_seat", "") == 400


def test_what_i_am_refused_takes_nothing_from_the_hall(counting):
    acts_until_refused(counting, "act", "5")
    for _ in range(50):
        with pytest.raises(Enough):
            counting.spend("act", "5", HALL)
    assert counting._add(f"act:address:{HALL}", MINUTE, 0)[0] == 90


def test_wrong_codes_are_looked_at_before_and_counted_after(counting):
    for _ in range(60):
        counting.spend("wrong_code", "", HALL, 0)
        counting.spend("wrong_code", "", HALL)
    with pytest.raises(Enough):
        counting.spend("wrong_code", "", HALL, 0)
    counting.spend("wrong_code", "", "198.51.100.1", 0)


def test_an_account_is_guarded_wherever_the_tries_come_from(counting):
    tries = [counting.spend("sign_in", "luo@example.org", f"198.51.100.{n}") for n in range(20)]
    assert len(tries) == 20
    with pytest.raises(Enough):
        counting.spend("sign_in", "luo@example.org", "198.51.100.99")


def test_after_the_window_there_is_room_again(clock):
    here = Limits()
    acts_until_refused(here, "act", "5")
    clock.at += MINUTE - 1
    with pytest.raises(Enough) as refusal:
        here.spend("act", "5", HALL)
    assert refusal.value.retry_after == 1
    clock.at += 1
    assert acts_until_refused(here, "act", "5") == 90


def test_windows_that_are_over_take_no_memory(clock):
    here = Here()
    for n in range(1000):
        here.add(f"key {n}", MINUTE, 1)
    clock.at += 2 * MINUTE
    here.add("another", MINUTE, 1)
    assert list(here.windows) == ["another"]


def test_a_redis_that_is_away_is_replaced_and_asked_again_later(clock, redis_url, caplog):
    counting = Limits("unix:///nowhere/redis.sock")
    with caplog.at_level(logging.WARNING):
        assert acts_until_refused(counting, "act", "5") == 90
    assert len(caplog.records) == 1  # not asked again for each
    counting.shared = Limits(redis_url).shared  # it is back
    with pytest.raises(Enough):
        counting.spend("act", "5", HALL)
    clock.at += limits.REDIS_REST
    counting.spend("act", "5", HALL)
    assert counting._add("act:each:5", MINUTE, 0)[0] == 1


def test_a_redis_that_does_not_answer_holds_nobody_up_for_long(tmp_path):
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "redis"))
        deaf.listen()
        counting = Limits(f"unix://{tmp_path / 'redis'}")
        counting.spend("act", "5", HALL)
        assert counting.ask_again_at > 0


def a_house(**settings: object) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.update(SECRET_KEY="for tests alone")
    app.config["SETTINGS"] = SimpleNamespace(**{"redis_url": None, "rate_limits": True} | settings)
    Babel(app)
    limits.init_app(app)
    app.register_error_handler(Refused, lambda no: (str(no.message), no.status))
    app.add_url_rule("/do/<what>", view_func=lambda what: what, endpoint="do", methods=["POST"])
    app.add_url_rule("/be/<who>", view_func=be)
    app.add_url_rule("/healthz", view_func=lambda: "well", endpoint="healthz")
    app.add_url_rule("/wrong-code", view_func=wrong_code)
    return app


def be(who: str) -> str:
    session["_user_id"] = who
    return who


def wrong_code() -> str:
    limits.check("wrong_code")
    limits.spend("wrong_code")
    return "there is no such table"


def test_at_the_door_the_answer_says_in_words_and_for_programs_how_long_to_wait():
    client = a_house().test_client()
    client.get("/be/5.1")
    answers = [client.post("/do/comment") for _ in range(91)]
    assert [a.status_code for a in answers[89:]] == [200, 429]
    assert "Wait a moment" in answers[-1].get_data(as_text=True)
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= MINUTE
    assert client.get("/be/5.2").status_code == 200  # looking is counted apart
    assert client.post("/do/comment").status_code == 429  # a new sign-in is the same person
    client.get("/be/6.1")
    assert client.post("/do/comment").status_code == 200


def test_a_long_wait_is_told_in_minutes():
    client = a_house().test_client()
    last = [client.get("/wrong-code") for _ in range(61)][-1]
    assert last.status_code == 429
    assert "Wait 10 minutes" in last.get_data(as_text=True)
    assert client.get("/healthz").status_code == 200


def test_limits_can_be_turned_off_for_measuring():
    client = a_house(rate_limits=False).test_client()
    client.get("/be/5.1")
    assert {client.post("/do/comment").status_code for _ in range(100)} == {200}


@pytest.mark.parametrize(
    ("came_from", "counted_as"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),  # every home has 2^64 of them
        ("", ""),
    ],
)
def test_addresses_are_counted_as_people_have_them(came_from, counted_as):
    with a_house().test_request_context("/", environ_base={"REMOTE_ADDR": came_from}):
        assert limits.address_at_the_door() == counted_as


def test_every_rule_leaves_a_hall_more_room_than_a_person():
    for rule in RULES.values():
        assert rule.each is None or rule.address is None or rule.address[0] > rule.each[0]
