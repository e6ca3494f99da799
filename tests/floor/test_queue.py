"""The rule of the queue, tried on every queue that can be thought of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roundtable.floor.queue import Place, Waiting, order

NINE = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
SIDES = ("residents", "officials")


def waiting(
    hand: int, side: str = "residents", turns: int = 0, since: int | None = None, seconds: int | None = None
) -> Waiting:
    """A raised hand; since: minutes after nine, by default in the order of the hands."""
    after = timedelta(minutes=hand if since is None else since)
    return Waiting(hand, hand, side, NINE + after, turns, 60 * turns if seconds is None else seconds)


def seats(places: list[Place]) -> list[int]:
    return [place.who.seat for place in places]


hands = st.lists(
    st.tuples(st.sampled_from(SIDES), st.integers(0, 3), st.integers(0, 5)),
    max_size=12,
).map(lambda rows: [waiting(n, side, turns, since) for n, (side, turns, since) in enumerate(rows, 1)])
rules = st.fixed_dictionaries(
    {
        "floor": st.sampled_from(("all", "none", "host", *SIDES)),
        "alternate": st.booleans(),
        "last_side": st.sampled_from(("", *SIDES)),
    }
)


@given(hands, rules)
def test_everybody_who_waits_has_one_place(found: list[Waiting], rule: dict[str, Any]) -> None:
    assert sorted(seats(order(found, **rule))) == sorted(who.seat for who in found)


@given(hands, st.booleans(), st.sampled_from(("", *SIDES)))
def test_nobody_who_has_not_spoken_waits_behind_one_who_has(
    found: list[Waiting], alternate: bool, last_side: str
) -> None:
    turns = [place.who.turns for place in order(found, alternate=alternate, last_side=last_side)]
    assert turns == sorted(turns)


@given(hands, rules)
def test_on_one_side_that_holds_whose_item_it_is_too(found: list[Waiting], rule: dict[str, Any]) -> None:
    for side in SIDES:
        ours = [place.who for place in order(found, **rule) if place.who.side == side]
        assert ours == sorted(ours, key=lambda who: (who.turns, who.since, who.hand))


@given(hands, rules, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_hands_are_listed(
    found: list[Waiting], rule: dict[str, Any], chance
) -> None:
    mixed = list(found)
    chance.shuffle(mixed)
    assert order(mixed, **rule) == order(found, **rule)


@given(hands, rules)
def test_who_is_called_leaves_the_others_as_they_were(found: list[Waiting], rule: dict[str, Any]) -> None:
    places = order(found, **rule)
    for first in places[:1]:
        left = [who for who in found if who != first.who]
        again = order(left, **rule | {"last_side": first.who.side if rule["alternate"] else rule["last_side"]})
        if any(who.side == rule["floor"] for who in left) == any(who.side == rule["floor"] for who in found):
            assert seats(again) == seats(places)[1:]


@given(hands, rules)
def test_in_an_item_for_one_side_that_side_comes_first(found: list[Waiting], rule: dict[str, Any]) -> None:
    sides = [place.who.side for place in order(found, **rule)]
    if rule["floor"] in sides:
        assert sides[: sides.count(rule["floor"])] == [rule["floor"]] * sides.count(rule["floor"])


def test_the_sides_take_turns_among_those_who_are_equal() -> None:
    found = [waiting(1), waiting(2), waiting(3), waiting(4, "officials"), waiting(5, turns=1)]
    assert seats(order(found, alternate=True, last_side="officials")) == [1, 4, 2, 3, 5]
    assert seats(order(found, alternate=True, last_side="residents")) == [4, 1, 2, 3, 5]
    assert seats(order(found)) == [1, 2, 3, 4, 5]


def test_each_place_says_why() -> None:
    found = [waiting(1), waiting(2), waiting(3, "officials"), waiting(4, turns=1), waiting(5, "officials", turns=1)]
    places = order(found, alternate=True)
    assert [(p.who.seat, p.reason) for p in places] == [
        (1, "first"),
        (3, "other_side"),
        (2, "unspoken"),
        (5, "spoken_other_side"),
        (4, "spoken"),
    ]
    assert order(found, floor="residents")[-1].reason == "not_their_item"
