"""Looks at pages: in a real browser by axe (WCAG 2.2 AA) with an ear to the console, and by an HTML validator."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from config import ROOT
from tests.crawl.read import Seen
from tests.crawl.walk import OURS

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# what is folded is looked at unfolded, and each dialog open, by the link that opens it
ASK = """async (values) => {
  const ask = async (where) => {
    const { violations } = await axe.run(where, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
    const told = (nodes) => nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ");
    return violations.map((one) => `${one.id}: ${one.help}: ${told(one.nodes)}`);
  };
  for (const one of document.querySelectorAll("details")) one.open = true;
  const found = await ask(document);
  for (const dialog of document.querySelectorAll("dialog[id]")) {
    document.querySelector(`[data-dialog="${dialog.id}"]`)?.click();
    found.push(...(dialog.open ? await ask(dialog) : [`dialog #${dialog.id} does not open`]));
    dialog.close();
  }
  return found;
}"""


@dataclass
class Eyes:
    """A browser through which each of the demo's people looks; a context, so that it is closed at the end."""

    browser: Browser
    url: str
    lang: str
    tired: bool = False  # who reads in the dark, in large letters
    faults: list[str] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)
    _pages: dict[str, Page] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Eyes:
        return self

    def __exit__(self, *_how: object) -> None:
        self._open.close()

    def look(self, seen: Seen) -> None:
        """Open a page as who saw it, and hold it to WCAG 2.2 AA and to silence in the console."""
        page = self.page(seen.who)
        self._said.clear()  # of the page before, as it was left
        page.goto(self.url + seen.path)
        if seen.sent:
            page.locator(f'main form[action^="{seen.path.partition("?")[0]}"] [type=submit]').first.click()
            page.wait_for_load_state()
        self.judge(page, f"{seen.path} ({seen.who})", page.url if seen.status >= 400 else "")

    def judge(self, page: Page, name: str, refused: str = "") -> None:
        """What is wrong with the page that is open. refused: its address, whose own status the console tells."""
        page.evaluate(AXE)
        found = page.evaluate(ASK, RULES)
        self.faults += [f"{name}: {fault}" for fault in found]
        self.faults += [f"{name}: console: {words}" for words in self._said if not refused or refused not in words]

    def page(self, who: str) -> Page:
        """Their page, always the same."""
        if who not in self._pages:
            self._pages[who] = self._fresh(who)
        return self._pages[who]

    def _fresh(self, who: str) -> Page:
        context: BrowserContext = self.browser.new_context(
            viewport={"width": 360, "height": 740}, color_scheme="dark" if self.tired else "light"
        )
        self._open.enter_context(context)
        if who != "visitor":
            context.request.post(f"{self.url}/demo/be/{who}", headers=OURS)
        kept = {"lang": self.lang, "text": "large" if self.tired else "normal"}
        context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in kept.items()])
        page = context.new_page()
        self.hear(page)
        return page

    def hear(self, page: Page) -> None:
        """Note what its console says from here on, and which answers were refusals."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._said.append(str(error)))
        page.on("response", lambda one: self._said.append(f"{one.status} {one.url}") if one.status >= 400 else None)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._said.append(f"{message.text} ({message.location.get('url', '')})")


def invalid(pages: Iterable[Seen], folder: Path) -> list[str]:
    """What an HTML validator refuses, a line each; all pages in one go."""
    for number, page in enumerate(pages):
        name = re.sub(r"[^a-zA-Z0-9]+", "-", f"{page.path}-{page.who}").strip("-")
        (folder / f"{number:03}-{name}.html").write_text(page.text)
    command = ["tools/node.sh", "node", "tools/validate_pages.mjs", str(folder)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode in (0, 1), said.stderr
    return said.stdout.splitlines()
