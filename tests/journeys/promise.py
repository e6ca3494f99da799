"""The table votes; the statement becomes a promise that can be checked, is signed for, and the table ends."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from .people import Player, Story, link_in
from .table import DESK, HEARTBEAT, TABLE, VAGUE

QUESTION = "同意 3 栋 1 单元加装电梯吗？"
STEPS = (("业主表决", "2024-03-19"), ("钱到位", "2024-03-31"), ("开工", "2024-04-15"), ("验收", "2024-06-20"))
DUE = "2024-06-30"
HOMES = 14
PROMISE = "南站街道城建办刘建平答应：2024年6月30日前，3栋1单元，电梯投入使用。"


def the_table_votes(story: Story) -> None:
    """Asked at the desk, open on every phone at once, and so is its result."""
    host = story["host"]
    host.page.click("#votes summary")
    host.follow("Put a question to the vote")
    host.page.fill("#question", QUESTION)
    host.press("Save it; it is not open yet")
    host.follow("Open the vote")
    host.press("Open it now")
    voters = [story[slug] for slug in ("resident", "neighbour", "zhou")]
    for voter in voters:
        expect(voter.page.locator("#slot .banner")).to_contain_text(f"正在表决： {QUESTION}", timeout=HEARTBEAT)
    for number, voter in enumerate(voters, start=1):
        _vote(voter, number)
    host.go(DESK)
    host.live()
    host.page.click("#votes summary")
    host.follow("Close the vote")
    host.press("Close it now")
    for voter in voters:
        banner = voter.page.locator("#slot .banner")
        expect(banner).to_contain_text(f"表决已截止： {QUESTION}", timeout=HEARTBEAT)
        expect(banner).to_contain_text("3 人里 3 人同意")


def _vote(voter: Player, number: int) -> None:
    """Choose, look, cast; go back to the table."""
    voter.follow("投票", voter.page.locator("#slot .banner"))
    voter.page.locator(".option", has_text="同意").first.click()
    voter.press("下一步：核对")
    voter.press("投出去")
    expect(voter.page.locator("main")).to_contain_text("投好了，已经进了票箱。")
    expect(voter.page.locator(".ballot-turnout data").last).to_have_text(str(number), timeout=HEARTBEAT)
    voter.follow("回到现场", voter.page.locator("article"))
    voter.live()


def it_becomes_a_promise(story: Story) -> None:
    """What was missing is filled in at the desk; four milestones are put on the way, and 14 homes named."""
    page = story["recorder"].page
    row = page.locator("#statements > li")
    said = str(row.get_attribute("id"))
    _fill(page, said)
    page.click(f"#{said}-make")
    expect(row).to_contain_text("已转成承诺")
    for slug in ("resident", "neighbour", "officer"):
        stated = story[slug].page.locator("#stated > li")
        expect(stated).to_contain_text("2024年6月30日前", timeout=HEARTBEAT)
        expect(stated).to_contain_text(VAGUE)
    story["recorder"].follow("由它转成的承诺")
    story.promise = page.url.removeprefix(story.house.url).partition("#")[0]
    for name, due in STEPS:
        _add_step(story["recorder"], name, due)
    expect(page.locator(".miles li")).to_have_count(len(STEPS))
    expect(page.locator(".min-facts")).to_contain_text(f"{HOMES} 户")


def _fill(page: Page, said: str) -> None:
    page.fill(f"#{said}-outcome", "电梯投入使用")
    page.fill(f"#{said}-place", "3栋1单元")
    page.locator(f"#{said}-place_id").select_option(label=_named(page.locator(f"#{said}-place_id"), "3栋"))
    page.locator(f"#{said}-owner").select_option(label=_named(page.locator(f"#{said}-owner"), "刘建平"))
    page.fill(f"#{said}-due", DUE)
    page.fill(f"#{said}-test", "登记证贴在轿厢里，从 1 楼坐到 7 楼")


def _named(offered: Locator, words: str) -> str:
    """The one of what a list offers in which these words stand."""
    (found,) = [name for name in offered.locator("option").all_inner_texts() if words in name]
    return found


def _add_step(recorder: Player, name: str, due: str) -> None:
    recorder.follow("添一个节点")
    recorder.page.get_by_label("节点").fill(name)
    recorder.page.locator("input[name=due]").fill(due)
    recorder.press("添加")
    expect(recorder.page.locator(".miles")).to_contain_text(name)


def the_officer_signs(story: Story) -> None:
    """By the link in the mail that asked; whoever looks on sees it at once."""
    public = story["visitor"]
    public.go(story.promise)
    public.live()
    expect(public.page.locator("#verdict")).to_have_text("待确认")
    expect(public.page.locator("h1")).to_contain_text("等南站街道城建办刘建平答复")
    officer = story["officer"]
    officer.go(link_in(story.post.read("officer", "有一项承诺等您答复：")))
    officer.press("我接下，签字")
    expect(public.page.locator("#verdict")).to_have_text("办理中", timeout=HEARTBEAT)
    expect(public.page.locator("h1")).to_have_text(PROMISE)
    expect(story["neighbour"].page.locator("#stated > li")).to_contain_text("办理中", timeout=HEARTBEAT)
    page = story["stranger"].go("/commitments")
    expect(page.locator("nav.tabs a").first).to_contain_text("1")
    expect(page.locator("ul.rows > li")).to_contain_text("3栋1单元：电梯投入使用")


def the_table_ends(story: Story) -> None:
    """Nothing more can be said; the minutes are signed, the record published."""
    host, recorder = story["host"], story["recorder"]
    host.follow("Close the consultation")
    host.press("Close it")
    expect(story["resident"].page.locator("#say")).to_be_hidden(timeout=HEARTBEAT)
    recorder.go(f"{TABLE}/minutes")
    recorder.follow("签字并锁定")
    recorder.page.locator("main form button[type=submit]").click()
    host.go(TABLE)
    host.press("Publish the record")
    expect(host.page.locator("main .badge").first).to_have_text("published")
