"""Law 10: every page of the demo, as each person who may see it, in both languages.

No console error under the strict policy and nothing against WCAG 2.2 AA (axe), in a real browser; nothing that an HTML
validator refuses; and no form that another site's page could send.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from roundtable import create_app
from roundtable.core.actions import REGISTRY
from roundtable.core.doors import path
from roundtable.pages.demo import SEATS
from roundtable.policy import Action
from tests.crawl.forms import by_the_clock, unseen
from tests.crawl.look import Eyes, invalid
from tests.crawl.read import Seen
from tests.crawl.walk import OURS, Walk
from tests.services.house import House
from tests.world import World

PEOPLE = ("visitor", *SEATS)
# where no link leads, and what is refused there
FIRST = (
    "/",
    "/demo",
    "/consultations?q=nowhere",
    "/sign-in/sent",
    "/erased",
    "/link/old",
    "/reset/old",
    "/c/NOSUCH",
    "/nowhere",
)
REFUSED = {  # an empty form of each sort that is drawn again, with what to mend
    "resident": path(Action.COMMENT_POST, "consultation:TABLEB"),
    "host": path(Action.ITEM_ADD, "consultation:TABLEC"),
    "recorder": path(Action.DECISION_RECORD, "consultation:TABLEB"),
    "admin": path(Action.PERSON_ADD, "house:1"),
    "visitor": path(Action.PERSON_SIGN_IN, "house:1"),
}
# addresses that are no page of the walk, with the reason
NO_PAGE = {
    "/static/<path:filename>": "a file of the house's own",
    "/files/<name>": "a photo",
    "/healthz": "for programs",
    "/readyz": "for programs",
    "/metrics": "for programs",
    "/lang/<lang>": "leads back at once",
    "/text/<size>": "leads back at once",
    "/c/<code>/record/proof": "JSON, for an entry and a head that the asker names",
    "/commitments/<int:number>/record/proof": "the same",
}
POLICY = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"}


@pytest.fixture
def rules(house: House) -> Flask:
    """The program on the house's own rows, to ask what there is."""
    return create_app({"ROUNDTABLE_HOME": str(house.home), "RATE_LIMITS": "off"}, TESTING=True)


def _walked(house: House, rules: Flask, lang: str) -> Walk:
    """Every page as everybody, then what no link led to."""
    with closing(Walk(house.url, lang)) as walk:
        for who in PEOPLE:
            walk.go(who, *FIRST)
        for who, form in unseen(rules, walk.served):
            walk.open(who, form)
        for who, form in REFUSED.items():
            status, _links, _doors = walk.open(who, form, send=True)
            assert status == 422, form
    return walk


def _unserved(rules: Flask, walk: Walk) -> Iterator[str]:
    """Addresses that a browser may ask for, that nobody was served, and that are not excused."""
    find = rules.url_map.bind("localhost")
    served = {find.match(one)[0] for one in walk.served}
    excused = {path(spec.name) for spec in REGISTRY.values() if by_the_clock(spec)} | NO_PAGE.keys()
    for rule in rules.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in served and rule.rule not in excused:
            yield rule.rule


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_is_as_it_should_be(house: House, rules: Flask, browser: Browser, tmp_path: Path, lang: str) -> None:
    walk = _walked(house, rules, lang)
    with Eyes(browser, house.url, lang) as eyes, Eyes(browser, house.url, lang, tired=True) as tired:
        for number, page in enumerate(walk.kinds()):
            eyes.look(page)
            if number % 8 == 0:
                tired.look(page)
    assert walk.faults == []
    assert list(_unserved(rules, walk)) == []
    assert invalid(walk.pages, tmp_path) == []
    assert eyes.faults + tired.faults == []
    assert {page.who for page in walk.pages} == set(PEOPLE)


BREACHES = {
    "<img src='x.png'>": ("image-alt", "wcag/h37"),
    "<input name=q>": ("label", "no-implicit-input-type"),
    "<span><p>one</p></span>": ("", "element-permitted-content"),
    '<p id="a"></p><p id="a"></p>': ("", "no-dup-id"),
    "<p style='color:#ccc'>pale</p>": ("console", "no-inline-style"),
    "<script>globalThis.x = 1</script>": ("console", ""),
}


@pytest.mark.parametrize("bad", BREACHES)
def test_a_page_at_fault_is_noticed(house: House, browser: Browser, tmp_path: Path, bad: str) -> None:
    text = f'<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body><main>{bad}</main></body></html>'
    with Eyes(browser, house.url, "en") as eyes:
        page = eyes.page("visitor")
        policy = page.request.get(house.url).headers["content-security-policy"]
        page.route("**/bad", lambda route: route.fulfill(body=text, headers={"Content-Security-Policy": policy}))
        eyes.look(Seen("visitor", "/bad", 200, text))
    seen, refused = BREACHES[bad]
    assert any(seen in fault for fault in eyes.faults) == bool(seen)
    assert any(refused in fault for fault in invalid([Seen("visitor", "/bad", 200, text)], tmp_path)) == bool(refused)


def test_an_address_that_nobody_was_served_is_noticed(house: House, rules: Flask) -> None:
    walk = Walk(house.url, "en", served={"/", "/c/TABLEA"})
    assert {"/oversight", "/do/comment/post"} <= set(_unserved(rules, walk))
    assert not {"/", "/c/<code>", "/healthz", "/do/house/seal"} & set(_unserved(rules, walk))


def test_every_answer_has_the_strict_policy(world: World) -> None:
    for where in ("/", "/c/TABLEB", "/no-such-page", "/do/comment/post?on=consultation:TABLEB"):
        policy = world.client().get(where).headers["Content-Security-Policy"]
        assert {part.strip() for part in policy.split(";")} >= POLICY
        assert "unsafe" not in policy


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("action", sorted(REGISTRY))
def test_no_form_can_be_sent_from_another_site(world: World, action: Action) -> None:
    thing, verb = action.split(".")
    for headers in FOREIGN:
        answer = world.client("admin").post(f"/do/{thing}/{verb}?on=house:1", headers=headers)
        assert answer.status_code == 403
    assert world.client("admin").post(f"/do/{thing}/{verb}?on=nothing:1", headers=OURS).status_code == 404
