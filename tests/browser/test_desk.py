"""The host's keys, and what every page has: text size, dialogs, what is to mend."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import Room, Table


@pytest.fixture
def desk(context: BrowserContext, table: Table) -> Room:
    """The host's laptop."""
    room = Room(context, table.url, "/c/TABLEB/desk")
    room.set_viewport_size({"width": 1280, "height": 800})
    return room.is_live()


def done(table: Table) -> list[str]:
    return [act["action"] for act in table.acts()]


def test_a_key_presses_its_button_and_what_is_done_is_said(desk: Room, table: Table):
    desk.keyboard.press("p")
    expect(desk.locator(".toast")).to_have_text("Paused.")
    desk.keyboard.press("Space")
    desk.until("!document.querySelector('.is-sending')")
    assert done(table) == ["turn.pause", "turn.next"]


def test_in_a_field_a_key_is_a_letter(desk: Room, table: Table):
    desk.keyboard.press("s")
    desk.keyboard.type("spp")
    assert desk.input_value("#note") == "spp"
    assert done(table) == []


def test_space_on_a_button_presses_that_button_only(desk: Room, table: Table):
    desk.locator("#do-turn-pause-consultation-TABLEB").focus()
    desk.keyboard.press("Space")
    expect(desk.locator(".toast")).to_have_text("Paused.")
    assert done(table) == ["turn.pause"]


def test_the_keys_are_listed_and_can_be_switched_off(desk: Room, table: Table):
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_contain_text("Next: call Mrs Xiong")
    desk.uncheck("#keys-on")
    desk.keyboard.press("Escape")
    desk.keyboard.press("p")
    desk.wait_for_timeout(300)
    assert done(table) == []


def test_the_wall_clock_runs_on_the_servers_time(desk: Room):
    desk.until("/^\\d\\d:\\d\\d:\\d\\d$/.test(document.querySelector('[data-clock]').textContent)")
    was = desk.locator("[data-clock]").inner_text()
    expect(desk.locator("[data-clock]")).not_to_have_text(was)


def test_large_text_comes_at_once_and_stays(context: BrowserContext, table: Table):
    room = Room(context, table.url, "/gallery")
    room.locator(".masthead [data-text-size]").click()
    assert room.evaluate("document.documentElement.dataset.text") == "large"
    room.reload()
    assert room.evaluate("document.documentElement.dataset.text") == "large"
    expect(room.locator(".masthead [data-text-size]")).to_have_text("Normal text")


def test_a_dialog_opens_and_its_first_answer_undoes_nothing(context: BrowserContext, table: Table):
    room = Room(context, table.url, "/gallery")
    room.click("#close-3-link")
    expect(room.locator("#close-3")).to_be_visible()
    room.click("#close-3-stay")
    expect(room.locator("#close-3")).to_be_hidden()


def test_without_scripts_the_dialogs_link_leads_on(browser: Browser, table: Table):
    with browser.new_context(java_script_enabled=False, locale="en") as context:
        page = context.new_page()
        page.goto(f"{table.url}/gallery")
        page.click("#close-3-link")
        expect(page).to_have_url(f"{table.url}/gallery?dialog=1")


def test_what_is_to_mend_has_the_focus_and_links_to_its_field(context: BrowserContext, table: Table):
    room = Room(context, table.url, "/gallery")
    room.fill("#place", "Guihuali")
    room.fill("#by", "2023-06-30")
    room.locator("form.stack .btn--main").click()
    summary = room.locator(".error-sum")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("2 things to mend")
    assert room.input_value("#place") == "Guihuali"
    expect(room.locator("#by-mend")).to_have_text("That day has passed. Give a day after today.")
    assert room.locator("#by").get_attribute("aria-describedby") == "by-mend"
    summary.get_by_role("link", name="By when?").click()
    expect(room.locator("#by")).to_be_focused()
