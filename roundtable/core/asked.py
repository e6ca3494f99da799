"""What an address asks for behind its question mark: anybody may have typed it, or let it run wild."""

from __future__ import annotations

from flask import request

from .forms import tidy

MOST = 2**31 - 1  # where PostgreSQL's integer ends; SQLite's ends later, Python's never


def number(name: str) -> int | None:
    """The number of that name, as near to it as a row's can be; None where none was asked for."""
    said = request.args.get(name, type=int)
    return None if said is None else min(max(said, 0), MOST)


def words(name: str) -> str:
    """The words of that name, trimmed, without what no database takes; "" where there are none."""
    return tidy(request.args.get(name)) or ""
