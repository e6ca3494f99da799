"""Looks at a page in a real browser: WCAG 2.2 AA by axe, and what the console said."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page

from config import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASK = """async (values) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
  return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
}"""


@dataclass
class Walk:
    """What was seen: where, and what was wrong there."""

    page: Page
    faults: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("response", lambda one: self.said.append(f"{one.status} {one.url}") if one.status >= 400 else None)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.said.append(message.text)

    def look(self, path: str) -> None:
        """Hold the page that is open to WCAG 2.2 AA, and to silence in the console."""
        self.page.evaluate(AXE)
        self.faults += [f"{path}: {fault}" for fault in self.page.evaluate(ASK, RULES)]
        self.faults += [f"{path}: console: {words}" for words in self.said]
        self.said.clear()
