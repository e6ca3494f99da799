"""A real browser: the machine's Chromium, without a window. Each test has a fresh profile.

Pages have a strict content security policy, under which `wait_for_function` does not work (it needs eval): wait with
locators and `expect`, which do not.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",  # which root cannot have
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",  # no network from here either
]
WIDTH, HEIGHT = 360, 740


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """This test process's one browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's phone: its own cookies, English, as narrow as people's phones are."""
    with browser.new_context(locale="en", viewport={"width": WIDTH, "height": HEIGHT}) as fresh:
        yield fresh


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page on that phone. Several people at once: browser.new_context() for each."""
    return context.new_page()
