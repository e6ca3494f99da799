"""Hours: a meeting of a whole day, compressed. `python -m bench.hours`.

Eight hours are thousands of comments one after the other, with no pauses; one resident's page stays open all the while.
Then a fresh page: its weight, and its first paint on a processor slowed four times. Measured in each tenth of it:
the last tenth must be as light as the second.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

from .acts import Act, Script
from .browsing import Browser
from .crowd import Crowd, Line, now
from .house import Served, build
from .live import ENTER
from .machine import memory
from .measure import drain
from .report import machine, progress, ratio, result

COMMENTS, HOURS, TENTHS, PEOPLE, AT_A_TIME = 20_000, 8, 10, 20, 20
SLOWED = 4
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--js-flags=--expose-gc"]
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint').map((one) => one.startTime)[0] || 0"


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=COMMENTS)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    result(measure(asked.comments, asked.chromium))


def measure(comments: int = COMMENTS, chromium: str = "/usr/bin/chromium") -> dict[str, Any]:
    """The whole meeting, tenth by tenth."""
    said, began = machine(), now()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, sync_playwright() as playwright:
        hall = build(Path(folder), PEOPLE)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with hall.open() as served:
            sitting = browser.new_page()
            sitting.goto(f"http://127.0.0.1:{served.port}/c/TABLEB")
            crowd, script = Crowd(served.port), Script(list(hall.comments))
            lines = crowd.join(hall.residents, ENTER, PEOPLE)
            tenths = []
            for number in range(1, TENTHS + 1):
                progress(f"Tenth {number} ...")
                talk(crowd, lines, script, comments // TENTHS)
                tenths.append(seen(served, browser, sitting))
            crowd.drop()
        browser.close()
    times = {name: ratio(tenths[-1][name], tenths[1][name]) for name in tenths[0]}
    compressed = round(HOURS * 3600 / max(1.0, now() - began), 1)
    return said | {"comments": comments, "compressed_times": compressed, "tenths": tenths, "last_by_second": times}


def talk(crowd: Crowd, lines: list[Line], script: Script, count: int) -> None:
    """So many comments, a few at a time, each answered before the next few."""
    while count > 0:
        acts: list[Act] = [script.comment(crowd, lines) for _ in range(min(count, AT_A_TIME))]
        drain(crowd, lambda acts=acts: all(act.answered for act in acts))  # type: ignore[misc]  # mypy infers none
        count -= len(acts)
    crowd.new_count()


def seen(served: Served, browser: Chromium, sitting: Page) -> dict[str, float]:
    """What there is to be seen of this tenth."""
    return {
        "page_bytes": Browser(served.port).read("/c/TABLEB")[0],
        "first_paint_ms": sorted(first_paint(served, browser) for _ in range(3))[1],
        "server_kB": round(memory(served.pid) / 1024),
        "page_kB": held(sitting),
        "page_elements": sitting.locator("*").count(),
    }


def first_paint(served: Served, browser: Chromium) -> float:
    """Milliseconds until a fresh page shows something, on a slow phone."""
    page = browser.new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(f"http://127.0.0.1:{served.port}/c/TABLEB?{secrets.token_hex(4)}")
    found = float(page.evaluate(FIRST_PAINT))
    page.close()
    return round(found)


def held(page: Page) -> int:
    """Kilobytes of scripts' memory on a page that has been open all the while, after collecting what is of no use."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = float(session.send("Runtime.getHeapUsage")["usedSize"])
    session.detach()
    return round(used / 1024)


if __name__ == "__main__":
    main()
