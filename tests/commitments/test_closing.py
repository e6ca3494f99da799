from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.commitments.closing import Count, Verdict, verdict


@pytest.mark.parametrize(
    ("homes", "fixed", "not_fixed", "comes_to"),
    [
        (1, 0, 1, "reopened"),  # these six are the checks of domain.md §4.3
        (500, 1, 0, "unconfirmed"),
        (35, 3, 0, "unconfirmed"),
        (35, 4, 0, "fulfilled"),
        (12, 10, 2, "fulfilled"),
        (14, 10, 2, "fulfilled"),  # and §7.3: ten of twelve that answered
        (1, 1, 0, "fulfilled"),
        (2, 1, 0, "unconfirmed"),  # one of two is not all that must answer
        (2, 2, 0, "fulfilled"),
        (2, 0, 1, "unconfirmed"),  # of two homes, one alone does not reopen it; unless it is the raiser's
        (2, 0, 2, "reopened"),
        (3, 1, 1, "unconfirmed"),
        (3, 2, 1, "fulfilled"),  # exactly two thirds
        (3, 1, 2, "reopened"),
        (6, 4, 2, "fulfilled"),  # exactly one third is not more than a third
        (5, 3, 2, "reopened"),
        (100, 7, 3, "fulfilled"),  # exactly one in ten answered
        (100, 7, 2, "unconfirmed"),
        (14, 0, 0, "unconfirmed"),  # silence is never consent
    ],
)
def test_what_the_answers_come_to(homes: int, fixed: int, not_fixed: int, comes_to: str) -> None:
    assert verdict(Count(homes, fixed, not_fixed)) == comes_to


counts = st.integers(1, 400).flatmap(
    lambda homes: st.integers(0, homes).flatmap(
        lambda fixed: st.builds(Count, st.just(homes), st.just(fixed), st.integers(0, homes - fixed))
    )
)


@given(counts)
def test_silence_alone_closes_nothing_as_kept(count: Count) -> None:
    if count.answered == 0:
        assert verdict(count) == Verdict.UNCONFIRMED


@given(counts)
def test_kept_means_that_most_of_enough_homes_said_so(count: Count) -> None:
    if verdict(count) == Verdict.FULFILLED:
        assert count.fixed * 3 >= count.answered * 2
        assert count.answered >= max(min(count.homes, 3), count.homes / 10)


@given(counts)
def test_it_is_reopened_exactly_when_more_than_a_third_and_two_homes_say_so(count: Count) -> None:
    share = Fraction(count.not_fixed, count.answered) if count.answered else Fraction(0)
    asked_for = share > Fraction(1, 3) and count.not_fixed >= min(2, count.homes)
    assert (verdict(count) == Verdict.REOPENED) == asked_for


@given(counts)
def test_one_more_home_that_says_fixed_never_reopens_it(count: Count) -> None:
    if count.answered < count.homes and verdict(count) != Verdict.REOPENED:
        assert verdict(Count(count.homes, count.fixed + 1, count.not_fixed)) != Verdict.REOPENED
