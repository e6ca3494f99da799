"""Pages can be used by everyone: by eye, ear and keyboard, on paper, in both languages, light, dark and large."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from config import ROOT
from tests.browser.conftest import Room, Table

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}"
PAGES = ["/gallery", "/c/TABLEB", "/c/TABLEB/desk", "/errors/403", "/errors/404", "/errors/500", "/errors/offline"]
ERRORS = ["405", "413", "429"]


def broken(room: Room) -> list[str]:
    """Which rules of WCAG 2.2 AA the page breaks, and where."""
    room.evaluate(AXE.read_text(encoding="utf-8"))
    result = room.evaluate(f"axe.run(document, {RULES})")
    return [f"{one['id']}: {node['html'][:120]}" for one in result["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "light", 360), ("zh-CN", "dark", 1280)])
def test_no_rule_of_access_is_broken(browser: Browser, table: Table, path: str, language: str, scheme: str, width: int):
    size = {"width": width, "height": 800}
    with browser.new_context(locale=language, color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
        assert broken(Room(context, table.url, path)) == []


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_on_the_smallest_phone_in_large_text_nothing_scrolls_sideways(browser: Browser, table: Table, language: str):
    with browser.new_context(locale=language, viewport={"width": 360, "height": 740}) as context:
        context.add_cookies([{"name": "text", "value": "large", "url": table.url}])
        for path in PAGES:
            room = Room(context, table.url, path)
            assert room.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_pages_are_well_made(browser: Browser, table: Table, tmp_path: Path):
    files = []
    with browser.new_context(java_script_enabled=False, locale="en") as context:
        for path in [*PAGES, *(f"/errors/{error}" for error in ERRORS)]:
            file = tmp_path / f"{path.strip('/').replace('/', '-')}.html"
            file.write_bytes(context.request.get(f"{table.url}{path}").body())
            files.append(str(file))
    command = ["tools/node.sh", "node", "tools/validate.mjs", *files]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_room_is_printed_whole(context: BrowserContext, table: Table):
    room = Room(context, table.url)
    room.emulate_media(media="print")
    assert room.evaluate("getComputedStyle(document.body).display") == "block"
    last = "document.getElementById('comments').lastElementChild.getBoundingClientRect().bottom"
    assert room.evaluate(f"document.body.getBoundingClientRect().bottom >= {last} && {last} > 2000")


@pytest.mark.parametrize(("language", "day"), [("en", "Sunday, 30 June 2024"), ("zh-CN", "2024年6月30日星期日")])
def test_the_day_that_i_choose_is_said_in_the_words_of_the_page(
    browser: Browser, table: Table, language: str, day: str
):
    with browser.new_context(locale=language) as context:
        room = Room(context, table.url, "/gallery")
        room.fill("input[name=by]", "2024-06-30")
        expect(room.locator(".field", has=room.locator("input[name=by]")).locator("[data-day]")).to_have_text(day)


def test_a_chinese_title_may_break_between_words_and_reads_the_same(browser: Browser, table: Table):
    with browser.new_context(locale="zh-CN") as context:
        room = Room(context, table.url, "/gallery")
        assert room.evaluate("document.querySelectorAll('h2.in-words wbr').length") > 0
        titles = "[...document.querySelectorAll('h2')].map((one) => one.textContent)"
        assert "状态：不是结论，用墨色" in room.evaluate(titles)


def test_the_skip_link_is_out_of_the_way_until_it_is_wanted(context: BrowserContext, table: Table):
    room = Room(context, table.url, "/gallery")
    bottom = "document.querySelector('.skip').getBoundingClientRect().bottom"
    assert room.evaluate(bottom) < 0
    room.keyboard.press("Tab")
    room.until(f"{bottom} > 0")
    room.keyboard.press("Enter")
    assert room.evaluate("document.activeElement.id") == "main"
