"""A push never touches what a person is using."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Room, Table


def ballot(room: Room, table: Table, voted: int, extra: bool = False) -> None:
    """The open ballot is drawn again."""
    table.ballot(n=voted, extra=extra)
    room.until(f"document.querySelector('#more p')?.textContent === 'm{voted}'")


def compose(room: Room, text: str) -> None:
    """An input method at work: Chinese is typed in Latin letters first."""
    wire = room.context.new_cdp_session(room.page)
    wire.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def choose(room: Room, text: str) -> None:
    """The characters are chosen; the composition ends."""
    room.context.new_cdp_session(room.page).send("Input.insertText", {"text": text})


def test_what_i_type_and_my_caret_stay(room: Room, table: Table):
    ballot(room, table, 1)
    room.fill("#why", "half a sentence")
    room.evaluate("why.setSelectionRange(4, 6)")
    ballot(room, table, 2, extra=True)
    assert room.locator("#ballot-1 .n").inner_text() == "2 have voted"
    mine = room.evaluate("[why.value, why.selectionStart, why.selectionEnd, document.activeElement.id]")
    assert mine == ["half a sentence", 4, 6, "why"]
    room.locator("#cast").focus()  # also when I look elsewhere
    ballot(room, table, 3)
    assert room.evaluate("why.value") == "half a sentence"


def test_my_input_method_goes_on_and_the_part_waits(room: Room, table: Table):
    ballot(room, table, 1)
    room.locator("#why").focus()
    room.evaluate("globalThis.starts = 0; why.addEventListener('compositionstart', () => { starts += 1; })")
    compose(room, "dian ti")
    table.ballot(n=2, extra=True)
    room.wait_for_timeout(400)
    assert room.locator("#ballot-1 .n").inner_text() == "1 have voted"
    compose(room, "dian ti jia")
    choose(room, "电梯加装")
    expect(room.locator("#ballot-1 .n")).to_have_text("2 have voted")
    assert room.evaluate("[why.value, starts]") == ["电梯加装", 1]


def test_my_input_method_does_not_hold_up_the_others(room: Room, table: Table):
    room.locator("#say-body").focus()
    compose(room, "dian")
    table.add(count=2)
    expect(room.locator("#comment-1002")).to_be_attached()
    choose(room, "电")
    assert room.input_value("#say-body") == "电"


def test_what_i_opened_chose_and_attached_stays(room: Room, table: Table):
    ballot(room, table, 1)
    room.check("#b-no")
    room.select_option("#which", "b")
    room.click("#more summary")
    room.set_input_files("#pic", {"name": "a.png", "mimeType": "image/png", "buffer": b"123"})
    room.evaluate("sure.showModal()")
    ballot(room, table, 2, extra=True)
    kept = room.evaluate(
        "[document.getElementById('b-no').checked, which.value, more.open, pic.files[0].name, sure.matches(':modal'),"
        " document.activeElement.id, sure.querySelector('p').textContent]"
    )
    assert kept == [True, "b", True, "a.png", True, "in-dialog", "Sure? 2"]


def test_a_ballot_half_made_is_not_taken_away(room: Room, table: Table):
    ballot(room, table, 1)
    room.check("#b-no")
    table.push(parts={"ballot-1": None})
    room.wait_for_timeout(300)
    assert room.locator("#ballot-1").count() == 1
    room.evaluate("b1.reset(); document.activeElement.blur()")
    expect(room.locator("#ballot-1")).to_have_count(0)


def test_a_row_that_goes_hands_my_focus_to_its_neighbour(room: Room, table: Table):
    room.locator("#support-comment-59").focus()
    table.push(parts={"comment-59": None})
    room.until("document.activeElement.id === 'comment-60'")
    room.keyboard.press("Tab")
    assert room.evaluate("document.activeElement.id") == "support-comment-60"
    room.keyboard.press("Shift+Tab")
    room.evaluate("document.getElementById('support-comment-60').focus()")
    table.push(parts={"comment-60": None})
    room.until("document.activeElement.id === 'comment-58'")
    assert table.acts() == []


def test_the_focus_ring_on_a_button_drawn_again_stays(room: Room, table: Table):
    room.locator("#support-comment-60").focus()
    room.keyboard.press("Shift+Tab")
    room.keyboard.press("Tab")
    room.evaluate("globalThis.button = document.activeElement")
    table.redraw(number=60, now={"support": 99})
    expect(room.locator("#support-comment-60")).to_contain_text("99")
    assert room.evaluate("document.activeElement === button && button.matches('#support-comment-60:focus-visible')")


def test_words_i_selected_stay_selected(room: Room, table: Table):
    room.evaluate(
        "const words = document.querySelector('#comment-60 .comment-body').firstChild;"
        "getSelection().setBaseAndExtent(words, 2, words, 9)"
    )
    was = room.evaluate("String(getSelection())")
    table.redraw(number=60, now={"support": 77})
    expect(room.locator("#support-comment-60")).to_contain_text("77")
    assert len(was) == 7
    assert room.evaluate("String(getSelection())") == was


def test_a_finger_on_a_button_while_it_is_drawn_again_still_presses_it(room: Room, table: Table):
    box = room.locator("#support-comment-60").bounding_box()
    room.mouse.move(box["x"] + 20, box["y"] + 20)
    room.mouse.down()
    table.redraw(number=60, now={"support": 55})
    expect(room.locator("#support-comment-60")).to_contain_text("55")
    room.mouse.up()
    expect(room.locator("#support-comment-60")).to_have_attribute("aria-pressed", "true")
    assert [act["action"] for act in table.acts()] == ["comment.support"]


def test_too_much_missed_the_page_is_made_anew_around_what_i_am_doing(room: Room, table: Table):
    ballot(room, table, 1)
    room.check("#b-no")
    room.fill("#say-body", "half a sent")
    table.redraw(number=60, now={"support": 41})
    table.mode(snapshot=True)
    table.add_unheard(count=3)
    room.evaluate("globalThis.same = true")
    table.cut()
    expect(room.locator("#comment-1003")).to_be_attached(timeout=15_000)
    room.is_live()
    assert room.evaluate("[same, document.activeElement.id]") == [True, "say-body"]
    assert room.input_value("#say-body") == "half a sent"
    assert room.evaluate("document.getElementById('b-no').checked")  # the fresh page has no ballot any more
    room.evaluate("b1.reset()")
    expect(room.locator("#ballot-1")).to_have_count(0)
    table.add(count=1)
    expect(room.locator("#comment-1004")).to_be_attached()
    assert room.faults == [fault for fault in room.faults if "WebSocket" in fault]
