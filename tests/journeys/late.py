"""It is worked on, it slips, and supervision sees to it (domain.md §7.4)."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from .people import Player, Story, link_in, photo
from .scene import moment
from .table import HEARTBEAT

SOON, LATE, LATE_UNIT, OF_UNIT = (
    "还有三个工作日到期：",
    "已逾期：",
    "您单位逾期三个工作日：",
    "您单位有一项已过期限：",
)
ORDER = "督办单："
REPLY = "7月12日验收合格，当天起运行。"
DONE = "登记证下来了，电梯今天起运行。"


def the_work_begins(story: Story) -> None:
    """Two reports from the officer's page; the public page shows each as it comes."""
    story.at(moment(3, 19))
    _reports(story, "14 户里 11 户同意。", "业主表决")
    story.at(moment(4, 15))
    _reports(story, "钱齐了，今天进场。", "钱到位", "开工")
    steps = story["visitor"].page.locator(".miles li")
    for number, day in enumerate(("3月19日", "4月15日", "4月15日", "6月20日")):
        expect(steps.nth(number).locator("time")).to_have_text(day)
    expect(steps.nth(1)).to_contain_text("原定2024年3月31日，晚 15 天")


def _reports(story: Story, words: str, *steps: str) -> None:
    officer = story["officer"]
    story.enter("officer")
    page = officer.go(f"{story.promise}/officer")
    for name in steps:
        page.get_by_label(name, exact=True).check()
    page.get_by_label("说一句").fill(words)
    officer.press("报进展")
    expect(page.locator("#main")).to_contain_text("2024年6月30日")
    expect(story["visitor"].page.locator(".timeline li").first).to_contain_text(
        f"刘建平报进展。“{words}”", timeout=HEARTBEAT
    )


def it_slips(story: Story) -> None:
    """Level 0 three working days before; 1 on the day after; 2 two days later: each once, and to whom it is for."""
    public = story["visitor"].page
    story.at(moment(6, 26))
    story.post.read("officer", SOON)
    story.at(moment(7, 1))
    story.post.read("officer", LATE)
    story.post.read("colleague", OF_UNIT)
    expect(public.locator(".timeline li").first).to_contain_text("到2024年6月30日没有完成，已催办。", timeout=HEARTBEAT)
    story.at(moment(7, 3))
    story.post.read("chief", LATE_UNIT)
    expect(public.locator(".timeline li").first).to_contain_text("提醒函已发到单位", timeout=HEARTBEAT)
    expect(public.locator("#verdict")).to_have_text("逾期 3 个工作日", timeout=HEARTBEAT)
    story.at(moment(7, 5))
    assert story.post.told(SOON) == {("officer", date(2024, 6, 26))}
    assert story.post.told(LATE) == {("officer", date(2024, 7, 1))}
    assert story.post.told(OF_UNIT) == {("colleague", date(2024, 7, 1))}
    assert story.post.told(LATE_UNIT) == {("chief", date(2024, 7, 3))}


def the_supervisor_issues_an_order(story: Story) -> None:
    """Five working days late: the program proposes it, with unit, person and date; a person issues it."""
    story.enter("supervisor")
    supervisor = story["supervisor"]
    page = supervisor.go("/oversight")
    expect(page.locator("h1")).to_have_text("有 1 件要您办")
    expect(page.locator(".due-table")).to_contain_text("逾期 5 个工作日")
    proposed = page.locator("tr.order")
    expect(proposed).to_contain_text("南站街道城建办刘建平：3栋1单元“电梯投入使用”应在2024年6月30日前完成。")
    expect(proposed).to_contain_text("2024年7月12日前办结。到现场复查、回访以后才能销号。")
    proposed.get_by_role("button", name="签发").click()
    order = story["visitor"].page.locator("#orders > li")
    expect(order).to_contain_text("发给南站街道城建办，2024年7月5日签发，限2024年7月12日办结", timeout=HEARTBEAT)
    expect(order.locator(".badge")).to_have_text("已发出")
    story.post.read("officer", ORDER)


def the_officer_replies_and_reports(story: Story) -> None:
    """The order is answered; what was promised is reported done with a photo."""
    story.at(moment(7, 12))
    story.enter("officer")
    officer = story["officer"]
    officer.go(link_in(story.post.read("officer", ORDER)))
    officer.follow("答复督办单")
    officer.page.get_by_label("办了什么").fill(REPLY)
    officer.press("提交答复")
    expect(officer.page.locator("#orders")).to_contain_text(REPLY)
    page = officer.go(f"{story.promise}/officer")
    page.get_by_label("验收", exact=True).check()
    page.get_by_label("说一句").fill(DONE)
    page.get_by_label("照片").set_input_files(photo("teal"))
    officer.press("全做完了，请人来查")
    public = story["visitor"].page
    expect(public.locator("#verdict")).to_have_text("已报完成", timeout=HEARTBEAT)
    expect(public.locator("#check")).to_contain_text(DONE)
    expect(public.locator("#check")).to_contain_text("还没有人查过。")
    expect(public.locator("#check img")).to_have_count(1)


def the_colleague_may_not_check(story: Story) -> None:
    """No button leads there; who types the address is told why not."""
    story.enter("colleague")
    colleague = story["colleague"]
    colleague.go(story.promise)
    colleague.live()
    expect(colleague.page.get_by_role("link", name="I was there: it is as reported")).to_be_hidden()
    number = story.promise.rpartition("/")[2]
    colleague.go(f"/do/commitment/verify?on=commitment:{number}")
    expect(colleague.page.locator("main")).to_contain_text("Only the people it concerns can see this, or do it.")


def the_verifier_checks(story: Story) -> None:
    """Somebody of another body goes there, and also looks again for the order; the affected are called."""
    story.at(moment(7, 15, 10))
    story.enter("verifier", "supervisor")
    verifier, supervisor = story["verifier"], story["supervisor"]
    verifier.go(link_in(story.post.read("verifier", "等您到场核验：")))
    verifier.follow("I was there: it is as reported")
    _fill(verifier, "I rode from floor 1 to 7. The certificate hangs in the lift.")
    verifier.press("Confirm what was reported")
    verifier.follow("Looked again: put right")
    _fill(verifier, "It runs.")
    verifier.press("It is put right")
    supervisor.go(story.promise)
    supervisor.follow("销号")
    supervisor.press("销号")
    expect(supervisor.page.locator("main")).to_contain_text("没有销号：还没有回访当事人。")
    _call(supervisor, story.promise)
    expect(story["visitor"].page.locator("#orders > li .badge")).to_have_text("已销号", timeout=HEARTBEAT)


def _fill(verifier: Player, note: str) -> None:
    verifier.page.get_by_label("What you saw").fill(note)
    verifier.page.locator("input[type=file]").set_input_files(photo("gold"))


def _call(supervisor: Player, commitment: str) -> None:
    supervisor.go(commitment)
    supervisor.follow("记一次回访")
    supervisor.page.get_by_label("解决了，满意").check()
    supervisor.page.get_by_label("问了谁，怎么说的").fill("5 楼：又能自己下楼买菜了。")
    supervisor.press("记下来")
    supervisor.follow("销号")
    supervisor.press("销号")
