"""Several processes that serve one house: what happens in one is seen in the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from roundtable.core.actions import News
from roundtable.core.unit_of_work import Actor
from roundtable.live.relay import Relay, read, written
from tests.services.house import House
from tests.services.online import Connect, post
from tests.services.postgres import Cluster
from tests.services.redis_server import RedisServer, redis_running

TABLE = "consultation:TABLEB"
NEWS = News(
    frozenset({TABLE}),
    frozenset({(TABLE, "comment-3-support")}),
    Actor(7),
    theirs=frozenset({(8, TABLE)}),
    dropped=frozenset({9}),
)
SOON = 0.9  # seconds: before the slow look at the log, which needs nobody's word


@pytest.fixture(scope="module")
def redis_of_two() -> Iterator[RedisServer]:
    """What the two tell each other by."""
    with redis_running() as server:
        yield server


@pytest.fixture(scope="module")
def two(
    tmp_path_factory: pytest.TempPathFactory, postgres_cluster: Cluster, ready_database: str, redis_of_two: RedisServer
) -> Iterator[tuple[House, House]]:
    """One house, two processes."""
    url, home = postgres_cluster.copy(ready_database), tmp_path_factory.mktemp("two") / "house"
    with ExitStack() as houses:
        settings = {"DATABASE_URL": url, "REDIS_URL": redis_of_two.url}
        first, second = House(home, settings), House(home, settings)
        houses.callback(postgres_cluster.drop, url)
        houses.callback(first.stop)
        houses.callback(second.stop)
        yield first, second


def _until(true: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _told(here: Relay, heard: list[News]) -> bool:
    """Say it once more, since what is said before anybody listens is lost; whether it was heard by now."""
    here.tell(NEWS)
    return bool(heard)


def test_news_is_read_as_it_was_written() -> None:
    assert read(written(NEWS, "a").encode(), but_of="b") == NEWS


def test_one_does_not_hear_itself() -> None:
    assert read(written(NEWS, "a").encode(), but_of="a") is None


@pytest.mark.parametrize("noise", [b"", b"\xff", b"[]", b"{}", b'{"origin": "a", "topics": 5}'])
def test_noise_is_not_news(noise: bytes) -> None:
    assert read(noise, but_of="b") is None


def test_the_others_hear_it_also_after_redis_was_away(own_redis: RedisServer) -> None:
    here, there = Relay(own_redis.url), Relay(own_redis.url)
    heard, stop = list[News](), threading.Event()
    threads = [
        threading.Thread(target=there.listen, args=(heard.append, list, stop)),
        threading.Thread(target=here.speak, args=(stop,)),
    ]
    for thread in threads:
        thread.start()
    try:
        _until(lambda: _told(here, heard))
        own_redis.restart()
        heard.clear()
        _until(lambda: _told(here, heard))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert set(heard) == {NEWS}


def test_a_comment_at_one_process_is_seen_at_the_other_before_it_looks_by_itself(
    two: tuple[House, House], online: Connect
) -> None:
    speaker, listener = online(two[0].url, "resident"), online(two[1].url)
    speaker.enter(TABLE)
    listener.enter(TABLE)

    assert speaker.act("comment.post", TABLE, body="Heard next door", kind="view")["ok"]

    assert listener.hears("Heard next door")
    assert listener.packets[-1]["after"] < listener.packets[-1]["upto"]


def test_a_removed_persons_line_drops_at_the_other_process_too(two: tuple[House, House], online: Connect) -> None:
    host, neighbour = online(two[0].url, "host"), online(two[1].url, "neighbour")
    host.enter(TABLE, surface="desk")
    seat = neighbour.enter(TABLE)["mine"]["seats"][0].replace("-", ":")

    assert host.act("seat.remove", seat, reason="Shouts at everybody")["ok"]

    assert neighbour.dropped.wait(SOON)


def test_while_redis_is_away_who_signed_out_is_found_by_a_look(
    two: tuple[House, House], redis_of_two: RedisServer, online: Connect
) -> None:
    guest = post(two[0].url, "/do/seat/take?on=consultation:TABLEB", name="A guest")
    line = online(two[1].url, cookie=guest)
    line.enter(TABLE)
    redis_of_two.stop()
    try:
        post(two[0].url, "/do/person/sign_out?on=house:1", guest)
        assert line.dropped.wait(20)
    finally:
        redis_of_two.start()
