"""The socket's two messages, with whatever is put into them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roundtable.core import record
from roundtable.core.actions import REGISTRY
from tests.cast import TABLE
from tests.hostile.typed import TYPED, times
from tests.live.test_wire import Line
from tests.world import World

GOOD: dict[str, list[Any]] = {
    "topic": [TABLE, "commitment:1", "house:1"],
    "after": [0, 1, 5],
    "surface": ["table", "desk", "screen"],
    "as": ["json", "html"],
    "lang": ["en", "zh"],
    "action": sorted(REGISTRY),
    "on": [TABLE, "comment:1", "poll:1", "seat:1", "commitment:1", "house:1", "person:1", "milestone:1"],
    "key": ["k" * 40],
}
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TYPED),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TYPED, inner, max_size=4)),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.sampled_from(("body", "kind", "choice", "name", "home", "photo", "words")), ANYTHING)
MESSAGES = st.one_of(
    ANYTHING,
    st.fixed_dictionaries(
        {},
        optional={
            name: st.one_of(st.sampled_from(good), st.sampled_from(good), ANYTHING) for name, good in GOOD.items()
        }
        | {"fields": st.one_of(FIELDS, FIELDS, ANYTHING)},
    ),
)


@pytest.mark.parametrize("who", ["visitor", "resident", "host"])
def test_whatever_is_said_over_a_socket_is_answered(stage: World, who: str) -> None:
    line, neighbour = Line(stage, who), Line(stage, "neighbour")

    @given(st.sampled_from(("enter", "act", "act")), MESSAGES)
    @settings(max_examples=times(60))
    def say(event: str, message: Any) -> None:
        answer = line.say(event, message)
        assert answer["ok"] is True or is_a_refusal(answer), answer

    say()
    assert neighbour.say("enter", {"topic": TABLE, "after": 0})["ok"] is True
    assert record.verify() == []


def is_a_refusal(answer: dict[str, Any]) -> bool:
    """Whether it says in words what was wrong."""
    words = [answer["reason"], answer["message"], *(one for wrong in answer["fields"].values() for one in wrong)]
    return (
        answer["ok"] is False and 400 <= answer["status"] < 500 and all(isinstance(one, str) and one for one in words)
    )
