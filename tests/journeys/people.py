"""Who plays: each in a browser context of their own, and the mails that they get."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from roundtable.core.calendar import SHANGHAI
from tests.services.house import House
from tests.services.mail import ARRIVAL_SECONDS, Mailbox

from .scene import ahead

PHONE: ViewportSize = {"width": 360, "height": 740}
LAPTOP: ViewportSize = {"width": 1280, "height": 900}
# on phones and in Chinese, where not said otherwise
ENGLISH = ("host", "colleague", "verifier")
LAPTOPS = ("host", "recorder", "supervisor")


def address(slug: str) -> str:
    """Where mails for one of the cast go."""
    return f"{slug}@roundtable.example"


class Post:
    """The mails that arrived, by whom they are for."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self.mails: list[EmailMessage] = []

    def look(self) -> None:
        """Take in what arrived."""
        while not self.mailbox.is_empty():
            self.mails.append(self.mailbox.next())

    def take(self, slug: str, subject: str) -> EmailMessage:
        """A mail of that subject to somebody, waiting for it; it is taken out, so that the next one is another."""
        until = time.monotonic() + ARRIVAL_SECONDS
        while not (found := self._found(subject, slug)):
            assert time.monotonic() < until, f"no mail {subject!r} for {slug}: {[m['Subject'] for m in self.mails]}"
            self.mails.append(self.mailbox.next())
        self.mails.remove(found[0])
        return found[0]

    def read(self, slug: str, subject: str) -> EmailMessage:
        """A mail of that subject to somebody, waiting for it; it stays."""
        self.mails.append(self.take(slug, subject))
        return self.mails[-1]

    def told(self, subject: str) -> set[tuple[str, date]]:
        """Who got such mails so far, and on which day in Shanghai."""
        self.look()
        return {(mail["X-To"].partition("@")[0], _sent(mail)) for mail in self._found(subject)}

    def _found(self, subject: str, slug: str = "") -> list[EmailMessage]:
        mails = [mail for mail in self.mails if mail["Subject"].startswith(subject)]
        return [mail for mail in mails if not slug or mail["X-To"] == address(slug)]


def _sent(mail: EmailMessage) -> date:
    return parsedate_to_datetime(mail["Date"]).astimezone(SHANGHAI).date()


def link_in(mail: EmailMessage) -> str:
    """Where in the house a mail leads."""
    found = re.search(r"http://127\.0\.0\.1:\d+(/\S+)", mail.get_content())
    assert found, mail.get_content()
    return found[1]


class Player:
    """Somebody with a browser."""

    def __init__(self, slug: str, page: Page, url: str) -> None:
        self.slug, self.page, self.url = slug, page, url

    def go(self, path: str) -> Page:
        """Type an address of the house."""
        self.page.goto(f"{self.url}{path}")
        return self.page

    def live(self) -> Page:
        """Wait until the page in front of them is live."""
        expect(self.page.locator("#pill")).to_have_text(re.compile("Connected|已连上"), timeout=20_000)
        return self.page

    def press(self, words: str, within: Locator | None = None) -> None:
        """Press a button of that name."""
        (within or self.page).get_by_role("button", name=words, exact=True).click()

    def follow(self, words: str, within: Locator | None = None) -> None:
        """Follow a link of that name."""
        (within or self.page).get_by_role("link", name=words, exact=True).click()


class Story:
    """A house in which it is 2024, and all who play."""

    def __init__(self, house: House, browser: Browser, post: Post, stack: ExitStack, promise: str = "") -> None:
        self.house, self.browser, self.post, self._stack = house, browser, post, stack
        self.players: dict[str, Player] = {}
        self.promise = promise  # its address, once it is made

    def __getitem__(self, slug: str) -> Player:
        """Somebody who plays, or who looks on without an account."""
        if slug not in self.players:
            self.players[slug] = self._player(slug)
        return self.players[slug]

    def at(self, moment: datetime) -> None:
        """Let time pass until then."""
        self.house.move_clock(ahead(moment) - self.house.moved)

    def enter(self, *slugs: str) -> None:
        """All of them sign in by a link that is mailed to them."""
        for slug in slugs:
            page = self[slug].go("/sign-in")
            page.fill("#link-email", address(slug))
            page.click("section[aria-labelledby=by-link] button")
            expect(page).to_have_url(re.compile("/sign-in/sent"))
        for slug in slugs:
            self.come_in(self[slug], slug)

    def come_in(self, player: Player, slug: str) -> None:
        """By the link that was mailed to somebody, on that player's phone."""
        page = player.go(link_in(self.post.take(slug, "您的登录链接")))
        page.locator("form button[type=submit]").last.click()

    def _player(self, slug: str) -> Player:
        lang = "en-GB" if slug in ENGLISH else "zh-CN"
        size = LAPTOP if slug in LAPTOPS else PHONE
        context = self.browser.new_context(locale=lang, viewport=size)
        self._stack.callback(context.close)
        return Player(slug, context.new_page(), self.house.url)


def photo(colour: str) -> Any:
    """A photo, as a file to be chosen on a phone."""
    sent = BytesIO()
    Image.new("RGB", (640, 480), colour).save(sent, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": sent.getvalue()}
