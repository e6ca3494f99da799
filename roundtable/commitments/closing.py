"""The closing test: what the residents' answers come to when their week is over (domain.md §4.3). Integers only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How it ends; reopened is no end, the work goes on."""

    REOPENED = "reopened"
    FULFILLED = "fulfilled"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Count:
    """A = homes asked (the raiser's is one), y = fixed, x = not or partly fixed; one answer a home."""

    homes: int
    fixed: int
    not_fixed: int

    @property
    def answered(self) -> int:
        """n: how many homes answered."""
        return self.fixed + self.not_fixed


def verdict(count: Count) -> Verdict:
    """The guards in their order: reopening is tested first, and silence is never consent.

    That a raiser who says "not fixed" reopens it at once is no part of this: it does not wait for the end of the week.
    """
    a, n, y, x = count.homes, count.answered, count.fixed, count.not_fixed
    if x >= min(2, a) and 3 * x > n:
        return Verdict.REOPENED
    if n >= 1 and n >= min(a, 3) and 10 * n >= a and 3 * y >= 2 * n:
        return Verdict.FULFILLED
    return Verdict.UNCONFIRMED
