"""In two browsers: the host calls, and the resident's phone counts down by the server's clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.services.house import House, Starter

TABLE, DESK = "/c/TABLEB", "/c/TABLEB/desk"
A_DAY_OFF = """(() => { const Real = Date, now = Date.now;
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [now() - 864e5])); }
    static now() { return now() - 864e5; }
  }; })()"""
FLOOR = "#consultation-TABLEB"


@contextmanager
def browsing(browser: Browser, house: House, who: str, path: str, width: int, script: str = "") -> Iterator[Page]:
    """One of the demo's people at a live page."""
    with browser.new_context(locale="en-GB", viewport={"width": width, "height": 800}) as context:
        if script:
            context.add_init_script(script)
        assert context.request.post(f"{house.url}/demo/be/{who}").ok
        page = context.new_page()
        page.goto(house.url + path)
        expect(page.locator("#pill")).to_have_text("Connected", timeout=20_000)
        yield page


@pytest.fixture
def desk_and_phone(browser: Browser, start_house: Starter) -> Iterator[tuple[Page, Page]]:
    """The host's desk on a laptop whose clock is a day off, and a resident's phone."""
    house = start_house()
    with (
        browsing(browser, house, "host", DESK, 1280, A_DAY_OFF) as desk,
        browsing(browser, house, "resident", TABLE, 360) as phone,
    ):
        yield desk, phone


def left(page: Page, clock: str) -> int:
    minutes, seconds = page.locator(f"{clock} b").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def called(desk: Page, phone: Page) -> None:
    """The resident asks to speak, and the host calls them."""
    phone.click("#hand-up")
    expect(phone.locator("#hand-down")).to_be_visible()
    row = desk.locator(".queue-row", has_text="Granny Luo")
    expect(row).to_contain_text("spoke once")
    row.get_by_role("button", name="Call now").click()
    expect(phone.locator(FLOOR)).to_contain_text("You have the floor")


def test_who_is_called_sees_it_and_how_long_they_have(desk_and_phone: tuple[Page, Page]) -> None:
    desk, phone = desk_and_phone
    called(desk, phone)
    expect(phone.locator("#hand-up")).to_be_visible()  # the hand is down again
    expect(desk.locator("#speaker-TABLEB")).to_contain_text("Granny Luo")
    assert 100 < left(phone, "#count") <= 120
    assert abs(left(desk, "#count-desk") - left(phone, "#count")) <= 1
    desk.keyboard.press("p")
    expect(phone.locator(FLOOR)).to_contain_text("clock stopped")
    stood = left(phone, "#count")
    desk.keyboard.press("e")
    expect(phone.locator("#count b")).to_have_text(f"{stood // 60 + 1}:{stood % 60:02}")
    desk.keyboard.press("p")
    expect(phone.locator(FLOOR)).not_to_contain_text("clock stopped")
    phone.click("#finished")
    expect(desk.locator("#speaker-TABLEB")).not_to_contain_text("Granny Luo")


def test_the_desk_is_one_screen_and_its_widest_button_calls_the_first(desk_and_phone: tuple[Page, Page]) -> None:
    desk, _phone = desk_and_phone
    assert desk.evaluate("document.documentElement.scrollHeight") <= 800
    first = desk.locator(".queue-row .seat-no").first.inner_text()
    expect(desk.locator("#go")).to_contain_text(f"seat {first}")
    desk.keyboard.press("Space")
    expect(desk.locator("#speaker-TABLEB .seat-no")).to_have_text(first)


SMALL = """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const words = walk.currentNode.textContent.trim(), el = walk.currentNode.parentElement;
    if (!words || !el.getClientRects().length || el.closest(".vh, .skip, svg, script")) continue;
    if (parseFloat(getComputedStyle(el).fontSize) < 36) found.push(words);
  }
  return found; }"""


def test_nothing_on_the_wall_is_smaller_than_36_pixels(browser: Browser, house: House) -> None:
    with browser.new_context(locale="zh-CN", viewport={"width": 1920, "height": 1080}) as context:
        page = context.new_page()
        page.goto(f"{house.url}/c/TABLEB/screen")
        assert page.evaluate(SMALL) == []
