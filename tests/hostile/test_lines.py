"""A real line to a running house, on which anything at all is sent."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from roundtable.live.frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT
from tests.hostile.typed import TYPED, times
from tests.live.raw_client import RawClient, masked
from tests.services.house import House

BEGINNINGS = [
    "",
    *"0123456789b",
    "40/room,",
    "41/room,",
    "42/room,",
    "42/room,7",
    "43/room,7",
    "44/room,",
    "45",
    "451-",
]
BEGINNINGS += [
    "451-/room,7",
    "461-/room,7",
    "42/nowhere,",
    '42/room,7["act",',
    '42/room,7["enter",',
    "42/room,99999999999",
]
ENDINGS = [
    "",
    "[]",
    "{}",
    "null",
    "[1]",
    '["act"]',
    '["enter",{},{}]',
    '["act",{"_placeholder":true,"num":0}]',
    "]",
    "[" * 900,
]
PACKETS = st.builds("{}{}".format, st.sampled_from(BEGINNINGS), st.one_of(st.sampled_from(ENDINGS), TYPED))
KINDS = st.sampled_from((TEXT, TEXT, TEXT, BINARY, PING, PONG, CONTINUATION, CLOSE, 3, 11))
FRAMES = st.one_of(
    PACKETS.map(lambda text: masked(text.encode("utf-8", "surrogatepass"))),
    st.builds(lambda data, kind, last: masked(data, kind, last=last), st.binary(max_size=200), KINDS, st.booleans()),
    st.binary(max_size=40),
)


def test_whatever_is_sent_on_a_line_harms_no_other_and_is_no_fault_of_the_house(house: House) -> None:
    said_before = house.log.stat().st_size
    with RawClient(house.port) as neighbour:

        @given(st.lists(FRAMES, min_size=1, max_size=6), st.booleans())
        @settings(max_examples=times(40))
        def send(frames: list[bytes], enters: bool) -> None:
            line = RawClient(house.port)
            with suppress(OSError):  # the house may end it at any of them
                line.say("40/room,") if enters else None
                for data in frames:
                    line.send(data)
            line.__exit__()
            assert neighbour.ask("enter", {"topic": "consultation:TABLEB", "after": 1})["ok"] is True

        send()
    assert b"Traceback" not in house.log.read_bytes()[said_before:]
