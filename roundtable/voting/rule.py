"""The rule of a poll: of what, how much, and how many must take part. Whole numbers only; nothing is ever rounded.

Civil Code of the PRC, arts. 278 and 1259: a share "or more" (以上) includes the number, "more than half" (过半数)
does not include the half. Who abstains takes part; who is silent does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PASSED, NOT_PASSED, NO_QUORUM = "passed", "not_passed", "no_quorum"
BASES = ("cast", "valid", "present", "entitled")


@dataclass(frozen=True)
class Share:
    """`parts` of `of`: at least so much, or, where `over`, more than that."""

    parts: int
    of: int
    over: bool = False

    def reached(self, number: int, whole: int) -> bool:
        """Whether `number` is that share of `whole`. Nothing is a share of nothing."""
        if number <= 0:
            return False
        have, need = number * self.of, whole * self.parts
        return have > need if self.over else have >= need

    def least(self, whole: int) -> int:
        """The smallest number that is that share of `whole`."""
        exact, rest = divmod(whole * self.parts, self.of)
        return max(1, exact + (1 if self.over or rest else 0))


SHARES: Mapping[str, Share] = {
    "simple": Share(1, 2, over=True),
    "two_thirds": Share(2, 3),
    "three_quarters": Share(3, 4),
    "unanimous": Share(1, 1),
}


@dataclass(frozen=True)
class Rule:
    """base: one of BASES; majority: one of SHARES; quorum: the share of the entitled that must take part, or ""."""

    base: str = "cast"
    majority: str = "simple"
    quorum: str = ""


@dataclass(frozen=True)
class Count:
    """What was counted, in one measure: ballots, or, where votes are weighed, hundredths of a square metre."""

    yes: int
    no: int
    abstain: int
    entitled: int
    present: int = 0

    @property
    def took_part(self) -> int:
        """All who cast a ballot, also who abstained."""
        return self.yes + self.no + self.abstain

    def base(self, name: str) -> int:
        """What a share is a share of."""
        return {
            "cast": self.took_part,
            "valid": self.yes + self.no,
            "present": self.present,
            "entitled": self.entitled,
        }[name]


def quorate(rule: Rule, count: Count) -> bool:
    """Whether enough took part for a result to stand."""
    return not rule.quorum or SHARES[rule.quorum].reached(count.took_part, count.entitled)


def carried(rule: Rule, count: Count) -> bool:
    """Whether enough of the base said yes."""
    return SHARES[rule.majority].reached(count.yes, count.base(rule.base))


def decide(rule: Rule, *counts: Count) -> str:
    """PASSED, NOT_PASSED or NO_QUORUM. Of several measures (heads and floor area) every one must reach its share."""
    if not counts:
        raise ValueError("a result needs a count")
    if not all(quorate(rule, count) for count in counts):
        return NO_QUORUM
    return PASSED if all(carried(rule, count) for count in counts) else NOT_PASSED
