"""The stage on which everything is tried."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import Theatre, World


@pytest.fixture
def stage(sqlite_theatre: Theatre, tmp_path: Path) -> Iterator[World]:
    """The cast at its table, on SQLite alone: what is tried is the doors, which know no database."""
    yield from sqlite_theatre.play(tmp_path)
