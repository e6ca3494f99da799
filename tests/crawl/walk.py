"""Walks through a house by plain HTTP, as each of the demo's people, from page to page by the links that they see.

It reads only: nothing is posted but who one is, and empty forms that are refused.
"""

from __future__ import annotations

import http.client
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from tests.crawl.read import Seen

OURS = {"Sec-Fetch-Site": "same-origin"}
ASIDE = re.compile(r"^/(lang|text|static|files)/")  # they change how this browser is served, or are no pages
ADDED = re.compile(r"[?&](back|next)=[^&]*")  # where one came from: another address of the same page
EACH = 2  # pages of one sort that each person opens, those first that the others opened least
FORMS = 2  # persons who open an act's form, which is the same for all


@dataclass
class Walk:
    """What was seen in one language: the pages, each once, which addresses were served at all, and what was wrong."""

    url: str
    lang: str
    pages: list[Seen] = field(default_factory=list)
    served: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    opened: int = 0
    _same: set[str] = field(default_factory=set)
    _been: Counter[str] = field(default_factory=Counter)
    _people: dict[str, Person] = field(default_factory=dict)

    def close(self) -> None:
        """Hang up."""
        for person in self._people.values():
            person.line.close()

    def go(self, who: str, *first: str) -> None:
        """From there on, to each page there is to this person. A link must lead somewhere; a button may say why not."""
        waiting = dict.fromkeys(first, True)
        sorts: Counter[str] = Counter()
        gone: set[str] = set()
        while waiting:
            path = next(iter(waiting))
            status, links, doors = self.open(who, path)
            if status >= 400 and (not waiting[path] or status >= 500):
                self.faults.append(f"{path} ({who}): {status}")
            gone.add(path)
            del waiting[path]
            for onward, may_refuse in ((links, False), (doors, True)):
                new = [one for one in onward if one not in gone | waiting.keys() and self._wanted(sorts, one)]
                waiting |= dict.fromkeys(new, may_refuse)

    def open(self, who: str, path: str, *, send: bool = False) -> tuple[int, list[str], list[str]]:
        """Look at an address, or send it an empty form. Returns its status, and where it leads by links and buttons."""
        person = self._people.get(who) or self._people.setdefault(who, Person(self.url, self.lang, who))
        status, onward, text = person.ask(path, send=send)
        self.opened += 1
        if status < 400:
            self.served.add(urlsplit(path).path)
        if onward or not text:
            return status, self._ours(path, [onward]), []
        seen = Seen(who, path, status, text, send)
        if f'<html lang="{person.html_lang}"' not in text:
            self.faults.append(f"{path} ({who}): in another language")
        if seen.same not in self._same:
            self._same.add(seen.same)
            self.pages.append(seen)
        return (
            status,
            sorted(self._ours(path, seen.links), key=lambda one: self._been[one]),
            self._ours(path, seen.doors),
        )

    def _ours(self, here: str, hrefs: list[str]) -> list[str]:
        """The addresses within the house, each once."""
        found = [urlsplit(urljoin(self.url + here, href)) for href in hrefs]
        inside = [to for to in found if f"{to.scheme}://{to.netloc}" == self.url and not ASIDE.search(to.path)]
        return list(dict.fromkeys(ADDED.sub("", f"{to.path}?{to.query}" if to.query else to.path) for to in inside))

    def _wanted(self, sorts: Counter[str], path: str) -> bool:
        """Whether to go there too; counts that one does."""
        form = path.startswith("/do/")
        sort = path.partition("?")[0] if form else re.sub(r"\d+", "*", path)
        if (self._been[sort] >= FORMS) if form else (sorts[sort] >= EACH):
            return False
        self._been.update({sort, path})
        sorts[sort] += 1
        return True

    def kinds(self) -> Iterator[Seen]:
        """Pages that together show every kind of element in each place where it stands; those that show most first.

        What is wrong with an element is wrong wherever it stands so, whatever its words are.
        """
        shown: set[str] = set()
        for page in sorted(self.pages, key=lambda page: -len(page.kind)):
            if not page.kind <= shown:
                shown |= page.kind
                yield page


class Person:
    """One of the demo's people at a browser without scripts."""

    def __init__(self, url: str, lang: str, who: str) -> None:
        self.html_lang = {"zh": "zh-CN", "en": "en"}[lang]
        self.line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._says = {"Cookie": f"lang={lang}"} | OURS
        if who != "visitor":
            cookies = self._send(f"/demo/be/{who}", send=True)[0].headers.get_all("Set-Cookie") or []
            self._says["Cookie"] = "; ".join([f"lang={lang}", *(one.partition(";")[0] for one in cookies)])

    def ask(self, path: str, *, send: bool = False) -> tuple[int, str, str]:
        """Status, where it leads on to at once, and its text ("" where it is no page)."""
        answer, text = self._send(path, send=send)
        page = answer.headers.get("Content-Type", "").startswith("text/html")
        return answer.status, answer.headers.get("Location", ""), text if page else ""

    def _send(self, path: str, *, send: bool) -> tuple[http.client.HTTPResponse, str]:
        try:
            return self._once(path, send=send)
        except http.client.RemoteDisconnected:  # the house keeps no unused line for longer than a minute
            self.line.close()
            return self._once(path, send=send)

    def _once(self, path: str, *, send: bool) -> tuple[http.client.HTTPResponse, str]:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if send else {}
        self.line.request("POST" if send else "GET", path, "" if send else None, self._says | form)
        answer = self.line.getresponse()
        return answer, answer.read().decode(errors="replace")
