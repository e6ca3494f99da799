"""The host sorts what is said, on the desk, while people go on speaking."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.live.phones import HEARTBEAT, Lend, Phone


def desk(phone: Lend) -> Phone:
    """The host's desk, live."""
    host = phone("host")
    host.page.set_viewport_size({"width": 1280, "height": 800})
    host.page.goto(f"{host.url}/c/TABLEB/desk")
    expect(host.pill).to_have_text("Connected", timeout=20_000)
    return host


def row(host: Phone, words: str, where: str = "sorting") -> Locator:
    """A comment in one of the desk's lists."""
    return host.page.locator(f"#{where} > li").filter(has_text=words)


def test_what_is_said_comes_to_the_desk_and_goes_when_it_is_dealt_with(phone: Lend) -> None:
    host, granny = desk(phone), phone("resident").open()
    number = host.page.locator("#tab-sorting .n")
    before = int(number.inner_text())
    granny.say("The lamp at the gate is out")
    expect(row(host, "The lamp at the gate")).to_be_visible(timeout=HEARTBEAT)
    expect(number).to_have_text(str(before + 1))
    row(host, "The lamp at the gate").get_by_role("button", name="Leave it").click()
    expect(row(host, "The lamp at the gate")).to_have_count(0)
    expect(number).to_have_text(str(before))
    expect(granny.said("The lamp at the gate is out")).to_be_visible()


def test_what_is_to_be_read_out_waits_behind_its_tab_until_it_was(phone: Lend) -> None:
    host, granny = desk(phone), phone("resident").open()
    granny.say("Read this to the room")
    row(host, "Read this to the room").get_by_role("button", name="Read out").click()
    expect(row(host, "Read this to the room", "reading")).to_be_hidden()
    host.page.locator("#tab-reading").click()
    expect(host.page.locator("#tab-reading")).to_have_attribute("aria-current", "page")
    expect(host.pill).to_have_text("Connected")
    row(host, "Read this to the room", "reading").get_by_role("button", name="Was read out").click()
    expect(granny.said("Read this to the room")).to_contain_text("Read out", timeout=HEARTBEAT)
    host.page.reload()
    expect(host.page.locator("#reading")).to_be_visible()


def test_named_by_the_host_an_official_owes_the_answer_for_all_to_read(phone: Lend) -> None:
    host, granny = desk(phone), phone("resident").open()
    granny.page.locator("#say-kind").select_option("question")
    granny.say("Who empties the bins?")
    row(host, "Who empties the bins?").get_by_role("link", name="Who answers").click()
    host.page.get_by_label("Who answers").select_option(index=0)
    host.page.get_by_role("button", name="Say so").click()
    expect(host.page).to_have_url(f"{host.url}/c/TABLEB/desk#comment-{_number(granny, 'Who empties the bins?')}")
    expect(row(host, "Who empties the bins?", "owing")).to_have_count(1)
    expect(granny.said("Who empties the bins?")).to_contain_text("Answer owed:", timeout=HEARTBEAT)


def test_two_that_say_the_same_are_one_with_one_press(phone: Lend) -> None:
    host, granny, aunt = desk(phone), phone("resident").open(), phone("neighbour").open()
    granny.say("The gate squeaks all night long")
    expect(aunt.said("The gate squeaks")).to_be_visible(timeout=HEARTBEAT)
    aunt.say("The gate squeaks all night")
    second = row(host, "The gate squeaks all night").last
    expect(second).to_contain_text("The same as seat", timeout=HEARTBEAT)
    second.get_by_role("button", name="Merge").click()
    expect(granny.said("The gate squeaks all night long").locator("summary")).to_contain_text(
        "said the same", timeout=HEARTBEAT
    )
    expect(granny.said("The gate squeaks")).to_have_count(1)


def _number(phone: Phone, words: str) -> str:
    return str(phone.said(words).get_attribute("id")).rpartition("-")[2]
