"""In a browser: a statement is completed at the desk while people watch, and its page is new without a new page."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.services.house import House, Starter

DESK = "/c/TABLEB/desk"


def page(browser: Browser, house: House, who: str = "") -> Page:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    if who:
        assert context.request.post(f"{house.url}/demo/be/{who}").ok
    return context.new_page()


def catch(desk: Page, words: str) -> str:
    """Write down a statement; the DOM id that it has on the desk."""
    if not desk.locator("#catch").evaluate("it => it.open"):
        desk.click("#catch summary")
    desk.fill("#catch-words", words)
    desk.fill("#catch-said_by", "Somebody from an office")
    desk.click("#catch-form button")
    caught = desk.locator("#statements > li", has_text=words)
    expect(caught).to_have_count(1)
    return str(caught.get_attribute("id"))


def test_a_vague_word_becomes_a_promise_that_everybody_sees_signed(browser: Browser, start_house: Starter) -> None:
    house = start_house()
    desk = page(browser, house, "recorder")
    desk.goto(house.url + DESK)
    said = catch(desk, "The street lamps will be mended as soon as possible")
    row = desk.locator(f"#{said}")
    expect(row).to_contain_text("5 things missing")
    expect(row).to_contain_text("“as soon as possible” is not a date")
    desk.fill(f"#{said}-outcome", "All lamps are lit")
    desk.click(f"#{said}-keep")
    expect(row).to_contain_text("4 things missing")
    desk.click(f"#{said}-make")
    expect(row.locator(".mend").first).to_be_visible()  # refused: what is missing is marked, what was typed stays
    expect(desk.locator(f"#{said}-outcome")).to_have_value("All lamps are lit")
    _complete(desk, said)
    desk.click(f"#{said}-make")
    expect(row).to_contain_text("Became a commitment")
    address = str(row.locator("a").get_attribute("href"))
    _sign(browser, house, address)


def test_what_is_said_after_the_desk_was_opened_can_be_answered(browser: Browser, start_house: Starter) -> None:
    house = start_house()
    desk = page(browser, house, "recorder")
    desk.goto(house.url + DESK)
    expect(desk.locator("#pill")).to_have_text("Connected")
    resident = page(browser, house, "resident")
    resident.goto(house.url + "/c/TABLEB")
    resident.fill("#say-body", "Who will mend the lamps?")
    resident.click("#say-send")
    expect(desk.locator("#catch-comment option").last).to_have_text("Who will mend the lamps?")
    desk.click("#catch summary")
    desk.select_option("#catch-comment", label="Who will mend the lamps?")
    said = catch(desk, "We will see to it")
    expect(desk.locator(f"#{said}")).to_contain_text("answering “Who will mend the lamps?”")


def _complete(desk: Page, said: str) -> None:
    desk.fill(f"#{said}-place", "East Street")
    desk.select_option(f"#{said}-place_id", index=6)
    desk.locator(f"#{said}-owner").select_option(label=_officer(desk, said))
    desk.fill(f"#{said}-due", desk.evaluate("new Date(Date.now() + 20 * 864e5).toISOString().slice(0, 10)"))
    desk.fill(f"#{said}-test", "Every lamp burns after dark")


def _officer(desk: Page, said: str) -> str:
    """As the list names the officer of the demo."""
    names = desk.locator(f"#{said}-owner option").all_inner_texts()
    return next(name for name in names if "Liu Jianping" in name or "刘建平" in name)


def _sign(browser: Browser, house: House, address: str) -> None:
    """The officer signs; who looks at the page sees it without loading it again."""
    look = page(browser, house)
    look.goto(house.url + address)
    expect(look.locator("#pill")).to_have_text("Connected")
    expect(look.locator("#verdict")).to_contain_text("Waiting for an answer")
    officer = page(browser, house, "officer")
    officer.goto(f"{house.url}{address}/officer")
    officer.click("text=I accept and sign")
    expect(look.locator("#verdict")).to_contain_text("In progress")
    expect(look.locator(".timeline li").first).to_contain_text("accepted it and signed")
