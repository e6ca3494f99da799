"""Sealed heads for those who keep them: a feed of all, and whether a head that somebody kept begins today's record.

Whoever runs the house could rewrite a record and every hash in it, but not the heads that others hold (RFC 6962: a head
fixes all that came before it). So the feed is the same for everybody, and reading it once is enough to hold us to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from roundtable.core import clock, languages, record, seal, things
from roundtable.core.errors import Words
from roundtable.core.event_log import Topic, plain
from roundtable.core.record import Seal
from roundtable.core.seal import Peaks
from roundtable.core.things import KINDS
from roundtable.core.unit_of_work import VISITOR, UnitOfWork, reading

FORMAT = "roundtable-heads/1"
PAGE = 100
RECORDS = {"consultation": "/c/%s/record", "commitment": "/commitments/%s/record"}  # whose record anybody may read
ATOM = "http://www.w3.org/2005/Atom"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without a head was last new
HEAD = re.compile(r"(?:(\d{1,9}):)?([0-9a-f]{64})")
IN_TEXT = re.compile(r"(?:([a-z]+:\w+)\s+)?(\d{1,9}):([0-9a-fA-F]{64})\b")


@dataclass(frozen=True)
class Published:
    """A sealed head as the feed has it. record: the address of the record's page, in the house."""

    topic: str
    title: Words
    record: str
    size: int
    root: str
    at: datetime

    @property
    def proof(self) -> str:
        """Where it is shown that it begins today's record."""
        return f"{self.record}/proof?old={self.size}"


def published(uow: UnitOfWork, page: int) -> tuple[list[Published], bool]:
    """A page of the heads of all records that the reader may see, newest first, and whether there are earlier ones."""
    ours = or_(*(Seal.topic.startswith(f"{kind}:") for kind in RECORDS))
    query = select(Seal).where(ours).order_by(Seal.at.desc(), Seal.topic, Seal.size.desc())
    found = list(uow.session.scalars(query.offset((page - 1) * PAGE).limit(PAGE + 1)))
    about = things.many(uow, {head.topic for head in found})
    seen = {ref: thing for ref, thing in about.items() if things.may(uow, KINDS[thing.kind].see, thing)}
    return [_published(head, seen[head.topic]) for head in found[:PAGE] if head.topic in seen], len(found) > PAGE


def _published(head: Seal, thing: Any) -> Published:
    kind, _colon, key = head.topic.partition(":")
    return Published(head.topic, things.card(thing).title, RECORDS[kind] % key, head.size, head.root.hex(), head.at)


def as_json(heads: Iterable[Published], base: str, earlier: str | None) -> str:
    """The feed as JSON; `base` is the house's address, `earlier` that of the page of earlier heads."""
    lines = [
        {"topic": head.topic, "size": head.size, "root": head.root, "at": plain(head.at)}
        | {"record": base + head.record, "proof": base + head.proof}
        for head in heads
    ]
    return json.dumps({"format": FORMAT, "heads": lines, "next": earlier}, ensure_ascii=False, indent=1) + "\n"


def as_atom(heads: list[Published], base: str, here: str, earlier: str | None) -> bytes:
    """The feed as Atom (RFC 4287; its pages: RFC 5005) in the reader's language; `here` is this page's address."""
    Xml.register_namespace("", ATOM)
    feed = Xml.Element(f"{{{ATOM}}}feed", {"xml:lang": languages.TAGS[languages.current()]})
    _part(feed, "id", f"{base}/heads.atom")
    _part(feed, "title", _("Sealed heads of the public records"))
    _part(feed, "updated", plain(max((head.at for head in heads), default=NEVER)))
    _part(_part(feed, "author"), "name", _("Roundtable"))
    _part(feed, "link", rel="self", type="application/atom+xml", href=here)
    _part(feed, "link", rel="alternate", type="application/json", href=f"{base}/heads.json")
    if earlier:
        _part(feed, "link", rel="next", type="application/atom+xml", href=earlier)
    for head in heads:
        _entry(_part(feed, "entry"), head, base)
    text: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text


def _entry(entry: Xml.Element, head: Published, base: str) -> None:
    over = ngettext("Head over the first entry", "Head over the first %(num)d entries", head.size)
    _part(entry, "id", f"{base}{head.record}#head-{head.size}")
    _part(entry, "title", _("%(title)s: %(head)s", title=head.title, head=over))
    _part(entry, "updated", plain(head.at))
    _part(entry, "link", rel="alternate", type="text/html", href=base + head.record)
    _part(entry, "link", rel="related", type="application/json", href=base + head.proof)
    _part(entry, "content", f"{head.topic} {head.size}:{head.root}", type="text")


def _part(whole: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    part = Xml.SubElement(whole, f"{{{ATOM}}}{name}", attributes)
    part.text = text or None
    return part


@dataclass(frozen=True)
class Kept:
    """A head that somebody kept. topic: "" where it is not said of which record; size: 0 where not over how much."""

    topic: str
    size: int
    root: str

    def __str__(self) -> str:
        return f"{self.size}:{self.root[:12]}…" if self.size else f"{self.root[:12]}…"


def kept(said: str) -> list[Kept]:
    """The heads in what somebody typed (`214:9c1e…`, or the root alone), or in the file of that name.

    A file is a record or a feed of ours, or any text with heads in it. Raises ValueError where there is none.
    """
    if head := HEAD.fullmatch("".join(said.split()).lower()):
        return [Kept("", int(head[1] or 0), head[2])]
    try:
        text = Path(said).read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise ValueError(f"{said} is no head, such as 214:9c1e…, and no file that can be read") from None
    try:
        found = list(_in_data(json.loads(text), ""))
    except ValueError:
        found = [Kept(topic or "", int(size), root.lower()) for topic, size, root in IN_TEXT.findall(text)]
    if not found:
        raise ValueError(f"there is no head in {said}")
    return list(dict.fromkeys(found))


def _in_data(data: Any, topic: str) -> Iterator[Kept]:
    """Every head in a record, a proof or a feed of ours, of which it says the topic, or what it stands in does."""
    if isinstance(data, dict):
        topic = str(data.get("topic", topic))
        size, root = data.get("size"), data.get("root")
        if isinstance(size, int) and HEAD.fullmatch(str(root)) and size > 0:
            yield Kept(topic, size, str(root))
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _in_data(inner, topic)


def hold(head: Kept) -> tuple[bool, str]:
    """Whether a kept head begins today's record, and that in a sentence."""
    with reading(VISITOR, clock.now()) as uow:
        for topic, length in _topics(uow.session, head):
            if size := _begins(head, record.leaves(uow.session, topic)):
                rest = f"nothing among its first {size} was changed, taken out or put in"
                return True, f"The head {head} begins today's record of {topic}, which has {length} entries: {rest}."
        return False, _breach(head, dict(_topics(uow.session, head)).get(head.topic))


def _topics(session: Session, head: Kept) -> list[tuple[str, int]]:
    query = select(Topic.name, Topic.seq).where(Topic.seq >= head.size).order_by(Topic.name)
    if head.topic:
        query = select(Topic.name, Topic.seq).where(Topic.name == head.topic)
    return [(name, length) for name, length in session.execute(query)]


def _begins(head: Kept, leaves: list[bytes]) -> int:
    """Over how many of these leaves the head is; 0 if it does not begin them."""
    if head.size:
        return head.size if len(leaves) >= head.size and seal.root(leaves[: head.size]).hex() == head.root else 0
    tree = Peaks()
    for leaf in leaves:
        tree = tree.grown([leaf])
        if tree.root().hex() == head.root:
            return tree.size
    return 0


def _breach(head: Kept, length: int | None) -> str:
    if not head.topic:
        return (
            f"The head {head} begins no record of this house: something that it counts was changed, taken out or put "
            "in, or it is of another house."
        )
    if length is None or length < head.size:
        return f"The head {head} is over more entries than {head.topic} has today, which are {length or 0}."
    return (
        f"The head {head} does not begin today's record of {head.topic}: something among its first {head.size} entries "
        "was changed, taken out or put in."
    )
