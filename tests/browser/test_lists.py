"""Parts stand where they belong, and the place where one reads stays."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Room, Table

ORDER = "[...document.querySelectorAll('#comments > li')].map((li) => li.id)"
# what is read at the middle of the phone, and where exactly
READING = """(() => { const li = document.elementFromPoint(150, 380).closest('[data-order]');
  return [li.id, Math.round(li.getBoundingClientRect().top)]; })()"""


def row(number: int, order: float) -> str:
    return f'<li class="comment" id="x-{number}" data-list="comments" data-order="{order}">x{number}</li>'


def stays(was: list[object], now: list[object]) -> bool:
    """A rounded pixel is no jump."""
    return was[0] == now[0] and abs(int(str(was[1])) - int(str(now[1]))) <= 1


def test_a_push_leaves_nothing_for_the_browser_to_complain_of(room: Room, table: Table):
    table.add(count=3)
    expect(room.locator("#comment-1003")).to_be_attached()
    assert room.faults == []


def test_rows_come_in_order_are_moved_and_go(room: Room, table: Table):
    table.push(parts={"x-1": row(1, 30.5), "x-2": row(2, 300), "x-3": row(3, 250)})
    room.until("!!document.getElementById('x-2')")
    ids = room.evaluate(ORDER)
    assert ids[30] == "x-1"
    assert ids[-2:] == ["x-3", "x-2"]
    table.push(parts={"x-3": row(3, 400), "x-1": None})
    room.until("!document.getElementById('x-1')")
    assert room.evaluate(ORDER)[-2:] == ["x-2", "x-3"]


def test_something_older_than_what_is_loaded_is_not_put_on_top(context: BrowserContext, table: Table):
    room = Room(context, table.url, "/c/TABLEB?show=20").is_live()
    table.redraw(number=3, now={"support": 9})
    table.add(count=1)
    expect(room.locator("#comment-1001")).to_be_attached()
    assert room.locator("#comment-3").count() == 0
    assert room.locator("#comments > li").count() == 21


def test_where_i_read_stays_and_new_ones_are_counted(room: Room, table: Table):
    room.evaluate("main.scrollTop = 2500")
    room.wait_for_timeout(150)
    was = room.evaluate(READING)
    table.add(count=12)
    expect(room.locator("#new")).to_have_text("12 new")
    assert stays(was, room.evaluate(READING))
    table.redraw(number=5, now={"body": "much longer words " * 30})  # something above grows
    expect(room.locator("#comment-5")).to_contain_text("longer")
    assert stays(was, room.evaluate(READING))
    room.click("#new")
    expect(room.locator("#new")).to_be_hidden()
    table.add(count=1)
    room.until("!!document.getElementById('comment-1013')")
    room.until("main.scrollHeight - main.scrollTop - main.clientHeight < 2")


def test_earlier_ones_come_above_without_moving_what_i_read(context: BrowserContext, table: Table):
    room = Room(context, table.url, "/c/TABLEB?show=20").is_live()
    room.evaluate("main.scrollTop = 150")
    room.wait_for_timeout(150)
    was = room.evaluate(READING)
    room.evaluate("document.querySelector('[data-older]').click()")
    room.until("!!document.getElementById('comment-1')")
    assert stays(was, room.evaluate(READING))
    order = room.evaluate("[...document.querySelectorAll('#comments > li')].map((li) => Number(li.dataset.order))")
    assert order == list(range(1, 61))
    table.redraw(number=1, now={"support": 23})  # it is loaded now, so it is kept up to date
    expect(room.locator("#support-comment-1")).to_contain_text("23")


def test_a_long_meeting_is_trimmed_at_its_top_and_can_be_brought_back(room: Room, table: Table):
    for _ in range(7):
        table.add(count=40)
        room.wait_for_timeout(400)
    room.until("!!document.getElementById('comment-1280') && comments.children.length <= 300")
    assert room.locator("#comment-1").count() == 0
    first = room.evaluate("Number(comments.dataset.from)")
    room.evaluate("main.scrollTop = 0")
    room.click("[data-older]")
    room.until(f"Number(comments.dataset.from) < {first}")
    order = room.evaluate("[...document.querySelectorAll('#comments > li')].map((li) => Number(li.dataset.order))")
    assert order == sorted(set(order))
    assert order[0] < first


def test_a_slow_phone_draws_less_often_and_ends_the_same(room: Room, table: Table):
    room.context.new_cdp_session(room.page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    room.evaluate(
        "globalThis.times = 0; new MutationObserver(() => { times += 1; }).observe(comments, {childList: true})"
    )
    for _ in range(25):
        table.add(count=2)
    room.until("!!document.getElementById('comment-1050')", 15)
    assert room.evaluate("times") < 25
    assert room.evaluate(ORDER)[-50:] == [f"comment-{n}" for n in range(1001, 1051)]


def test_a_number_moves_without_its_part(room: Room, table: Table):
    room.evaluate("globalThis.body = document.querySelector('#comment-60 .comment-body')")
    table.push(parts={}, figures={"comment-60-support": 123})
    expect(room.locator("#support-comment-60 data")).to_have_attribute("value", "123")
    assert room.evaluate("document.querySelector('#comment-60 .comment-body') === body")
    # a part drawn before that number, placed after it
    table.redraw(number=60, now={"support": 7, "body": "drawn again"})
    expect(room.locator("#comment-60")).to_contain_text("drawn again")
    assert room.locator("#support-comment-60 data").inner_text() == "123"
