"""The pill tells the truth, and nothing is missing afterwards."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Room, Table
from tests.browser.proxy import Proxy

PILL = "document.getElementById('pill')?.textContent"


@pytest.fixture
def proxied(context: BrowserContext, table: Table, proxy: Proxy) -> Room:
    """A phone whose line the test can spoil."""
    return Room(context, f"http://127.0.0.1:{proxy.port}").is_live()


def test_a_line_that_died_without_a_word_is_seen_and_dialled_again(proxied: Room, table: Table, proxy: Proxy):
    proxied.fill("#say-body", "typed in the tunnel")
    proxy.stall = True
    proxied.until(f"{PILL} === 'Reconnecting'", 15)
    table.add(count=3)
    proxied.wait_for_timeout(6000)
    proxy.stall = False  # new lines work again; the old one stays dead
    proxied.is_live(25)
    expect(proxied.locator("#comment-1003")).to_be_attached()
    assert proxied.input_value("#say-body") == "typed in the tunnel"


def test_without_network_it_says_offline_what_is_safe_and_comes_back_by_itself(
    proxied: Room, table: Table, proxy: Proxy
):
    proxied.context.set_offline(True)
    proxy.cut()
    proxied.until(f"{PILL} === 'Offline'", 12)
    expect(proxied.locator("#line")).to_contain_text("What you send waits")
    table.add(count=5)
    proxy.closed = False
    proxied.context.set_offline(False)
    proxied.is_live(15)
    expect(proxied.locator("#line")).to_be_hidden()
    expect(proxied.locator("#comment-1005")).to_be_attached()


def test_a_hole_in_the_numbers_is_filled(room: Room, table: Table):
    before = len(table.mode()["entered"])
    table.add_unheard(count=2)
    table.push(parts={}, after=999)
    expect(room.locator("#comment-1002")).to_be_attached()
    assert len(table.mode()["entered"]) == before + 1


def test_thrown_out_by_the_server_it_comes_back(room: Room, table: Table):
    table.throw_out()
    room.until(f"{PILL} !== 'Connected'")
    room.is_live(15)
    assert len(table.mode()["entered"]) == 2


def test_not_allowed_any_more_it_says_so_and_does_not_dial_for_ever(room: Room, table: Table):
    table.mode(refuse=True)
    table.cut()
    room.until(f"{PILL} === 'Offline'", 12)
    expect(room.locator("#line")).to_contain_text("Not for you.")
    asked = len(table.mode()["entered"])
    room.wait_for_timeout(6000)
    assert len(table.mode()["entered"]) == asked


def test_where_no_sockets_pass_it_says_so_and_forms_go_the_ordinary_way(
    context: BrowserContext, table: Table, proxy: Proxy
):
    proxy.no_sockets = True
    room = Room(context, f"http://127.0.0.1:{proxy.port}")
    room.until(f"{PILL} === 'Not live'", 25)
    expect(room.locator("#line")).to_contain_text("You can still speak and vote")
    room.fill("#say-body", "said the ordinary way")
    room.click("#say-send")
    expect(room.locator("#comments > li", has_text="said the ordinary way")).to_have_count(1)
    assert [act.get("plain") for act in table.acts()] == [True]
    room.until(f"{PILL} === 'Not live'", 3)  # the next page knows at once


def test_said_before_it_was_known_that_no_sockets_pass_it_is_sent_all_the_same(
    context: BrowserContext, table: Table, proxy: Proxy
):
    proxy.no_sockets = True
    room = Room(context, f"http://127.0.0.1:{proxy.port}")
    room.fill("#say-body", "said early")
    room.click("#say-send")
    expect(room.locator("#comments > li", has_text="said early").first).to_be_visible()
    room.until("!!document.getElementById('comment-1001')", 25)
    assert len(table.acts()) == 1


def test_a_clock_set_back_a_day_does_not_blind_it(proxied: Room, proxy: Proxy):
    proxied.evaluate("(() => { const now = Date.now; Date.now = () => now() - 86400e3; })()")
    proxy.stall = True
    proxied.until(f"{PILL} === 'Reconnecting'", 15)
    assert proxied.evaluate(PILL) == "Reconnecting"
