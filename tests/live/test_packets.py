"""What a client may say at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roundtable.live.packets import is_packet

SAID = ("3", "3   ", "1", "40/room,", '40/room,{"a":1}', "41/room,", '42/room,["act",{}]', '42/room,7["enter",1,2]')
UNHEARD = (
    *(
        "",
        "4",
        "2",
        "0",
        "b!",
        "²",
        "42/room,",
        "42/room,7",
        "42/room,[1]",
        "42/room,[]",
        '42["act"]',
        "40",
        "40/room,5",
    ),
    *(
        '42/room,["connect"]',
        '42/room,7["disconnect"]',
        "43/room,7[]",
        '451-/room,["act"]',
        "44/room,{}",
        "40/room,[1]",
    ),
    *('42/room,²["act"]', '42/room,-1["act"]', f'42/room,{"9" * 10}["act"]', "42/room," + "[" * 60_000),
)


@pytest.mark.parametrize("said", SAID)
def test_a_client_comes_goes_asks_and_answers_pings(said: str) -> None:
    assert is_packet(said)


@pytest.mark.parametrize("said", UNHEARD, ids=range(len(UNHEARD)))
def test_nothing_else_is_a_packet(said: str) -> None:
    assert not is_packet(said)


@given(st.builds("{}{}".format, st.sampled_from(("", "40/room,", "41/room,", "42/room,", "42/room,7")), st.text()))
@example('42/room,["\ud800"]')
def test_whatever_it_is_it_is_one_or_none(said: str) -> None:
    assert is_packet(said) in {True, False}
