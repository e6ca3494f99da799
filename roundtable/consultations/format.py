"""Formats of consultations, as data: each file in formats/ is one; its name without the ending is its code.

A file that is no format stops the start with a sentence that names it: better than a table without an agenda.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from roundtable.core import languages
from roundtable.core.errors import Words

FOLDER = Path(__file__).parent / "formats"
FLOORS: Mapping[str, Words] = {  # who has the floor during an item
    "host": _l("the host"),
    "residents": _l("residents"),
    "officials": _l("officials"),
    "all": _l("everybody"),
    "none": _l("nobody"),
}
LONGEST = 600  # minutes of an item: ten hours, more than anybody sits


class BadFormat(ValueError):
    """A file in formats/ that is no format; says which, and what is wrong."""


@dataclass(frozen=True)
class Name:
    """A name in both languages of the house."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.zh if languages.current() == "zh" else self.en


@dataclass(frozen=True)
class FormatItem:
    """An item as the format lays it on the agenda. turn_seconds: how long each may speak, if that is limited."""

    name: Name
    minutes: int
    floor: str
    turn_seconds: int | None = None


@dataclass(frozen=True)
class Format:
    """A template of agenda items. notice_days: working days between announcing and holding (domain.md §4.4).

    sides_alternate: whether, among those who are equal otherwise, the sides take turns to speak.
    """

    code: str
    name: Name
    notice_days: int
    items: tuple[FormatItem, ...]
    sides_alternate: bool = False

    @property
    def minutes(self) -> int:
        """How long it takes when every item takes its time."""
        return sum(item.minutes for item in self.items)


def get(code: str) -> Format:
    """The format of that code. Raises KeyError."""
    return known()[code]


@cache
def known(folder: Path = FOLDER) -> Mapping[str, Format]:
    """All formats by code, in the order of their codes. Raises BadFormat."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.toml"))}


def called(name: str) -> Words:
    """A title as the reader's language has it, where it is one that a format gave; else as it was written."""
    return _given().get(name, name)


@cache
def _given() -> Mapping[str, Name]:
    names = [item.name for kind in known().values() for item in kind.items]
    return {words: name for name in names for words in (name.en, name.zh)}


def read(path: Path) -> Format:
    """A format from its file. Raises BadFormat."""
    try:
        return _format(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    except (BadFormat, KeyError, TypeError, AttributeError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise BadFormat(f"{path.name} is no format: {wrong}") from wrong


def _format(code: str, table: dict[str, Any]) -> Format:
    items = tuple(_item(entry) for entry in table.pop("items"))
    if not items:
        raise BadFormat("it has no items")
    days = _whole(table.pop("notice_days"), 0, 60)
    return Format(code=code, name=Name(**table.pop("name")), notice_days=days, items=items, **table)


def _item(entry: dict[str, Any]) -> FormatItem:
    item = FormatItem(**entry | {"name": Name(**entry["name"])})
    if item.floor not in FLOORS:
        raise BadFormat(f"the floor {item.floor!r} is none of {', '.join(FLOORS)}")
    _whole(item.minutes, 1, LONGEST)
    _whole(item.turn_seconds or 10, 10, 60 * LONGEST)
    return item


def _whole(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise BadFormat(f"{value!r} is no whole number from {least} to {most}")
    return value
