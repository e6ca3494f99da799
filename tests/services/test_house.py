import json
import signal
import urllib.request
from datetime import timedelta

from playwright.sync_api import Page

from tests.services.house import House, Starter


def test_the_house_answers_at_its_own_address(house: House) -> None:
    with urllib.request.urlopen(f"{house.url}/healthz", timeout=5) as answer:
        assert answer.status == 200
    assert f"Roundtable is ready: {house.url}" in house.log.read_text()


def test_a_page_of_the_house_opens_in_the_browser(house: House, page: Page) -> None:
    answer = page.goto(house.url)

    assert answer is not None
    assert answer.ok
    assert page.title()


def test_time_passes_when_a_test_says_so(start_house: Starter) -> None:
    house = start_house()

    house.move_clock(timedelta(days=2))
    house.move_clock(timedelta(hours=1))

    assert json.loads(house.clock.read_text()) == timedelta(days=2, hours=1).total_seconds()


def test_the_house_stops_at_ctrl_c_without_a_complaint(start_house: Starter) -> None:
    house = start_house()

    house.process.send_signal(signal.SIGINT)

    assert house.process.wait(10) == 0
    assert "Traceback" not in house.log.read_text()


def test_what_was_there_is_there_after_a_restart(start_house: Starter) -> None:
    house = start_house()
    data = house.home / "roundtable.sqlite"
    before = data.stat().st_ino

    house.restart()

    assert house.answers()
    assert data.stat().st_ino == before
    assert house.log.read_text().count("Roundtable is ready") == 2


def test_the_house_stands_on_postgresql_and_redis(start_house: Starter, postgres_url: str, redis_url: str) -> None:
    house = start_house(DATABASE_URL=postgres_url, REDIS_URL=redis_url)

    assert house.answers()
    assert not (house.home / "roundtable.sqlite").exists()
