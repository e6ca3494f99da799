"""A page as a browser holds it: parsed once, then changed by packets alone. Does what static/js/parts.js does."""

from __future__ import annotations

from typing import Any

from lxml import html

VOLATILE = ("data-seq", "data-now")
RUNNING = "//*[@data-ends or @data-since]"
SCRIPT_ONLY = "//template | //script | //input[@name='key' and not(contains(@value, '@'))]"


class Page:
    """The page's document, and how far its record goes."""

    def __init__(self, text: str) -> None:
        self.document: Any = html.document_fromstring(text)
        self.topic: str = self.body.get("data-topic")
        self.surface: str = self.body.get("data-surface")
        self.seq = int(self.body.get("data-seq"))

    @property
    def body(self) -> Any:
        """The body, which says what the page is about."""
        return self.document.body

    def take(self, packet: dict[str, Any]) -> None:
        """What the scripts do with a packet."""
        for dom_id, part in packet.get("parts", {}).items():
            self._place(dom_id, part)
        for name, value in packet.get("figures", {}).items():
            for figure in self.document.xpath("//*[@data-figure=$name]", name=name):
                figure.text = str(value)
                figure.set("value", str(value))
            for ring in self.document.xpath("//*[@data-fills=$name]", name=name):
                _fill(ring, value)

    def _place(self, dom_id: str, part: str | None) -> None:
        old = self.document.get_element_by_id(dom_id, None)
        if part is None:
            if old is not None:
                old.drop_tree()
            return
        new = html.fragment_fromstring(part)
        if old is not None and old.get("data-list") == new.get("data-list"):
            new.tail = old.tail
            old.getparent().replace(old, new)
        elif old is not None:
            old.drop_tree()
        if old is None or (old.getparent() is None and new.getparent() is None):
            self._insert(new)
        elif new.get("data-order") != old.get("data-order"):
            new.drop_tree()
            self._insert(new)

    def _insert(self, new: Any) -> None:
        where = self.document.get_element_by_id(new.get("data-list") or "", None)
        if where is None or _order(new) < float(where.get("data-from") or "-inf"):
            return
        after = [row for row in where if row.get("data-order") and _order(row) > _order(new)]
        where.insert(where.index(after[0]) if after else len(where), new)

    def words(self) -> str:
        """All that the page says, without what each page has of its own."""
        copy: Any = html.document_fromstring(html.tostring(self.document))
        for node in copy.xpath(SCRIPT_ONLY):
            node.drop_tree()
        for name in VOLATILE:
            copy.body.attrib.pop(name, None)
        for clock in copy.xpath(
            RUNNING
        ):  # what it shows is the reader's second; what it runs from is in its attributes
            for node in clock.iter():
                node.text = node.tail = None
                for name in ("stroke-dasharray", "width", "class"):
                    node.attrib.pop(name, None)
        for node in copy.iter():
            node.text, node.tail = (node.text or "").strip(), (node.tail or "").strip()
        return str(html.tostring(copy, encoding="unicode", pretty_print=True))


def _fill(ring: Any, taken: int) -> None:
    """The seats of a ring, as static/js/figures.js fills them."""
    seats = [seat for seat in ring.iter("circle") if "seat" in seat.get("class").split()]
    for place, seat in enumerate(seats):
        seat.set("class", "seat on" if place < taken * len(seats) // int(ring.get("data-of")) else "seat")


def _order(row: Any) -> float:
    return float(row.get("data-order") or "inf")
