"""The strict policy holds, and what the pages need passes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Room, Table

BAD = (
    '<li id="bad" data-list="comments" data-order="900" style="letter-spacing: 9px" onclick="globalThis.ran = 1">'
    "x<script>globalThis.ran = 2</script></li>"
)

SHOW_A_PHOTO = """new Promise((done) => {
  const photo = new Image(), drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  photo.onload = () => done(true);
  photo.onerror = () => done(false);
  photo.src = URL.createObjectURL(new Blob([drawing], {type: 'image/svg+xml'}));
})"""


@pytest.mark.parametrize(
    "attempt",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
        "document.createElement('template').innerHTML = '<b>x</b>'",
        "trustedTypes.createPolicy('other', {})",
    ],
)
def test_no_words_become_markup_but_through_one_door(room: Room, attempt: str):
    said = room.evaluate(f"(() => {{ try {{ {attempt}; return 'done' }} catch (fault) {{ return fault.name }} }})()")
    assert said == "TypeError"


def test_scripts_handlers_and_styles_in_what_is_pushed_do_nothing(room: Room, table: Table):
    table.push(parts={"bad": BAD})
    expect(room.locator("#bad")).to_be_attached()
    room.evaluate("document.getElementById('bad').click()")
    assert room.evaluate("globalThis.ran ?? 0") == 0
    assert room.evaluate("getComputedStyle(document.getElementById('bad')).letterSpacing") != "9px"


def test_icons_and_a_look_at_a_photo_before_it_is_sent_pass(room: Room):
    assert room.evaluate("document.querySelector('#support-comment-60 svg').getBBox().width") > 0
    assert room.evaluate(SHOW_A_PHOTO)
    assert room.faults == []
