"""Everything that is measured, on one set of data, in some six minutes: `python -m bench`, or `make bench`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from . import live, storm
from .crowd import now
from .house import build
from .report import progress, result


def main() -> None:
    """Measure all of it; smaller and shorter where the command line says so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, nargs="+", default=list(live.SIZES))
    parser.add_argument("--seconds", type=float, default=live.SECONDS)
    asked, began = parser.parse_args(), now()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        progress(f"{max(asked.residents)} residents take their seats ...")
        hall = build(Path(folder), max(asked.residents))
        found = {
            "live": live.measure(hall, asked.residents, asked.seconds),
            "storm": storm.measure(hall, max(asked.residents)),
        }
    result(found | {"took_s": round(now() - began)})


if __name__ == "__main__":
    main()
