"""Without scripts, and on a network that lets no sockets through: everything can still be done by forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.proxy import Proxy
from tests.live.phones import HEARTBEAT, TABLE, Lend, Phone
from tests.services.browser import HEIGHT, WIDTH
from tests.services.house import House


def test_without_scripts_i_read_speak_and_support(phone: Lend) -> None:
    granny, aunt = phone("resident").open(), phone("neighbour", scripts=False).open(live=False)
    expect(aunt.pill).to_have_text("Not live")
    aunt.page.locator("#say-kind").select_option("proposal")
    aunt.say("By form, then")
    expect(aunt.said("By form, then")).to_be_visible()
    expect(aunt.said("By form, then").locator(".kind")).to_have_text("Proposal")
    expect(granny.said("By form, then")).to_be_visible(timeout=HEARTBEAT)
    aunt.said("By form, then").get_by_role("button").click()
    expect(aunt.said("By form, then").get_by_role("button")).to_have_attribute("aria-pressed", "true")
    aunt.said("By form, then").get_by_role("button").click()
    expect(aunt.said("By form, then").get_by_role("button")).to_have_attribute("aria-pressed", "false")


def test_without_scripts_a_refused_form_comes_back_with_my_words(phone: Lend) -> None:
    aunt = phone("neighbour", scripts=False).open(live=False)
    aunt.page.locator("#say-kind").select_option("question")
    aunt.say("   ")
    expect(aunt.page.get_by_role("alert")).to_contain_text("Write what you want to say first.")
    assert aunt.page.locator("input[name=kind]:checked").get_attribute("value") == "question"
    aunt.page.get_by_label("Say it").fill("When does it come?")
    aunt.page.get_by_role("button", name="Send").click()
    expect(aunt.said("When does it come?").last).to_be_visible()


@pytest.fixture
def blocked(house: House) -> Iterator[str]:
    """An address at which pages come through, and no sockets."""
    proxy = Proxy(house.port)
    proxy.no_sockets = True
    yield f"http://127.0.0.1:{proxy.port}"
    proxy.stop()


def test_a_network_without_sockets_is_told_and_forms_do_everything(phone: Lend, blocked: str) -> None:
    granny, aunt = phone("resident").open(), phone("neighbour", address=blocked).open(live=False)
    expect(aunt.pill).to_have_text("Not live", timeout=30_000)
    expect(aunt.page.locator("#line")).to_contain_text("You can still speak and vote", timeout=30_000)
    aunt.say("From behind the wall")
    expect(aunt.said("From behind the wall")).to_be_visible()
    expect(granny.said("From behind the wall")).to_be_visible(timeout=HEARTBEAT)
    granny.say("We hear you")
    aunt.page.get_by_role("link", name="Load again").click()
    expect(aunt.said("We hear you")).to_be_visible()


@pytest.fixture
def plain(browser: Browser, house: House) -> Iterator[Page]:
    """The phone of somebody whom nobody knows yet, whose browser runs no scripts."""
    size = {"width": WIDTH, "height": HEIGHT}
    with browser.new_context(base_url=house.url, locale="en", viewport=size, java_script_enabled=False) as context:  # type: ignore[arg-type]  # a dict is a ViewportSize
        yield context.new_page()


def test_an_evening_at_the_table_by_plain_forms(plain: Page, phone: Lend) -> None:
    host = Hand(phone("host"))
    plain.goto(TABLE)
    expect(plain.locator("#comments > .comment").first).to_be_visible()
    _sit_down(plain, "Uncle Bao")
    _speak(plain, host, "The lamp at the gate is dark.")
    _support(plain.locator("#comments > .comment").first)
    _vote(plain, host.ask("Shall the lamp at the gate be mended first?"))
    plain.get_by_role("article").get_by_role("link", name="Back to the table").click()
    plain.get_by_role("button", name="Ask to speak").click()
    plain.get_by_role("button", name="Take my hand down").click()
    expect(plain.get_by_role("button", name="Ask to speak")).to_be_visible()


class Hand:
    """The host's: what the desk sends."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone

    def send(self, what: str, **fields: str) -> str:
        """Do it. Returns where the desk is led to."""
        answer = self.phone.page.request.post(f"{self.phone.url}/do/{what}", form={**fields}, max_redirects=0)
        assert answer.status == 303, answer.text()
        return answer.headers["location"].partition("#")[0]

    def ask(self, question: str) -> int:
        """Put a question to those who sit there. Returns the vote's number."""
        number = int(self.send("poll/draft?on=consultation:TABLEB", question=question).rpartition(":")[2])
        self.send(f"poll/open?on=poll:{number}")
        return number


def _sit_down(page: Page, name: str) -> None:
    """Take a seat; without a name at first."""
    page.get_by_role("link", name="Take a seat to speak").click()
    page.get_by_role("button", name="Take a seat").click()
    expect(page.get_by_role("alert")).to_contain_text("Write the name by which the host may call you.")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Take a seat").click()


def _speak(page: Page, host: Hand, words: str) -> None:
    """Speak while the table rests, find it all there, and send it again afterwards."""
    page.locator("#say-kind").select_option("objection")
    page.locator("#say-body").fill(words)
    host.send("consultation/pause?on=consultation:TABLEB")
    page.locator("#say-send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Say it")).to_have_value(words)
    expect(page.get_by_role("radio", name="Objection")).to_be_checked()
    host.send("consultation/resume?on=consultation:TABLEB")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#comments > .comment", has_text=words).locator(".kind")).to_have_text("Objection")


def _support(said: Locator) -> None:
    """Agree with what somebody said."""
    before = int(said.locator("data").first.get_attribute("value") or 0)
    said.get_by_role("button", name="Support").click()
    button = said.get_by_role("button", name="Supported")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button.locator("data")).to_have_text(str(before + 1))


def _vote(page: Page, number: int) -> None:
    """Choose, look at it once more, cast it, and read that it is in the box."""
    page.goto(TABLE)
    page.locator(f"#vote-{number}").get_by_role("link", name="Vote now").click()
    turnout = page.locator(f"#poll-{number} [data-figure]").last
    expect(turnout).to_have_text("0")
    page.locator(".option", has_text="Abstain").click()
    page.get_by_role("button", name="Next: check it").click()
    page.get_by_role("button", name="Cast my ballot").click()
    expect(page.get_by_text("Done. Your ballot is in the box.")).to_be_visible()
    expect(turnout).to_have_text("1")
