"""Law 10: every answer has the strict policy, no form can be sent from another site, and faults of a page are found."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from config import ROOT
from roundtable.core.actions import REGISTRY
from roundtable.policy import Action
from tests.crawl import Walk
from tests.world import OURS, World

POLICY = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"}


def _invalid(folder: Path) -> list[str]:
    command = ["tools/node.sh", "node", "tools/validate_pages.mjs", str(folder)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode in (0, 1), said.stderr
    return said.stdout.splitlines()


def test_a_page_at_fault_is_noticed(browser: Browser, tmp_path: Path) -> None:
    bad = "<!doctype html><html><head><title>x</title></head><body><img src='x'><p id=a><p id=a></body></html>"
    (tmp_path / "bad.html").write_text(bad)
    with browser.new_context() as context:
        walk = Walk(context.new_page())
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
