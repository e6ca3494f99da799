"""Words that sound like a date or a place and are none, so that the recorder can quote them back."""

from __future__ import annotations

import re

# what stands for a date in official speech, in both languages
NO_DATE = re.compile(
    r"尽快|尽早|尽量早|早日|近期|近日|适时|择机|随后|抓紧|逐步|年内"
    r"|as soon as possible|in due course|in the near future|shortly|soon",
    re.IGNORECASE,
)
# and what stands for a place
NO_PLACE = re.compile(
    r"条件成熟的\w{0,4}?(?:楼宇|楼栋|小区|地方)|有条件的\w{0,4}?(?:楼宇|楼栋|小区|地方)|相关(?:楼宇|小区|区域)"
    r"|(?:buildings|places|blocks) where conditions (?:are|allow)(?: ripe)?|suitable (?:buildings|places|blocks)",
    re.IGNORECASE,
)


def no_date(words: str) -> str:
    """The words that are put for a date, as they stand there; empty when there are none."""
    return _first(NO_DATE, words)


def no_place(words: str) -> str:
    """The words that are put for a place."""
    return _first(NO_PLACE, words)


def _first(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.search(words)
    return found.group() if found else ""
