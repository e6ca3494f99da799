"""The homes are asked, and it ends: kept if ten of twelve say so; done again if who raised it says it does not run."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from .people import Player, Story, address, link_in
from .promise import PROMISE
from .scene import TITLE, moment
from .table import HEARTBEAT, LIFT, VAGUE

ASKED, KEPT, REOPENED = "解决了吗？", "兑现：", "重办："
FIXED = ("resident", "tu", "zhou", "wu", "zheng", "wanling", "feng", "chen", "wei", "jiang")
PARTLY = {"neighbour": "晚上 10 点以后有点响。", "wan": "门口的灯还没装。"}
SILENT = ("shen", "han")
# what the public page says in the end, and when; newest first
STEPS = (
    ("2024年7月23日", "销号：兑现。"),
    ("2024年7月23日", "一周到了。问了 14 户，12 户答了，10 户说解决了。"),
    ("2024年7月15日", "请 14 户在2024年7月22日前确认。"),
    ("2024年7月15日", "章文到场核验：属实。"),
    ("2024年7月12日", "刘建平报完成。“登记证下来了，电梯今天起运行。”"),
    ("2024年7月3日", "到2024年6月30日没有完成，提醒函已发到单位。"),
    ("2024年7月1日", "到2024年6月30日没有完成，已催办。"),
    ("2024年6月26日", "提醒：2024年6月30日到期。"),
    ("2024年4月15日", "刘建平报进展。“钱齐了，今天进场。”"),
    ("2024年3月19日", "刘建平报进展。“14 户里 11 户同意。”"),
    ("2024年3月10日", "刘建平接下并签字。"),
    *(("2024年3月10日", f"添了节点：“{name}”") for name in ("验收", "开工", "钱到位", "业主表决")),
    ("2024年3月10日", f"在“{TITLE}”桌上记下。"),
)


def the_homes_are_asked(story: Story) -> None:
    """All fourteen, by mail, on the day of the check; who promised it is not."""
    for slug in (*FIXED, *PARTLY, *SILENT):
        story.post.read(slug, ASKED)
    asked = {(slug, date(2024, 7, 15)) for slug in (*FIXED, *PARTLY, *SILENT)}
    assert story.post.told(ASKED) == asked


def twelve_homes_answer(story: Story) -> None:
    """Each by a link in a mail, one after the other on one phone; the public page counts with them."""
    story.at(moment(7, 16, 18))
    _ask_for_links(story, (*FIXED, *PARTLY))
    for slug in FIXED:
        _answer(story, slug, "解决了")
    public = story["visitor"].page.locator("#residents")
    expect(public).to_contain_text("14 户里 10 户答了，10 户说解决了。", timeout=HEARTBEAT)
    for slug, words in PARTLY.items():
        _answer(story, slug, "解决了一部分", words)
    expect(public).to_contain_text("14 户里 12 户答了，10 户说解决了。", timeout=HEARTBEAT)
    expect(public).to_contain_text("提出人说：解决了。")


def _ask_for_links(story: Story, slugs: tuple[str, ...]) -> None:
    for slug in slugs:
        page = story["phone"].go("/sign-in")
        page.fill("#link-email", address(slug))
        page.click("section[aria-labelledby=by-link] button")
        expect(page).to_have_url(re.compile("/sign-in/sent"))


def _answer(story: Story, slug: str, answer: str, words: str = "") -> None:
    """Come in, follow the mail that asks, and say it."""
    phone = story["phone"]
    phone.page.context.clear_cookies()
    story.come_in(phone, slug)
    phone.go(link_in(story.post.read(slug, ASKED)))
    phone.follow("说说解决了没有")
    if words:
        phone.page.get_by_text("先说一句").click()
        phone.page.fill("#words", words)
    phone.press(answer)
    expect(phone.page).to_have_url(re.compile(rf"{story.promise}(#|$)"))


def it_is_kept(story: Story) -> None:
    """The week over, it closes by itself; everyone with a part in it hears of it."""
    story.at(moment(7, 22, 20))
    public = story["visitor"].page
    expect(public.locator("#verdict")).to_have_text("居民确认中")
    story.at(moment(7, 23))
    expect(public.locator("#verdict")).to_contain_text(re.compile(r"兑现\s*2024年7月23日销号"), timeout=3 * HEARTBEAT)
    expect(public.locator("#verdict .seal").get_by_role("img")).to_have_attribute("aria-label", "印章：兑现")
    for slug in (*FIXED, *PARTLY, *SILENT, "officer"):
        story.post.read(slug, KEPT)
    page = story["visitor"].go("/commitments?state=ended")
    expect(page.locator("ul.rows > li")).to_contain_text("2024年7月23日销号")


def every_step_stands_there_with_its_date(story: Story) -> None:
    """On the public page, in Chinese; and the verdict in English."""
    page = story["visitor"].go(story.promise)
    expect(page.locator("h1")).to_have_text(PROMISE)
    lines = page.locator(".timeline li")
    assert _read(page) == list(STEPS)
    expect(lines.first).to_have_class(re.compile("is-verdict"))
    expect(page.locator(".min-facts")).to_contain_text("2024年7月12日，晚 12 天")
    story["visitor"].follow("English")
    expect(page.locator("#verdict")).to_contain_text("Kept")
    expect(page.locator(".timeline li").first).to_contain_text("Closed: kept.")
    expect(page.locator("#residents")).to_contain_text("12 of 14 homes answered; 10 said it is fixed.")
    story["visitor"].follow("中文")


def _read(page: Page) -> list[tuple[str, ...]]:
    """Day and sentence of each line; a number and its word are kept together by a space of their own."""
    lines = page.locator(".timeline li").all_inner_texts()
    return [tuple(re.split(r"\s*\n\s*", line.strip().replace("\xa0", " "))) for line in lines]


def from_the_verdict_back_to_the_first_sentence(story: Story) -> None:
    """By links alone, there and back again."""
    visitor = story["visitor"]
    page = visitor.page
    page.locator("nav.chain a", has_text="诉求").click()
    expect(page.locator("h1")).to_have_text(LIFT)
    told = page.locator(".onward > li")
    for words in ("2 人支持", "2024年6月30日前", "章文现场核验：属实", "12 户答复，10 户说解决了"):
        expect(page.locator(".onward")).to_contain_text(words)
    expect(told.last).to_have_class(re.compile("is-verdict"))
    visitor.follow("看会议纪要")
    expect(page.locator("#words")).to_contain_text(LIFT)
    expect(page.locator("#words")).to_contain_text(VAGUE)
    page.go_back()
    visitor.follow("看承诺")
    expect(page.locator("h1")).to_have_text(PROMISE)


def the_record_is_whole(story: Story) -> None:
    """Nothing in it was changed, says the house's own command."""
    assert story.house.command("record", "verify").splitlines()[-1] == "The record is whole."


def it_is_reopened(story: Story) -> None:
    """The other ending: three homes say yes, who raised it says that it does not run, and it is done again at once."""
    story.at(moment(7, 16, 18))
    _ask_for_links(story, FIXED[:4])
    for slug in FIXED[1:4]:
        _answer(story, slug, "解决了")
    public = story["stranger"]
    public.go(story.promise)
    public.live()
    expect(public.page.locator("#verdict")).to_have_text("居民确认中")
    _answer(story, "resident", "没有解决", "停在 1 楼，不动。")
    _stands_reopened(public)
    for slug in ("resident", "tu", "neighbour", "officer"):
        story.post.read(slug, REOPENED)


def _stands_reopened(public: Player) -> None:
    page = public.page
    expect(page.locator("#verdict")).to_have_text("办理中", timeout=HEARTBEAT)
    line = page.locator(".timeline li").first
    expect(line).to_contain_text("提出人说没有解决。重办，2024年7月30日前做完。")
    expect(line.locator("time")).to_have_text("2024年7月16日")
    expect(page.locator(".min-facts")).to_contain_text("2024年7月30日")
    expect(page.locator(".min-facts")).to_contain_text("2024年6月30日")
    expect(page.locator("#residents")).to_contain_text("停在 1 楼，不动。")
    expect(page.locator("#residents")).to_contain_text("提出人说：没有解决。")
