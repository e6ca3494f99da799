"""Which texts are most like another: by the pairs of neighbouring letters that they share, in Chinese as in English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise


class Likeness:
    """An index of texts by number."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self.sizes: dict[int, int] = {}
        self.having: dict[str, list[int]] = {}
        for number, text in texts.items():
            pairs = _pairs(text)
            self.sizes[number] = len(pairs)
            for pair in pairs:
                self.having.setdefault(pair, []).append(number)

    def to(self, text: str) -> dict[int, float]:
        """How much each text is like this one, from just above 0 to 1; those that share nothing are left out."""
        pairs = _pairs(text)
        shared = Counter(number for pair in pairs for number in self.having.get(pair, ()))
        return {number: same / (len(pairs) + self.sizes[number] - same) for number, same in shared.items()}


def _pairs(text: str) -> set[str]:
    letters = [c for c in text.casefold() if c.isalnum()]
    return {a + b for a, b in pairwise(letters)}
