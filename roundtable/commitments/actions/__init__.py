"""The only writes to statements and commitments."""

from __future__ import annotations

from . import checks, confirmation, extensions, lateness, progress, promise, statements, verdicts

__all__ = ["checks", "confirmation", "extensions", "lateness", "progress", "promise", "statements", "verdicts"]
