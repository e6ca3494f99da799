"""make demo: throws the demo's house away and builds it anew, in ROUNDTABLE_HOME.

Only what the house itself keeps there goes: its SQLite database and its uploads. Another database is left alone.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from config import BadSetting, Settings
from roundtable import create_app
from roundtable.house import prepare


def main() -> int:
    """Returns 0; raises BadSetting where there is no demo to reset."""
    settings = Settings.from_env()
    database = settings.home / "roundtable.sqlite"
    if settings.production or settings.database_url != f"sqlite:///{database}":
        raise BadSetting("make demo resets the SQLite database of a house that is not in production, and no other.")
    for path in (*settings.home.glob("roundtable.sqlite*"), *settings.home.glob("clock")):
        path.unlink()
    shutil.rmtree(settings.home / "files", ignore_errors=True)
    prepare(create_app())
    print("The demo stands as on its first day. Start it with: make run")
    return 0


if __name__ == "__main__":
    sys.exit(main())
