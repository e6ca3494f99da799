"""Who was erased, kept outside the database: a restored backup knows nothing of it, and must be told again.

A line a person in `erased.jsonl` in the house's home: their number, whether their words went too, and when; nothing
that says who they were. It is written when the erasure is committed, never before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import event

from roundtable.core.event_log import plain
from roundtable.core.unit_of_work import UnitOfWork

NAME = "erased.jsonl"


@dataclass(frozen=True)
class Erased:
    """That somebody was erased."""

    person: int
    words: bool
    at: str


def listed() -> list[Erased]:
    """All of them, each person once, the last time counts."""
    return list({one.person: one for one in _lines()}.values())


def keep(found: list[Erased]) -> None:
    """These and no others: a number that the restored database has not given yet will be somebody else's."""
    draft = _file().with_suffix(".new")
    draft.write_text("".join(f"{json.dumps(one.__dict__)}\n" for one in found), encoding="utf-8")
    draft.replace(_file())


def note(uow: UnitOfWork, person: int, *, words: bool) -> None:
    """Once it is true."""
    line, file = json.dumps(Erased(person, words, str(plain(uow.now))).__dict__), _file()

    @event.listens_for(uow.session, "after_commit", once=True)
    def write(_session: Any) -> None:
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{line}\n")


def _lines() -> Iterator[Erased]:
    if _file().is_file():
        yield from (Erased(**json.loads(line)) for line in _file().read_text(encoding="utf-8").splitlines())


def _file() -> Path:
    settings: Any = current_app.config["SETTINGS"]
    return Path(settings.home) / NAME
