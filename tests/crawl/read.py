"""Reads a served page: where it leads, and what it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
# attributes whose values make a control, a role or a look another one; of the others it counts that they are there
TELLING = frozenset(("class", "type", "role", "lang", "scope", "open", "inputmode", "autocomplete"))
NAMES = frozenset(
    ("aria-label", "aria-labelledby", "aria-describedby", "aria-controls")
)  # words and ids: every page's own
MINE = re.compile(
    r'<aside class="demo.*?</aside>|<div class="end">.*?</div>|<a class="plain plain--who".*?</a>', re.DOTALL
)
FRESH = re.compile(r'name="(key|back)"\s+value="[^"]*"|data-(seq|now|sent)="\d+"|[?&;](back|next)=[^"&]*')


ACTS = {"floor-acts", "queue-acts", "host-step"}  # the style sheet hides them from who only looks at a desk


class Part(NamedTuple):
    """An open element: what it is, and whether it or one around it is hidden from who reads the page."""

    what: str
    hidden: bool


class _Reader(HTMLParser):
    """Collects links, doors (an act's own form, where a button leads without scripts) and kinds of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.doors: list[str] = []
        self.kinds: set[str] = set()
        self._open: list[Part] = []
        self._looks = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        has = {name: value or "" for name, value in attrs}
        looks = set(has.get("class", "").split())
        self._looks |= "host--looks" in looks
        # what is in a template is not on the page yet; what stands in a mail is for its reader, perhaps only once
        out = "hidden" in has or tag == "template" or "letter" in looks or (self._looks and bool(looks & ACTS))
        part = Part(_what(tag, has), out or bool(self._open and self._open[-1].hidden))
        self._open.append(part)
        self.kinds.add(" > ".join(one.what for one in self._open))
        if not part.hidden:
            self._leads(tag, has)
        if tag in VOID:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that ends itself, as in drawings."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it what was left open in it."""
        while self._open and self._open.pop().what.partition("[")[0] != tag:
            pass

    def _leads(self, tag: str, has: dict[str, str]) -> None:
        if tag == "a" and has.get("href"):
            self.links.append(has["href"])
        for door in (has.get("action", ""), has.get("formaction", "")):
            if door.startswith("/do/"):
                self.doors.append(door)


def _what(tag: str, has: dict[str, str]) -> str:
    told = sorted(
        f"[{name}={value}]" if name in TELLING or (name.startswith("aria-") and name not in NAMES) else f"[{name}]"
        for name, value in has.items()
    )
    return re.sub(r"\d+", "*", tag + "".join(told))


@dataclass(frozen=True)
class Seen:
    """A page as somebody was served it."""

    who: str
    path: str
    status: int
    text: str
    sent: bool = False  # an empty form was sent there

    @cached_property
    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.text)
        return reader

    @property
    def links(self) -> list[str]:
        """Where it leads."""
        return self._read.links

    @property
    def doors(self) -> list[str]:
        """The forms of the acts that its buttons do."""
        return self._read.doors

    @cached_property
    def same(self) -> str:
        """The page without what is its reader's alone (name, keys, the instant): alike for all who see the same."""
        return FRESH.sub("", MINE.sub("", self.text))

    @cached_property
    def kind(self) -> frozenset[str]:
        """The kinds of elements in it, each in its place: alike for a list of three and one of thirty."""
        reader = _Reader()
        reader.feed(self.same)
        return frozenset(reader.kinds)
