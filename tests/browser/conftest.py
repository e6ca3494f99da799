"""A table in a real browser, whose server does what the test says."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from config import ROOT
from tests.browser.proxy import Proxy
from tests.services.processes import free_port, status, stop, wait_until


class Table:
    """Moves the server: table.add(count=3), table.mode(mute=True), table.push(parts={...}); each answers its state."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __getattr__(self, what: str) -> Any:
        def move(**said: Any) -> Any:
            body = json.dumps(said).encode()
            post = urllib.request.Request(f"{self.url}/_t/{what}", body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(post) as answer:
                return json.load(answer)

        return move

    def acts(self) -> list[dict[str, Any]]:
        """What was sent, in order, repeats included."""
        sent: list[dict[str, Any]] = self.mode()["acts"]
        return sent


@pytest.fixture(scope="session")
def table_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server, one for the tests of this process."""
    port = free_port()
    log: Path = tmp_path_factory.mktemp("table") / "log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "tests.browser.house", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    wait_until(lambda: status(f"{url}/healthz") == 200, process, log)
    yield url
    stop(process)


@pytest.fixture
def table(table_url: str) -> Table:
    """A fresh table."""
    fresh = Table(table_url)
    fresh.reset()
    return fresh


class Room:
    """The table's page on somebody's phone, with what the browser complained of in `faults`."""

    def __init__(self, context: BrowserContext, url: str, path: str = "/c/TABLEB") -> None:
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(f"{url}{path}")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def until(self, so: str, seconds: float = 6) -> None:
        """Wait until a script expression is true. The strict policy forbids wait_for_function, which needs eval."""
        deadline = time.monotonic() + seconds
        while not self.so(so):
            assert time.monotonic() < deadline, f"never so: {so}"
            self.page.wait_for_timeout(40)

    def so(self, expression: str) -> bool:
        """Whether it is true just now; not while one page gives way to another."""
        try:
            return bool(self.page.evaluate(expression))
        except Error as fault:
            if "context was destroyed" in fault.message:
                return False
            raise

    def is_live(self, seconds: float = 10) -> Room:
        """Wait until it says so."""
        self.until("document.getElementById('pill')?.textContent === 'Connected'", seconds)
        return self

    def says(self, words: str) -> int:
        """How many comments on the page have these words."""
        return int(self.page.locator("#comments > li", has_text=words).count())


@pytest.fixture
def room(context: BrowserContext, table: Table) -> Room:
    """A resident's phone at the table, live."""
    return Room(context, table.url).is_live()


@pytest.fixture
def proxy(table_url: str) -> Iterator[Proxy]:
    """A line that can be spoiled."""
    line = Proxy(int(table_url.rpartition(":")[2]))
    yield line
    line.stop()
