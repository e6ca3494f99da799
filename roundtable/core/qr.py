"""Codes that a phone's camera reads, drawn by templates/components/qr.html."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno


@dataclass(frozen=True)
class QrCode:
    """A code as one SVG path on a grid of `size` modules, without its quiet zone. text: what it says."""

    text: str
    size: int
    path: str


def qr(text: str) -> QrCode:
    """A QR code that still reads with 15 % of it covered. Raises segno.DataOverflowError beyond 2,331 bytes."""
    rows = list(segno.make(text, error="m", micro=False).matrix)
    return QrCode(text, len(rows), "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, row: bytearray) -> str:
    drawn, x = [], 0
    for dark, run in groupby(row):
        wide = len(list(run))
        drawn += [f"M{x} {y}h{wide}v1h-{wide}z"] if dark else []
        x += wide
    return "".join(drawn)
