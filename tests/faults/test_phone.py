"""What comes over the wire harms nothing that somebody is doing, in whatever order and however often it comes."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Room, Table
from tests.browser.test_hands_off import ballot, choose, compose

PACKETS = 500
MINE = (
    "[document.getElementById('say-body').value, document.getElementById('b-no').checked, why.value,"
    " document.activeElement.id, why.selectionStart, why.selectionEnd]"
)


def storm(table: Table, chance: Random, count: int = PACKETS) -> None:
    """So many packets: others speak, comments move, the open ballot is drawn again."""
    for number in range(count):
        what = chance.choice(("redraw", "redraw", "ballot"))
        if what == "ballot":
            table.ballot(n=number + 2, extra=bool(number % 2))
        else:
            table.redraw(number=chance.randint(1, 60), now={"support": number})
    table.ballot(n=9999, extra=False)


@pytest.fixture
def writer(room: Room, table: Table) -> Room:
    """Somebody with half a comment, half a ballot, and the caret in the middle of a word."""
    ballot(room, table, 1)
    room.fill("#say-body", "half a comment")
    room.check("#b-no")
    room.fill("#why", "half a reason")
    room.evaluate("why.setSelectionRange(5, 6)")
    return room


def test_five_hundred_packets_leave_my_words_my_ballot_and_my_caret(writer: Room, table: Table, chance: Random):
    storm(table, chance)
    expect(writer.locator("#ballot-1 .n")).to_have_text("9999 have voted")
    assert writer.evaluate(MINE) == ["half a comment", True, "half a reason", "why", 5, 6]
    assert writer.faults == []


def test_five_hundred_packets_leave_my_input_method_alone(writer: Room, table: Table, chance: Random):
    writer.evaluate("why.setSelectionRange(13, 13); globalThis.starts = 0")
    writer.evaluate("why.addEventListener('compositionstart', () => { starts += 1; })")
    compose(writer, "dian")
    storm(table, chance)
    writer.wait_for_timeout(300)
    compose(writer, "dian ti")
    choose(writer, "电梯")
    expect(writer.locator("#ballot-1 .n")).to_have_text("9999 have voted")
    kept = writer.evaluate(MINE)
    assert kept == ["half a comment", True, "half a reason电梯", "why", 15, 15]
    assert writer.evaluate("starts") == 1


def test_late_and_doubled_packets_change_nothing(room: Room, table: Table, chance: Random):
    old = {number: html for number in range(1, 61) if (html := part(room, number))}
    for number in old:
        table.redraw(number=number, now={"support": 1000 + number})
    expect(room.locator("#support-comment-60")).to_contain_text("1060")
    was, entered = room.locator("#comments").inner_html(), len(table.mode()["entered"])
    for after, number in chance.choices(list(enumerate(old, start=1)), k=80):
        table.push(parts={f"comment-{number}": old[number]}, after=after)
    room.wait_for_timeout(1000)  # nothing is to come, so there is nothing to wait for
    assert room.locator("#comments").inner_html() == was
    assert len(table.mode()["entered"]) == entered
    table.add(count=1)  # and what is new is new all the same
    expect(room.locator("#comment-1001")).to_be_attached()


def part(room: Room, number: int) -> Any:
    """A comment as it stands now."""
    return room.evaluate("id => document.getElementById(id)?.outerHTML ?? null", f"comment-{number}")
