"""Pages are measured, and weigh what they may."""

from __future__ import annotations

import json
import subprocess
import sys

from config import ROOT


def test_a_first_visit_is_light_and_the_next_page_lighter() -> None:
    command = [sys.executable, "-m", "bench.pages", "--seconds", "0.2", "--pages", "/c/TABLEB", "/consultations"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["bytes"]["first_visit"]["all"] < 150_000
    assert said["bytes"]["next_page"]["all"] < 60_000
    assert said["bare_flask"]["cpu_ms"] > 0
    assert [page["page"] for page in said["pages"]] == ["/consultations", "/c/TABLEB", "/c/TABLEB"]
    assert all(page["queries"] <= page["budget"] and page["times_the_floor"] for page in said["pages"])
