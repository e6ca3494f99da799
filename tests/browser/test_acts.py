"""The same form with and without scripts; every act once; nothing typed is lost."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Room, Table

SENDING = ".is-sending .comment-body"


def say(room: Room, words: str) -> None:
    room.fill("#say-body", words)
    room.click("#say-send")


def test_without_scripts_i_can_speak_and_support(browser: Browser, table: Table):
    with browser.new_context(java_script_enabled=False, locale="en") as context:
        page = context.new_page()
        page.goto(f"{table.url}/c/TABLEB")
        page.fill("#say-body", "said without scripts")
        page.click("#say-send")
        expect(page.locator("#comments > li", has_text="said without scripts")).to_have_count(1)
        page.click("#support-comment-60")
        expect(page.locator("#support-comment-60")).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#do-comment-withdraw-comment-1001")).to_be_visible()
        expect(page.locator("#do-comment-withdraw-comment-60")).to_be_hidden()
    assert [act["action"] for act in table.acts()] == ["comment.post", "comment.support"]


def test_what_i_say_stands_at_once_and_becomes_the_real_one_where_it_stands(room: Room, table: Table):
    table.mode(answer_after=0.4, packet_after=0.8)
    room.fill("#say-body", "my words")
    room.keyboard.press("Tab")
    room.keyboard.press("Enter")
    assert room.locator(SENDING).inner_text() == "my words"
    room.evaluate("globalThis.item = document.querySelector('.comment.is-sending')")
    assert room.input_value("#say-body") == ""
    room.until("item.id === 'comment-1001' && item.isConnected && !item.classList.contains('is-sending')")
    assert room.says("my words") == 1
    expect(room.locator("#do-comment-withdraw-comment-1001")).to_be_visible()


def test_when_the_news_is_faster_than_the_answer_it_stands_once(room: Room, table: Table):
    table.mode(answer_after=0.6, packet_after=0.01)
    say(room, "fast news")
    room.until(f"!document.querySelector('{SENDING}')")
    assert room.says("fast news") == 1


def test_pressed_twice_it_is_done_once(room: Room, table: Table):
    table.mode(answer_after=0.2)
    room.fill("#say-body", "twice")
    room.dblclick("#say-send")
    room.dblclick("#support-comment-60")
    expect(room.locator("#support-comment-60")).to_have_attribute("aria-pressed", "true")
    assert [act["action"] for act in table.acts()] == ["comment.post", "comment.support"]


def test_support_is_taken_back_by_the_same_button(room: Room, table: Table):
    button = room.locator("#support-comment-60")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    first, second = table.acts()
    assert (first["action"], second["action"], second["on"]) == ("comment.support", "comment.unsupport", "comment:60")
    assert second["key"] == "comment.unsupport@comment:60@1"


def test_refused_words_come_back_beside_a_reason_and_the_summary_has_the_focus(room: Room, table: Table):
    say(room, "a badword here")
    room.until("document.activeElement.hasAttribute('data-errors')")
    assert room.input_value("#say-body") == "a badword here"
    assert room.locator("#say-body").get_attribute("aria-describedby") == "say-body-mend"
    assert room.locator("#say-body-mend").inner_text() == "That word is not for this table."
    assert room.locator(SENDING).count() == 0
    say(room, "a good word here")
    room.until("!!document.getElementById('comment-1001')")
    assert room.locator("#say-body-mend").count() == 0
    assert room.says("a good word here") == 1
    assert len({act["key"] for act in table.acts()}) == 2


def test_when_the_answer_is_lost_it_is_sent_again_with_its_key_and_done_once(room: Room, table: Table):
    table.mode(lose_answer=True)
    say(room, "over a bad line")
    room.wait_for_timeout(300)
    table.mode(lose_answer=False)
    room.until(f"!document.querySelector('{SENDING}')", 20)
    keys = [act["key"] for act in table.acts()]
    assert len(keys) >= 2
    assert len(set(keys)) == 1
    assert room.says("over a bad line") == 1


def test_said_offline_and_half_typed_words_live_through_a_reload(room: Room, table: Table):
    room.context.set_offline(True)
    table.cut()
    room.until("document.getElementById('pill')?.textContent !== 'Connected'")
    say(room, "said offline")
    room.fill("#say-body", "and a half sent")
    assert room.locator(SENDING).count() == 1
    room.context.set_offline(False)
    room.reload()
    room.is_live(20)
    room.until("!!document.getElementById('comment-1001')")
    assert room.input_value("#say-body") == "and a half sent"
    assert room.says("said offline") == 1
    assert len(table.acts()) == 1


def test_other_words_are_another_act(room: Room, table: Table):
    table.mode(answer_after=0.6)
    say(room, "first")
    say(room, "second")
    room.until(f"!document.querySelector('{SENDING}')", 10)
    assert room.says("first") == 1
    assert room.says("second") == 1
    assert len({act["key"] for act in table.acts()}) == 2


def test_my_support_is_on_a_part_before_it_is_shown(room: Room, table: Table):
    room.click("#support-comment-59")
    expect(room.locator("#support-comment-59")).to_have_attribute("aria-pressed", "true")
    room.wait_for_timeout(300)
    room.evaluate(
        "globalThis.seen = []; new MutationObserver((all) => all.forEach((one) => seen.push(one.attributeName)))"
        ".observe(document.getElementById('support-comment-59'), {attributes: true})"
    )
    table.redraw(number=59, now={"support": 77})
    expect(room.locator("#support-comment-59")).to_contain_text("77")
    assert room.evaluate("seen") == []
    assert room.locator("#support-comment-59").get_attribute("aria-pressed") == "true"
