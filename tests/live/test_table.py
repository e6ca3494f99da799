"""Two people at one table, each in a browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.live.phones import HEARTBEAT, Lend


def test_each_sees_what_the_other_says_within_a_heartbeat(phone: Lend) -> None:
    granny, aunt = phone("resident").open(), phone("neighbour").open()
    granny.say("My knees are bad")
    expect(aunt.said("My knees are bad")).to_be_visible(timeout=HEARTBEAT)
    aunt.say("So are mine, Granny")
    expect(granny.said("So are mine, Granny")).to_be_visible(timeout=HEARTBEAT)


def test_what_i_say_stands_there_at_once_and_once(phone: Lend) -> None:
    granny = phone("resident").open()
    granny.say("I live on the fifth floor")
    expect(granny.page.get_by_text("I live on the fifth floor")).to_be_visible()
    expect(granny.said("I live on the fifth floor")).to_have_count(1)
    expect(granny.page.get_by_text("I live on the fifth floor")).to_have_count(1)
    expect(granny.page.locator(".comment.is-sending")).to_have_count(0)
    expect(granny.field).to_have_value("")


def test_pressed_twice_it_is_said_once(phone: Lend) -> None:
    granny = phone("resident").open()
    granny.field.fill("Pressed twice")
    granny.send.dblclick()
    expect(granny.said("Pressed twice")).to_have_count(1)
    granny.page.reload()
    expect(granny.said("Pressed twice")).to_have_count(1)


def test_support_moves_on_both_phones_and_can_be_taken_back(phone: Lend) -> None:
    granny, aunt = phone("resident").open(), phone("neighbour").open()
    granny.say("Support me")
    row = aunt.said("Support me")
    row.get_by_role("button").click()
    expect(granny.said("Support me").locator("data")).to_have_text(["1", "1"], timeout=HEARTBEAT)
    expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    row.get_by_role("button").click()
    expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "false")
    expect(granny.said("Support me").locator("data")).to_have_text(["0", "0"], timeout=HEARTBEAT)


def test_a_reply_stands_under_what_it_replies_to_on_both_phones(phone: Lend) -> None:
    granny, aunt = phone("resident").open(), phone("neighbour").open()
    granny.say("Who pays for it?")
    aunt.said("Who pays for it?").get_by_role("link", name="Reply").click()
    aunt.page.get_by_label("Your reply").fill("All of us, by floor")
    aunt.page.get_by_role("button", name="Send").click()
    expect(aunt.page.locator(".comment--reply").filter(has_text="All of us, by floor")).to_be_visible()
    thread = granny.said("Who pays for it?")
    expect(thread.locator(".comment--reply")).to_contain_text("All of us, by floor", timeout=HEARTBEAT)


def test_withdrawn_it_leaves_a_trace_on_both_phones(phone: Lend) -> None:
    granny, aunt = phone("resident").open(), phone("neighbour").open()
    granny.say("I did not mean that")
    expect(aunt.said("I did not mean that")).to_be_visible(timeout=HEARTBEAT)
    name = str(aunt.said("I did not mean that").get_attribute("id"))
    expect(aunt.page.locator(f"#withdraw-{name}")).to_be_hidden()
    granny.page.locator(f"#withdraw-{name}").click()
    granny.page.get_by_role("button", name="Withdraw it").click()
    expect(aunt.page.locator(f"#{name}")).to_contain_text("Withdrawn by its author.", timeout=HEARTBEAT)
    expect(aunt.page.get_by_text("I did not mean that")).to_have_count(0)


def test_words_too_many_come_back_with_what_to_do(phone: Lend) -> None:
    granny = phone("resident").open()
    granny.page.evaluate("document.getElementById('say-body').removeAttribute('maxlength')")
    granny.say("too long " * 300)
    expect(granny.page.get_by_role("alert")).to_contain_text("Shorten it")
    expect(granny.field).to_have_value("too long " * 300)
    expect(granny.page.locator(".comment.is-sending")).to_have_count(0)


def test_who_is_asked_to_listen_reads_so_at_once_and_may_still_support(phone: Lend) -> None:
    host, aunt = phone("host"), phone("officer").open()  # whom no other test needs
    aunt.field.fill("I was about to say")
    seat = aunt.page.evaluate("JSON.parse(document.getElementById('mine').textContent)")["seats"][0].replace("-", ":")
    host.page.goto(f"{host.url}/do/seat/mute?on={seat}")
    host.page.get_by_label("Why").fill("One at a time")
    host.page.get_by_role("button", name="Ask them to listen").click()
    expect(aunt.page.get_by_text("asked you to listen for now")).to_be_visible(timeout=HEARTBEAT)
    expect(aunt.field).to_be_hidden()
    expect(aunt.page.locator("[data-pressed]").first).to_be_visible()
    aunt.page.reload()
    expect(aunt.page.get_by_text("The reason: One at a time").first).to_be_visible()
    host.page.goto(f"{host.url}/do/seat/unmute?on={seat}")
    host.page.get_by_role("button", name="Let them speak again").click()
    expect(aunt.field).to_have_value("I was about to say", timeout=HEARTBEAT)
    expect(aunt.field).to_be_visible()
