"""Walks through a house as one person does, in a real browser, from page to page by the links that they see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import ConsoleMessage, Page

from config import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASK = """async (values) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
}"""
LINKS = "() => [...document.querySelectorAll('a[href]')].filter((a) => !a.closest('[hidden]')).map((a) => a.href)"
# links that change something for the browser or leave the pages
ASIDE = re.compile(r"^/(lang|text|static|files|go)/|\.(csv|json|ics|atom|png|webp|svg)$|/export")
EACH = 6  # pages of one kind that are looked at: as many as there are states worth seeing


@dataclass
class Walk:
    """What was seen: where, and what was wrong there."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.said.append(message.text)

    def go(self, first: str = "/") -> Iterator[tuple[str, str]]:
        """Each page there is to this person: its address and its HTML as served."""
        waiting, seen = [first], {first}
        while waiting:
            path = waiting.pop(0)
            answer = self.page.goto(self.base + path)
            if answer is None or "text/html" not in answer.headers.get("content-type", ""):
                continue
            if answer.status >= 400:
                self.faults.append(f"{path}: {answer.status}")
            yield path, answer.text()
            for link in self._onward():
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)

    def _onward(self) -> Iterator[str]:
        for href in self.page.evaluate(LINKS):
            where = urlsplit(urljoin(self.base, href))
            path = f"{where.path}?{where.query}" if where.query else where.path
            kind = re.sub(r"\d+|[A-Z]{6}", "*", where.path)
            if f"{where.scheme}://{where.netloc}" != self.base or ASIDE.search(where.path):
                continue
            if self.kinds.get(kind, 0) < EACH:
                self.kinds[kind] = self.kinds.get(kind, 0) + 1
                yield path

    def look(self, path: str) -> None:
        """Hold the page that is open to WCAG 2.2 AA, and to silence in the console."""
        self.page.evaluate(AXE)
        self.faults += [f"{path}: {fault}" for fault in self.page.evaluate(ASK, RULES)]
        self.faults += [f"{path}: console: {words}" for words in self.said]
        self.said.clear()
