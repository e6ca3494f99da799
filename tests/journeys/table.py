"""The first half: what is asked, the vague answer, the vote, and the promise that can be checked."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from .people import Player, Story
from .scene import CODE

HEARTBEAT = 5_000  # ms: what one does is on the others' open pages by then
TABLE, DESK = f"/c/{CODE}", f"/c/{CODE}/desk"
LIFT = "我今年 72，住 5 楼。能不能给个装电梯的时间表？"
COSTS, LONG = "电梯运营费用如何收取？", "安装周期多长？"
VAGUE = "条件成熟的楼宇尽快加装"


def said(page: Page, words: str) -> Locator:
    """What somebody said, as it stands in the list."""
    return page.locator("#comments > .comment[id^=comment-]").filter(has_text=words)


def everybody_sits_down(story: Story) -> None:
    """The host opens the announced table; residents come in by its code, the officer too."""
    story.enter("host", "recorder", "officer", "resident", "neighbour", "zhou")
    host = story["host"]
    host.go(TABLE)
    host.press("Open the table now")
    host.go(DESK)
    host.live()
    story["recorder"].go(DESK)
    story["recorder"].live()
    for slug in ("resident", "neighbour", "zhou", "officer"):
        _sit_down(story[slug])
    expect(host.page.locator("[data-figure^=seated]").first).to_have_text("4", timeout=HEARTBEAT)


def _sit_down(who: Player) -> None:
    page = who.go("/")
    page.fill("#code", CODE)
    page.locator("form.home-code button").click()
    page.locator("main form button[type=submit]").click()
    who.live()
    expect(page.locator("#say-body")).to_be_visible()


def the_resident_asks(story: Story) -> None:
    """Three questions, seen by all as they are asked; others support the first."""
    page = story["resident"].page
    for words in (LIFT, COSTS, LONG):
        page.select_option("#say-kind", "question")
        page.fill("#say-body", words)
        page.click("#say-send")
        for other in ("neighbour", "zhou", "officer"):
            expect(said(story[other].page, words)).to_be_visible(timeout=HEARTBEAT)
    for number, other in enumerate(("neighbour", "zhou"), start=1):
        said(story[other].page, LIFT).get_by_role("button", name="支持").click()
        expect(said(page, LIFT).locator("button data")).to_have_text(str(number), timeout=HEARTBEAT)
    expect(said(page, LIFT).locator(".kind")).to_have_text("提问")


def the_officer_answers(story: Story) -> None:
    """Which names neither a building nor a day."""
    officer = story["officer"]
    said(officer.page, LIFT).get_by_role("link", name=re.compile("^回复")).click()
    officer.page.get_by_label("您的回复").fill(VAGUE)
    officer.press("发出")
    reply = said(story["resident"].page, LIFT).locator(".comment--reply")
    expect(reply).to_contain_text(VAGUE, timeout=HEARTBEAT)
    expect(reply.locator(".comment-who")).to_contain_text("刘建平 · 南站街道城建办")


def it_is_kept_as_a_statement(story: Story) -> None:
    """What it lacks is listed at the desk and at the table."""
    desk = story["recorder"].page
    if not desk.locator("#catch").evaluate("it => it.open"):
        desk.click("#catch summary")
    desk.fill("#catch-words", VAGUE)
    desk.fill("#catch-said_by", "刘建平，南站街道城建办")
    desk.select_option("#catch-comment", label=_offered(desk, LIFT[:10]))
    desk.click("#catch-form button")
    row = desk.locator("#statements > li")
    expect(row.locator("blockquote")).to_have_text(VAGUE)
    for what in ("还缺 5 样，才算承诺", "“条件成熟的楼宇”没说是哪一处", "“尽快”不是日期", f"答“{LIFT}”"):
        expect(row).to_contain_text(what)
    _stands_as_a_statement(story["resident"].page)
    _stands_as_a_statement(story["neighbour"].page)


def it_is_not_counted(story: Story) -> None:
    """No list of commitments has it."""
    page = story["visitor"].go("/commitments")
    expect(page.locator("nav.tabs a").first).to_have_text(re.compile(r"全部\s*0"))
    expect(page.get_by_text(VAGUE)).to_have_count(0)


def _offered(desk: Page, begins: str) -> str:
    names = desk.locator("#catch-comment option").all_inner_texts()
    return next(name for name in names if begins in name)


def _stands_as_a_statement(page: Page) -> None:
    """On a page that was open before, without loading it again."""
    stated = page.locator("#stated > li")
    expect(stated).to_contain_text(VAGUE, timeout=HEARTBEAT)
    expect(stated.locator(".badge")).to_have_text("表态")
    expect(stated).to_contain_text("还不是承诺，缺：做成什么、哪里、谁负责、哪天前和怎么算做到。")
