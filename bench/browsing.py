"""Browsers that read pages: how long they wait, what comes over the wire, and what it costs the server."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

from .crowd import now
from .measure import timed
from .report import milliseconds

BROWSERS = 4  # that read at the same time
TAKES = "gzip, deflate, br"
PARTS = re.compile(r'<(?:link|script|img)[^>]*?\b(?:href|src)="(/[^"]*)"[^>]*>')
UNSEEN = ('rel="alternate"', 'rel="canonical"', 'rel="next"', 'rel="prev"', 'loading="lazy"')


@dataclass
class Browser:
    """A connection that is kept, a cookie, and the addresses that need not be fetched again."""

    port: int
    cookie: str = ""
    kept: set[str] = field(default_factory=set)
    took: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._line = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def read(self, page: str, takes: str = TAKES) -> tuple[int, bytes]:
        """Bytes over the wire, head and all, and the body as it came. Raises RuntimeError for what is no page."""
        began = now()
        self._line.request("GET", page, headers={"Accept-Encoding": takes, "Cookie": self.cookie})
        answer = self._line.getresponse()
        body = answer.read()
        self.took.append(now() - began)
        if answer.status != 200:
            raise RuntimeError(f"{page}: {answer.status}")
        if "immutable" in (answer.headers["Cache-Control"] or ""):
            self.kept.add(page)
        return len(body) + len(bytes(answer.headers)), body

    def be(self, who: str) -> None:
        """Stand for one of the demo's people."""
        head = {"Sec-Fetch-Site": "same-origin", "Content-Length": "0"}
        self._line.request("POST", f"/demo/be/{who}", headers=head)
        answer = self._line.getresponse()
        answer.read()
        self.cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]

    def visit(self, page: str) -> dict[str, int]:
        """A page with all that it needs and the browser has not kept: bytes over the wire, by what they are for."""
        html = self.read(page, "identity")[1].decode()
        needs = {at.group(1) for at in PARTS.finditer(html) if not any(mark in at.group(0) for mark in UNSEEN)}
        found = {"page": self.read(page)[0]}
        for address in sorted(needs - self.kept):
            kind = address.rpartition(".")[2] if "." in address else "other"
            found[kind] = found.get(kind, 0) + self.read(address)[0]
        return found | {"all": sum(found.values())}


def load(port: int, pid: int, page: str, cookie: str, seconds: float) -> dict[str, Any]:
    """Several browsers read a page again and again."""
    browsers = [Browser(port, cookie) for _ in range(BROWSERS)]
    browsers[0].read(page)  # templates and statements are compiled once
    with timed(pid) as window, ThreadPoolExecutor(BROWSERS) as pool:
        until = now() + seconds
        list(pool.map(lambda browser: _read_until(browser, page, until), browsers))
    took = [one for browser in browsers for one in browser.took][1:]
    return {
        "requests_per_second": round(len(took) / window.wall, 1),
        "wait_ms": milliseconds(took),
        "cpu_ms": round(window.server * 1000 / len(took), 2),
        "generator_busy": round(window.ours / window.wall, 2),
    }


def _read_until(browser: Browser, page: str, until: float) -> None:
    while now() < until:
        browser.read(page)
