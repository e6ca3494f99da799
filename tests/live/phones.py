"""People at the demo's live table, each with a phone of their own: a real browser on the real house."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.services.browser import HEIGHT, WIDTH
from tests.services.house import House

TABLE = "/c/TABLEB"
HEARTBEAT = 5_000  # ms: the server says something at least that often


class Phone:
    """Somebody's phone, with the table on it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.field, self.send = page.locator("#say-body"), page.locator("#say-send")
        self.pill = page.locator("#pill")

    def open(self, *, live: bool = True) -> Phone:
        """Go to the table, and wait until it is live."""
        self.page.goto(self.url + TABLE)
        if live:
            expect(self.pill).to_have_text("Connected", timeout=20_000)
        return self

    def say(self, words: str) -> None:
        """Type and send."""
        self.field.fill(words)
        self.send.click()

    def said(self, words: str) -> Locator:
        """Rows of the list in which these words stand, as the server drew them."""
        return self.page.locator("#comments > .comment[id^=comment-]").filter(has_text=words)


Lend = Callable[..., Phone]


@pytest.fixture
def phone(browser: Browser, house: House) -> Iterator[Lend]:
    """Lends phones: phone("resident"), with a house of one's own, another address, or scripts=False."""
    with ExitStack() as stack:

        def lend(who: str, home: House = house, address: str = "", *, scripts: bool = True) -> Phone:
            size = {"width": WIDTH, "height": HEIGHT}
            context = browser.new_context(locale="en", viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]  # a dict is a ViewportSize
            stack.callback(context.close)
            url = address or home.url
            assert context.request.post(f"{url}/demo/be/{who}", max_redirects=0).status == 303
            return Phone(context.new_page(), url)

        yield lend
