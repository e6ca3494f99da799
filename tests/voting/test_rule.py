"""The rule of a poll, in whole numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.voting.rule import BASES, SHARES, Count, Rule, Share, decide

FRACTIONS = {"simple": Fraction(1, 2), "two_thirds": Fraction(2, 3), "three_quarters": Fraction(3, 4)}
NUMBERS = st.integers(0, 10**9)
COUNTS = st.builds(
    lambda yes, no, abstain, silent, there: Count(
        yes, no, abstain, yes + no + abstain + silent, yes + no + abstain + there
    ),
    *[st.integers(0, 400)] * 5,
)


@pytest.mark.parametrize(
    ("share", "number", "whole", "reached"),
    [
        ("simple", 7, 14, False),  # exactly half is not more than half
        ("simple", 8, 14, True),
        ("simple", 7, 13, True),
        ("two_thirds", 9, 14, False),
        ("two_thirds", 10, 15, True),  # "or more" includes the number
        ("two_thirds", 9, 15, False),
        ("three_quarters", 10, 14, False),  # 10.5 are needed
        ("three_quarters", 11, 14, True),
        ("three_quarters", 12, 16, True),
        ("unanimous", 13, 14, False),
        ("unanimous", 14, 14, True),
        ("two_thirds", 0, 0, False),  # nothing is no share of nothing
    ],
)
def test_a_share_is_reached_or_not(share: str, number: int, whole: int, reached: bool) -> None:
    assert SHARES[share].reached(number, whole) is reached


@given(st.sampled_from(sorted(FRACTIONS)), NUMBERS, NUMBERS)
def test_a_share_is_what_fractions_say_it_is(name: str, number: int, whole: int) -> None:
    part = Fraction(number) - FRACTIONS[name] * whole
    assert SHARES[name].reached(number, whole) is (number > 0 and (part > 0 if name == "simple" else part >= 0))


@given(st.sampled_from(list(SHARES.values())), NUMBERS)
def test_the_least_number_reaches_it_and_one_less_does_not(share: Share, whole: int) -> None:
    least = share.least(whole)
    assert share.reached(least, whole)
    assert not share.reached(least - 1, whole)


@pytest.mark.parametrize(
    ("base", "passed"), [("cast", False), ("valid", True), ("present", False), ("entitled", False)]
)
def test_the_base_says_of_what(base: str, passed: bool) -> None:
    count = Count(yes=3, no=2, abstain=1, entitled=12, present=8)
    assert (decide(Rule(base), count) == "passed") is passed


def _lift(yes: int, no: int, abstain: int, entitled: int = 14) -> Count:
    return Count(yes, no, abstain, entitled)


LIFT = Rule("cast", "three_quarters", "two_thirds")


@pytest.mark.parametrize(
    ("count", "result"),
    [  # domain.md §3.5: fourteen owners
        (_lift(11, 2, 1), "passed"),
        (_lift(10, 3, 1), "not_passed"),
        (_lift(9, 0, 0), "no_quorum"),
        (_lift(8, 2, 0), "passed"),
        (_lift(7, 3, 0), "not_passed"),
        (_lift(0, 0, 0), "no_quorum"),
    ],
)
def test_the_lift_of_fourteen_owners(count: Count, result: str) -> None:
    assert decide(LIFT, count) == result


def test_where_votes_are_weighed_too_both_must_pass() -> None:
    """domain.md §7.2: 770.00 of 980.00 m² pass with 11 owners; 742.00 m² pass, 10 owners do not."""
    assert decide(LIFT, _lift(11, 2, 1), Count(77000, 14000, 7000, 98000)) == "passed"
    assert decide(LIFT, _lift(10, 3, 1), Count(74200, 16800, 7000, 98000)) == "not_passed"
    assert decide(LIFT, _lift(11, 2, 1), Count(50000, 5000, 0, 98000)) == "no_quorum"
    with pytest.raises(ValueError, match="count"):
        decide(LIFT)


@given(COUNTS, st.sampled_from(BASES), st.sampled_from(sorted(SHARES)), st.sampled_from(["", *SHARES]))
def test_one_more_yes_never_undoes_a_result(count: Count, base: str, majority: str, quorum: str) -> None:
    rule = Rule(base, majority, quorum)
    more = Count(count.yes + 1, count.no, count.abstain, count.entitled + 1, count.present + 1)
    instead = Count(count.yes + 1, count.no - 1, count.abstain, count.entitled, count.present)
    if decide(rule, count) == "passed":
        assert count.yes > 0
        assert decide(rule, instead if count.no else more) == "passed"


@given(COUNTS, st.sampled_from(BASES), st.sampled_from(sorted(SHARES)))
def test_no_one_can_be_outvoted_by_silence_alone(count: Count, base: str, majority: str) -> None:
    if count.yes == 0:
        assert decide(Rule(base, majority), count) == "not_passed"
