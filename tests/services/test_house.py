import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page

from config import ROOT
from roundtable.__main__ import listen
from tests.services.house import House, Starter
from tests.services.processes import status


def test_the_house_answers_at_its_own_address(house: House) -> None:
    with urllib.request.urlopen(f"{house.url}/healthz", timeout=5) as answer:
        assert answer.status == 200
    assert f"Roundtable is ready: {house.url}" in house.log.read_text()


def test_a_page_of_the_house_opens_in_the_browser(house: House, page: Page) -> None:
    answer = page.goto(house.url)

    assert answer is not None
    assert answer.ok
    assert page.title()


def test_no_page_waits_for_the_browser_to_nod_to_its_first_half() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        line, _address = listener.accept()
        with line:
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_moves_of_the_clock_add_up(start_house: Starter) -> None:
    house = start_house()

    house.move_clock(timedelta(days=2))
    house.move_clock(timedelta(hours=1))

    assert json.loads(house.clock.read_text()) == timedelta(days=2, hours=1).total_seconds()


def test_a_new_house_loads_the_demo_and_stops_at_ctrl_c_without_a_complaint(
    start_house: Starter, tmp_path: Path
) -> None:
    house = start_house(tmp_path / "new")
    assert status(f"{house.url}/c/TABLEB") == 200

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


def test_the_house_stands_on_postgresql_and_redis(
    start_house: Starter, tmp_path: Path, postgres_url: str, redis_url: str
) -> None:
    house = start_house(tmp_path / "new", DATABASE_URL=postgres_url, REDIS_URL=redis_url)

    assert house.answers()
    assert not (house.home / "roundtable.sqlite").exists()


def test_a_port_that_is_taken_is_named_in_one_sentence(house: House, tmp_path: Path) -> None:
    env = os.environ | {"PORT": str(house.port), "ROUNDTABLE_HOME": str(tmp_path)}

    second = subprocess.run([sys.executable, "-m", "roundtable"], cwd=ROOT, env=env, capture_output=True, check=False)

    assert second.returncode == 1
    assert second.stderr.decode().splitlines() == [
        f"Port {house.port} is in use: stop what uses it, or choose another, as in PORT={house.port + 1} make run."
    ]
    assert not (tmp_path / "roundtable.sqlite").exists()
