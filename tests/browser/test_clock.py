"""A countdown is right on a phone whose date is wrong, and is not shouted every second."""

from __future__ import annotations

import re
import time

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Room, Table

A_DAY = 86_400_000
OFF = """(() => { const Real = Date, now = Date.now;
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [now() + %d])); }
    static now() { return now() + %d; }
  }; })()"""


def ending_in(context: BrowserContext, table: Table, seconds: int) -> Room:
    """A table whose countdown ends in so many whole seconds."""
    ends = (int(time.time()) + seconds) * 1000
    return Room(context, table.url, f"/c/TABLEB?ends={ends}").is_live()


def left(room: Room) -> int:
    minutes, seconds = room.locator("#count b").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def test_it_is_right_on_a_phone_that_is_a_day_off(context: BrowserContext, table: Table):
    context.add_init_script(OFF % (A_DAY, A_DAY))
    room = ending_in(context, table, 100)
    assert room.evaluate("Date.now()") - time.time() * 1000 > A_DAY - 60_000
    room.until("document.querySelector('#count b').textContent !== '2:00'")
    ends = int(room.locator("#count").get_attribute("data-ends")) / 1000
    assert abs(left(room) - (ends - time.time())) <= 2  # a whole second, and the time that asking takes


def test_a_minute_is_said_once_and_not_each_second(context: BrowserContext, table: Table):
    room = ending_in(context, table, 63)
    room.evaluate(
        "globalThis.told = []; new MutationObserver(() => told.push(said.textContent)).observe(said, {childList: true})"
    )
    room.until("document.querySelector('#count b').textContent === '0:57'", 12)
    assert room.evaluate("told") == ["One minute left"]


def test_ten_seconds_are_said_and_shown(context: BrowserContext, table: Table):
    room = ending_in(context, table, 13)
    expect(room.locator("#said")).to_have_text("Ten seconds left", timeout=10_000)
    expect(room.locator("#count")).to_have_class(re.compile("count--soon"))


def test_a_countdown_drawn_again_does_not_jump(context: BrowserContext, table: Table):
    room = ending_in(context, table, 100)
    room.evaluate(
        "globalThis.seen = []; new MutationObserver(() => seen.push(document.querySelector('#count b').textContent))"
        ".observe(document.getElementById('now'), {subtree: true, childList: true, characterData: true})"
    )
    html = room.evaluate("document.getElementById('now').outerHTML")
    table.push(parts={"now": re.sub(r"<b>.*?</b>", "<b>9:99</b>", html).replace("speak", "speak up")})
    expect(room.locator("#count")).to_have_attribute("aria-label", "Time left to speak up")
    assert "9:99" not in room.evaluate("seen")
    assert 90 < left(room) <= 100


def test_a_paused_one_stands(room: Room, table: Table):
    html = room.evaluate("document.getElementById('now').outerHTML")
    table.push(parts={"now": re.sub(r'data-ends="\d+"', 'data-left="72"', html)})
    expect(room.locator("#count b")).to_have_text("1:12")
    room.wait_for_timeout(2200)
    assert left(room) == 72


def test_past_its_end_it_counts_on_and_says_so_once(context: BrowserContext, table: Table):
    room = ending_in(context, table, 4)
    room.until("document.querySelector('#count b').textContent === '+0:02'", 12)
    expect(room.locator("#count")).to_have_class(re.compile("count--over"))


def test_what_has_no_end_counts_up_and_fills_its_bar(context: BrowserContext, table: Table):
    room = ending_in(context, table, 100)
    since = (int(time.time()) - 30) * 1000
    html = (
        f'<div id="run"><b data-since="{since}">0:30</b>'
        f'<svg><rect data-since="{since}" data-span="60" width="50%" height="4"/></svg></div>'
    )
    room.evaluate("(it => { it.id = 'run'; document.getElementById('now').after(it); })(document.createElement('div'))")
    table.push(parts={"run": html})
    room.until("/^0:3[3-9]$/.test(document.querySelector('#run b')?.textContent)", 12)
    room.until("parseInt(document.querySelector('#run rect').getAttribute('width')) >= 55", 12)
