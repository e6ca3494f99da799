"""In real browsers: a vote opens and closes on every phone, also on one that comes late, and without scripts too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.live.phones import Lend, Phone
from tests.services.house import House

TABLE = "consultation:TABLEB"


class Host:
    """The host's hand: what the desk sends, without looking at it."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone

    def open(self, question: str, **rule: str) -> int:
        """Ask, and open the vote. Returns the poll's number."""
        asked = self._send(f"poll/draft?on={TABLE}", question=question, **rule)
        number = int(asked.rpartition(":")[2])
        self._send(f"poll/open?on=poll:{number}")
        return number

    def close(self, number: int) -> None:
        """End the vote."""
        self._send(f"poll/close?on=poll:{number}")

    def _send(self, what: str, **fields: str) -> str:
        url = f"{self.phone.url}/do/{what}"
        answer = self.phone.page.request.post(url, form={**fields}, max_redirects=0)
        assert answer.status == 303, answer.text()
        return answer.headers["location"].partition("#")[0]


@pytest.fixture
def host(phone: Lend) -> Host:
    """Somebody at the desk."""
    return Host(phone("host"))


def choose(page: Page, words: str) -> None:
    """Mark a choice and go on to look at it."""
    page.locator(".option", has_text=words).first.click()
    page.get_by_role("button", name="Next: check it").click()
    expect(page.locator(".ballot-choice")).to_have_text(words)


def vote(page: Page, words: str) -> None:
    """Choose, look, cast."""
    choose(page, words)
    page.get_by_role("button", name="Cast my ballot").click()


def test_it_opens_and_closes_on_every_phone_and_whoever_comes_late_can_vote(phone: Lend, host: Host) -> None:
    first, second = phone("resident").open(), phone("neighbour").open()
    second.field.fill("My mother is in hospital.")
    number = host.open("Shall the gate be locked at night?")
    for one in (first, second):
        expect(one.page.locator(f"#vote-{number}")).to_contain_text("Shall the gate be locked at night?")
    expect(second.field).to_have_value("My mother is in hospital.")
    first.page.locator(f"#vote-{number}").get_by_role("link", name="Vote now").click()
    vote(first.page, "Yes")
    expect(first.page.get_by_text("Done. Your ballot is in the box.")).to_be_visible()
    turnout = first.page.locator(f"#poll-{number} data")
    expect(turnout).to_have_text("1")
    _late_comer(phone, number)
    expect(turnout).to_have_text("2")
    expect(first.page.locator(f"#poll-{number} .seat.on")).to_have_count(2)
    host.close(number)
    expect(first.page.locator("h1")).to_have_text("In favour.")
    expect(first.page.locator("h1 + .record")).to_have_text("Shall the gate be locked at night?")
    expect(first.page.get_by_text("2 of 2 agree")).to_be_visible()
    expect(second.page.locator(f"#vote-{number}")).to_contain_text("The vote has closed:")
    expect(second.field).to_have_value("My mother is in hospital.")


def _late_comer(phone: Lend, number: int) -> None:
    """Sits down while it is open, with a browser that knows no scripts."""
    late = phone("verifier", scripts=False).open(live=False)
    late.page.locator(f"#vote-{number}").get_by_role("link", name="Vote now").click()
    expect(late.page.get_by_text("You are not on the roll of this vote.")).to_be_visible()
    late.page.goto(f"{late.url}/do/seat/take?on={TABLE}")
    late.page.get_by_role("button", name="Take a seat").click()
    late.page.goto(f"{late.url}/polls/{number}")
    vote(late.page, "Yes")
    expect(late.page.get_by_text("Done. Your ballot is in the box.")).to_be_visible()
    expect(late.page.get_by_role("button", name="Next: check it")).to_be_hidden()


def test_a_ballot_half_made_gives_way_to_the_result(phone: Lend, host: Host) -> None:
    number = host.open("Shall the bins be moved?", secrecy="named")
    voter = phone("resident").open()
    voter.page.goto(f"{voter.url}/polls/{number}")
    expect(voter.pill).to_have_text("Connected")
    voter.page.locator(".option", has_text="No").first.click()
    host.close(number)
    expect(voter.page.locator("h1")).to_have_text("Not enough in favour.")
    expect(voter.page.locator("h1 + .record")).to_have_text("Shall the bins be moved?")
    expect(voter.page.get_by_text("Next: check it")).to_have_count(0)


def test_who_is_late_is_told_and_nothing_was_cast(phone: Lend, host: Host) -> None:
    number = host.open("Shall the lamp stay on?")
    voter = phone("resident").open()
    voter.page.goto(f"{voter.url}/polls/{number}")
    choose(voter.page, "Yes")
    expect(voter.pill).to_have_text("Connected")
    host.close(number)
    voter.page.get_by_role("button", name="Cast my ballot").click()
    told = voter.page.locator("[data-errors]")
    expect(told).to_contain_text("Not counted:")
    expect(told).to_contain_text("It is not in the box.")
    voter.page.get_by_role("link", name="Choose again").click()
    expect(voter.page.locator("h1")).to_have_text("Not enough in favour.")
    expect(voter.page.locator("h1 + .record")).to_have_text("Shall the lamp stay on?")
    assert "choice" not in voter.page.url


def test_a_named_vote_can_be_changed_until_it_closes(phone: Lend, host: Host) -> None:
    number = host.open("Shall we meet on Sundays?", secrecy="named")
    voter = phone("resident").open()
    voter.page.goto(f"{voter.url}/polls/{number}")
    vote(voter.page, "Yes")
    expect(voter.page.get_by_text("You voted yes.")).to_be_visible()
    voter.page.get_by_text("Change my vote").click()
    voter.page.locator("details .option", has_text="No").first.click()
    voter.page.locator("details").get_by_role("button", name="Next: check it").click()
    voter.page.get_by_role("button", name="Cast my ballot").click()
    expect(voter.page.get_by_text("You voted no.")).to_be_visible()
    host.close(number)
    voter.page.get_by_text("Who voted how").click()
    expect(voter.page.locator(".rows li")).to_have_count(1)


def test_a_ballot_is_never_written_down_on_the_phone(phone: Lend, host: Host, house: House) -> None:
    number = host.open("Shall the shed be painted?")
    voter = phone("resident").open()
    voter.page.goto(f"{voter.url}/polls/{number}")
    choose(voter.page, "Abstain")
    expect(voter.pill).to_have_text("Connected")
    voter.page.context.set_offline(True)
    voter.page.get_by_role("button", name="Cast my ballot").click()
    kept = voter.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "abstain" not in kept
    assert number > 0
    assert house.url == voter.url
