"""The record as files: JSON that anyone can check (docs/record-format.md), and CSV for a spreadsheet.

Both are written a batch at a time, each batch from its own snapshot: a record only grows, so what is behind stays so.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _

from roundtable.core import clock, event_log, record, seal, things
from roundtable.core.event_log import PUBLIC, Entry, plain
from roundtable.core.seal import Peaks
from roundtable.core.unit_of_work import VISITOR, reading
from roundtable.core.wording import HOME_ZONE, local

from . import history

FORMAT = "roundtable-record/1"
BATCH = 500
FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")  # how a spreadsheet knows that it is to compute; also full-width


def _batches(topic: str, upto: int) -> Iterator[list[Entry]]:
    """All entries of a topic up to a number, in order."""
    for after in range(0, upto, BATCH):
        with reading(VISITOR, clock.now()) as uow:
            yield event_log.between(uow.session, topic, after, min(after + BATCH, upto))


def as_json(topic: str) -> Iterator[str]:
    """The public record of a topic as JSON, in pieces. Of what is not public only the leaf hash is in it."""
    with reading(VISITOR, clock.now()) as uow:
        size = event_log.head(uow.session, topic)
        heads = [{"size": h.size, "root": h.root.hex(), "at": plain(h.at)} for h in history.heads(uow, topic)]
        about = {"format": FORMAT, "topic": topic, "made_at": plain(uow.now), "heads": heads}
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "entries": ['
    tree, comma = Peaks(), ""
    for batch in _batches(topic, size):
        tree = tree.grown(entry.leaf for entry in batch)
        yield "".join(f"{comma if number == 0 else ','}\n{_entry(entry)}" for number, entry in enumerate(batch))
        comma = ","
    head = {"size": tree.size, "root": tree.root().hex()}
    yield f'\n], "head": {json.dumps(head)}}}\n'


def _entry(entry: Entry) -> str:
    said: dict[str, Any] = {"seq": entry.seq, "leaf": entry.leaf.hex()}
    if entry.audience == PUBLIC and entry.salt:
        canonical = entry.canonical().decode()
        said |= {"at": plain(entry.at), "action": entry.action, "things": list(entry.touched), "facts": entry.facts}
        said |= {"canonical": canonical}
    return json.dumps(said, ensure_ascii=False)


def as_csv(topic: str) -> Iterator[str]:
    """The public record of a topic as CSV (RFC 4180) in the reader's language, in pieces, for a spreadsheet."""
    with reading(VISITOR, clock.now()) as uow:
        size = event_log.head(uow.session, topic)
        zone = getattr(things.find(uow, topic), "zone", HOME_ZONE)
    yield "\ufeff" + _rows([[_("No."), _("Time"), _("What happened"), _("Action"), _("Things"), _("Hash")]])
    for batch in _batches(topic, size):
        with reading(VISITOR, clock.now()) as uow:
            found = history.told(uow, topic, batch)
        yield _rows(_cells(line, zone) for line in found)


def _cells(line: history.Line, zone: str) -> list[str]:
    entry = line.entry
    what = [entry.action, " ".join(entry.touched)] if line.told else ["", ""]
    return [str(line.seq), local(line.at, zone).isoformat(timespec="seconds"), line.words, *what, line.leaf]


def _rows(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what looks like one."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell


def proof(topic: str, old: int, new: int | None = None) -> dict[str, Any]:
    """What shows that the head over the first `old` entries begins that over the first `new` (None: today's); JSON.

    Raises IndexError for a size that the record never had.
    """
    with reading(VISITOR, clock.now()) as uow:
        leaves = record.leaves(uow.session, topic)
    if new is not None and not 0 <= new <= len(leaves):
        raise IndexError(f"{topic} has no {new} entries")
    leaves = leaves[:new]
    return {
        "format": "roundtable-proof/1",
        "topic": topic,
        "old": {"size": old, "root": seal.root(leaves[:old]).hex()},
        "new": {"size": len(leaves), "root": seal.root(leaves).hex()},
        "proof": [step.hex() for step in seal.prefix_proof(old, leaves)],
    }
