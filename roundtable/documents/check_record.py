"""Checks a public record of Roundtable that you downloaded: python3 check_record.py record.json

Needs Python 3.9 or later and nothing else; it asks no server and believes nobody. It says what does not fit and ends
with 1, or says that the record is whole and ends with 0.

What it checks (docs/record-format.md):
  - that the entries are numbered without a gap
  - that each public entry's hash is that of its text, and that its fields are those of the text
  - that the hashes together give the head that the file names, and every head that was sealed before

    --head 214:9c1e...    a head that you kept, such as the one printed on the minutes, begins this record
    older.json            an older download, whose every entry must still be there unchanged
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EMPTY = hashlib.sha256(b"").hexdigest()


def leaf(text: str) -> str:
    """The hash of an entry's text: RFC 6962, a zero byte before it."""
    return hashlib.sha256(b"\0" + text.encode()).hexdigest()


def root(leaves: list[str]) -> str:
    """The root of the RFC 6962 tree over these hashes, all in hex."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << ((len(leaves) - 1).bit_length() - 1)
    both = bytes.fromhex(root(leaves[:left])) + bytes.fromhex(root(leaves[left:]))
    return hashlib.sha256(b"\1" + both).hexdigest()


def faults_of_entry(entry: dict[str, Any], topic: str) -> Iterator[str]:
    """What does not fit in one entry."""
    text = entry.get("canonical")
    if text is None:
        return
    if leaf(text) != entry["leaf"]:
        yield f"entry {entry['seq']}: its hash is not that of its text"
    said = json.loads(text)
    told = {"topic": topic, "seq": entry["seq"], "at": entry["at"], "action": entry["action"], "facts": entry["facts"]}
    for name, value in told.items():
        if said.get(name) != value:
            yield f"entry {entry['seq']}: {name} is not what its text says"
    if sorted(said.get("touched", {})) != sorted(entry["things"]):
        yield f"entry {entry['seq']}: things are not what its text says"


def faults_of(record: dict[str, Any]) -> Iterator[str]:
    """What does not fit in a record."""
    leaves = [entry["leaf"] for entry in record["entries"]]
    for place, entry in enumerate(record["entries"], 1):
        if entry["seq"] != place:
            yield f"entry {place} is missing"
            return
        yield from faults_of_entry(entry, record["topic"])
    for head in [*record["heads"], record["head"]]:
        yield from faults_of_head(head["size"], head["root"], leaves)


def faults_of_head(size: int, expected: str, leaves: list[str]) -> Iterator[str]:
    """Whether a head begins a record."""
    if size > len(leaves):
        yield f"a head is over {size} entries, and here are only {len(leaves)}"
    elif root(leaves[:size]) != expected:
        yield f"the head over {size} entries does not begin this record"


def faults_beside(record: dict[str, Any], older: dict[str, Any]) -> Iterator[str]:
    """What an older download of the same record has that this one has not."""
    if record["topic"] != older["topic"]:
        yield f"the older file is the record of {older['topic']}"
        return
    here = [entry["leaf"] for entry in record["entries"]]
    for entry in older["entries"]:
        if entry["seq"] > len(here) or here[entry["seq"] - 1] != entry["leaf"]:
            yield f"entry {entry['seq']} is not what it was in the older file"


def read(path: str) -> dict[str, Any]:
    """A downloaded record. Raises ValueError for a file that is none."""
    record: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    if record.get("format") != "roundtable-record/1":
        raise ValueError(f"{path} is no record of this kind")
    return record


def faults(files: list[str], kept: list[str]) -> Iterator[str]:
    """What does not fit in the first file, beside heads that were kept and older files."""
    record = read(files[0])
    leaves = [entry["leaf"] for entry in record["entries"]]
    yield from faults_of(record)
    for head in kept:
        size, _, expected = head.partition(":")
        yield from faults_of_head(int(size), expected, leaves)
    for path in files[1:]:
        older = read(path)
        yield from (f"{path}: {fault}" for fault in (*faults_of(older), *faults_beside(record, older)))


def main(arguments: list[str]) -> int:
    """Check what the arguments name. 0: all is whole; 1: something does not fit; 2: there is nothing to check."""
    kept = [arguments[n + 1] for n, word in enumerate(arguments[:-1]) if word == "--head"]
    files = [word for word in arguments if word != "--head" and word not in kept]
    if not files:
        return say(2, str(__doc__))
    try:
        found = list(faults(files, kept))
        record = read(files[0])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        return say(2, f"This cannot be read as a record: {wrong!r}")
    if found:
        return say(1, *found, f"{len(found)} things do not fit.")
    told = sum("canonical" in entry for entry in record["entries"])
    return say(
        0,
        f"The record is whole: {len(record['entries'])} entries, {told} of them public.",
        f"Its head: {record['head']['size']}:{record['head']['root']}",
    )


def say(status: int, *lines: str) -> int:
    """Say these lines and end with that status."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
