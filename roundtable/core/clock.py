"""The one place where the time is read; acts are handed their instant.

`ROUNDTABLE_CLOCK` may name a file with seconds to add, so that tests and the demo can move time. Tokens and cookies
read this clock too. Production refuses the setting (config.py).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

_moved_by: list[Path] = []


def use(file: Path | None) -> None:
    """Read from this file how far time was moved; None: it was not."""
    _moved_by[:] = [file] if file else []


def now() -> datetime:
    """The present moment in UTC, aware."""
    return datetime.now(UTC) + shift()


def shift() -> timedelta:
    """How far the clock was moved; an empty, absent or unreadable file moves nothing."""
    try:
        return timedelta(seconds=float(_moved_by[0].read_text())) if _moved_by else timedelta()
    except (OSError, ValueError):
        return timedelta()


def may_move() -> bool:
    """Whether there is a file to move time by."""
    return bool(_moved_by)


def move(span: timedelta) -> None:
    """Let time pass for the whole house, other processes of it too. Forward only: what was done stays before now."""
    if may_move() and span > timedelta():
        draft = _moved_by[0].with_name(f"{_moved_by[0].name}.new")
        draft.write_text(str((shift() + span).total_seconds()))
        draft.replace(_moved_by[0])


def millis(moment: datetime) -> int:
    """Milliseconds since 1970: how instants travel on the wire."""
    return round(moment.timestamp() * 1000)
