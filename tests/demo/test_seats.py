"""Whoever sits down as one of the demo's people sees on the first page what to do next, and gets there by one press."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.world import OURS

NEXT = {
    "resident": ["You sit at this table", "Is it fixed? Your home is asked"],
    "host": ["Your table is open: on to the desk", "You prepare it"],
    "officer": [
        "A supervision order waits for your answer",
        "Accept it, or say what is wrong",
        "You promised it: say how far it is",
        "You owe an answer",
    ],
    "supervisor": ["3 commitments are late", "1 is waiting for your answer"],
    "verifier": ["Reported done: go and look"],
    "recorder": ["Your table is open: on to the desk"],
}


@pytest.mark.parametrize("who", NEXT)
def test_the_first_page_says_what_is_next(loaded: Flask, who: str) -> None:
    browser = loaded.test_client()
    browser.set_cookie("lang", "en")
    browser.post(f"/demo/be/{who}", headers=OURS)
    page = " ".join(browser.get("/").text.split())
    waiting = page.partition('id="waiting"')[2].partition("</section>")[0]
    for words in NEXT[who]:
        assert words in waiting
    for url in re.findall(r'class="row-link" href="([^"]+)"', waiting):
        assert browser.get(url.replace("&amp;", "&")).status_code == 200


def test_a_colleague_of_the_officer_is_not_asked_to_check_their_work(loaded: Flask) -> None:
    browser = loaded.test_client()
    browser.set_cookie("lang", "en")
    browser.post("/demo/be/colleague", headers=OURS)
    assert "go and look" not in browser.get("/").text
