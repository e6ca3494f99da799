"""Houses to which things happen; each shared by the cases of its kind, and standing again after each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import proxy, room, table, table_url
from tests.live.phones import phone
from tests.services.house import House
from tests.services.ready import move_in

__all__ = ["phone", "proxy", "room", "table", "table_url"]


@pytest.fixture(scope="session")
def mortal(tmp_path_factory: pytest.TempPathFactory, ready_home: Path) -> Iterator[House]:
    """One process on SQLite, with the demo, that may be killed."""
    move_in(ready_home, home := tmp_path_factory.mktemp("mortal") / "house")
    house = House(home, {})
    yield house
    house.stop()
