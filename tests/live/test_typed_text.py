"""What somebody is typing is theirs: nothing that comes from the network changes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.proxy import Proxy
from tests.live.phones import HEARTBEAT, Lend
from tests.services.house import House, Starter


def test_typed_text_survives_what_others_say(phone: Lend) -> None:
    granny, aunt = phone("resident").open(), phone("neighbour").open()
    granny.field.fill("I suggest the ground floor")
    granny.page.evaluate("document.getElementById('say-body').setSelectionRange(2, 9)")
    aunt.say("Something else entirely")
    expect(granny.said("Something else entirely")).to_be_visible(timeout=HEARTBEAT)
    expect(granny.field).to_have_value("I suggest the ground floor")
    assert granny.page.evaluate("getSelection().toString() || document.activeElement.selectionEnd") in ("suggest", 9)


def test_typed_text_survives_a_reload(phone: Lend) -> None:
    granny = phone("resident").open()
    granny.field.fill("half a sentence")
    granny.page.reload()
    expect(granny.field).to_have_value("half a sentence")


def test_an_input_method_composing_chinese_is_not_disturbed(phone: Lend) -> None:
    granny, aunt = phone("resident").open(), phone("neighbour").open()
    granny.field.focus()
    keyboard = granny.page.context.new_cdp_session(granny.page)
    keyboard.send("Input.imeSetComposition", {"text": "dianti", "selectionStart": 6, "selectionEnd": 6})
    aunt.say("While you are composing")
    expect(granny.said("While you are composing")).to_be_visible(timeout=HEARTBEAT)
    expect(granny.field).to_have_value("dianti")
    keyboard.send("Input.insertText", {"text": "电梯"})
    expect(granny.field).to_have_value("电梯")
    granny.send.click()
    expect(aunt.said("电梯").last).to_be_visible(timeout=HEARTBEAT)


@pytest.fixture
def own_house(start_house: Starter) -> House:
    """A house that a test may stop."""
    return start_house()


def test_the_house_restarts_and_nothing_is_lost(phone: Lend, own_house: House) -> None:
    granny, aunt = phone("resident", own_house).open(), phone("neighbour", own_house).open()
    aunt.field.fill("still thinking")
    own_house.stop()
    expect(granny.pill).not_to_have_text("Connected", timeout=15_000)
    granny.say("Said into the silence")
    expect(granny.page.locator(".comment.is-sending")).to_contain_text("Said into the silence")
    granny.field.fill("and half a sentence more")
    own_house.restart()
    for one in (granny, aunt):
        expect(one.said("Said into the silence")).to_have_count(1, timeout=30_000)
    expect(granny.field).to_have_value("and half a sentence more")
    expect(aunt.field).to_have_value("still thinking")


def test_what_was_said_into_the_silence_lives_through_a_reload(phone: Lend, own_house: House) -> None:
    proxy = Proxy(own_house.port)
    granny = phone("resident", own_house, f"http://127.0.0.1:{proxy.port}").open()
    proxy.no_sockets = True
    proxy.cut()
    proxy.closed = False
    granny.say("Sent in a tunnel")
    proxy.no_sockets = False
    granny.page.reload()
    expect(granny.said("Sent in a tunnel")).to_have_count(1, timeout=30_000)
    proxy.stop()
