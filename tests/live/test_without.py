"""Without scripts, and on a network that lets no sockets through: everything can still be done by forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.proxy import Proxy
from tests.live.phones import HEARTBEAT, Lend
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
