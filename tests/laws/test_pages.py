"""Law 10: every page of the demo, as each person who may see it, in both languages, in a real browser.

No console error under the strict policy, nothing against WCAG 2.2 AA (axe), nothing that an HTML validator refuses;
and no form that another site's page could send.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from config import ROOT
from roundtable.core.actions import REGISTRY
from roundtable.policy import Action
from tests.crawl import Walk
from tests.services.house import House
from tests.world import OURS, World

PEOPLE = [
    "visitor",
    "resident",
    "neighbour",
    "host",
    "recorder",
    "officer",
    "colleague",
    "verifier",
    "supervisor",
    "admin",
]
POLICY = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"}
OWN = re.compile(rb'name="key"\s+value="[^"]*"|data-(seq|now)="\d+"')
_seen: set[bytes] = set()  # documents this process has looked at: most are the same for everybody


def _new(text: str) -> bool:
    mark = hashlib.sha256(OWN.sub(b"", text.encode())).digest()
    return mark not in _seen and not _seen.add(mark)  # type: ignore[func-returns-value]  # add() and go on


def _invalid(folder: Path) -> list[str]:
    command = ["tools/node.sh", "node", "tools/validate_pages.mjs", str(folder)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode in (0, 1), said.stderr
    return said.stdout.splitlines()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_is_as_it_should_be(house: House, browser: Browser, tmp_path: Path, who: str, lang: str) -> None:
    locale = {"zh": "zh-CN", "en": "en-GB"}[lang]
    with browser.new_context(locale=locale, viewport={"width": 360, "height": 740}) as context:
        if who != "visitor":
            assert context.request.post(f"{house.url}/demo/be/{who}").ok
        walk, looked = Walk(context.new_page(), house.url), 0
        for path, text in walk.go():
            if _new(text):
                walk.look(path)
                looked += 1
                (tmp_path / f"{re.sub(r'[^a-zA-Z0-9]+', '-', path)}.html").write_text(text)
    assert walk.faults == []
    assert _invalid(tmp_path) == []
    assert looked or _seen


def test_a_page_at_fault_is_noticed(browser: Browser, tmp_path: Path) -> None:
    bad = "<!doctype html><html><head><title>x</title></head><body><img src='x'><p id=a><p id=a></body></html>"
    (tmp_path / "bad.html").write_text(bad)
    with browser.new_context() as context:
        walk = Walk(context.new_page(), "http://127.0.0.1")
        walk.page.set_content(bad)
        walk.look("bad")
    assert any("image-alt" in fault for fault in walk.faults)
    assert any("no-dup-id" in fault for fault in _invalid(tmp_path))


def test_every_answer_has_the_strict_policy(world: World) -> None:
    for path in ("/", "/c/TABLEB", "/no-such-page", "/do/comment/post?on=consultation:TABLEB"):
        policy = world.client().get(path).headers["Content-Security-Policy"]
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
