"""Lines that break, that must break, and that nobody reads: the others notice nothing, and nobody misses anything."""

from __future__ import annotations

import json
import secrets
import time
from contextlib import closing, suppress
from pathlib import Path

from tests.live.raw_client import RawClient
from tests.services.grown_house import GrownHouse
from tests.services.house import House
from tests.services.online import Connect, Online, post
from tests.services.redis_server import RedisServer

TABLE = "consultation:TABLEB"


def as_fresh(house: House, line: Online) -> bool:
    """Whether what a line was told, packet by packet without a hole, ends as a fresh page begins."""
    with closing(Online(house.url).connect()) as fresh:
        now = fresh.enter(TABLE)
    assert line.wait(lambda: bool(line.packets) and line.packets[-1]["upto"] >= now["seq"])
    shown = {name: part for packet in line.packets for name, part in packet["parts"].items() if part}
    return all(now["parts"].get(name, part) == part for name, part in shown.items())


def unbroken(line: Online) -> bool:
    """Whether each packet begins where the one before it ended."""
    return all(one["upto"] == next_["after"] for one, next_ in zip(line.packets, line.packets[1:], strict=False))


def test_redis_goes_and_comes_back_and_nobody_misses_a_word(
    grown: GrownHouse, redis_of_grown: RedisServer, online: Connect
) -> None:
    lines = [online(grown.url) for _ in range(8)]
    for line in lines:
        line.enter(TABLE)
    speaker = online(grown.url, "resident")
    words = [f"{when} {secrets.token_hex(4)}" for when in ("Without Redis", "With it again")]
    redis_of_grown.stop()
    try:
        assert speaker.act("comment.post", TABLE, body=words[0], kind="view")["ok"]
        assert all(line.hears(words[0]) for line in lines)
    finally:
        redis_of_grown.start()
    assert speaker.act("comment.post", TABLE, body=words[1], kind="view")["ok"]
    assert all(line.hears(words[1]) for line in lines)
    assert all(unbroken(line) and as_fresh(grown, line) for line in lines)


def test_who_signs_out_hears_nothing_more_on_any_line_of_any_process(grown: GrownHouse, online: Connect) -> None:
    guest = post(grown.url, f"/do/seat/take?on={TABLE}", name="Goes soon")
    lines = [online(grown.url, cookie=guest) for _ in range(6)]
    for line in lines:
        line.enter(TABLE)
    post(grown.url, "/do/person/sign_out?on=house:1", guest)
    assert all(line.dropped.wait(5) for line in lines)
    heard = [len(line.packets) for line in lines]
    witness = online(grown.url, "resident")
    witness.enter(TABLE)
    assert witness.act("comment.post", TABLE, body="After they had gone", kind="view")["ok"]
    assert witness.hears("After they had gone")
    assert [len(line.packets) for line in lines] == heard


def memory(house: House) -> int:
    """kB that its process holds."""
    status = Path(f"/proc/{house.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def enter(phone: RawClient, after: int) -> dict[str, object]:
    """Into the room; its answer."""
    answer: dict[str, object] = phone.ask("enter", {"topic": TABLE, "after": after, "lang": "en"})
    return answer


def test_a_phone_that_does_not_read_is_dropped_and_the_others_notice_nothing(mortal: House, online: Connect) -> None:
    reader, speaker = online(mortal.url), online(mortal.url, "resident")
    reader.enter(TABLE)
    with RawClient(mortal.port, window=4096) as slow:
        begun = int(str(enter(slow, 0)["seq"]))
        before, mark = memory(mortal), secrets.token_hex(4)
        acts, waits = 0, 0.0
        while acts < 400 and slow_is_here(mortal, slow):
            sent = time.monotonic()
            assert speaker.act("comment.post", TABLE, body=f"{mark} {'word ' * 190}", kind="view")["ok"]
            acts, waits = acts + 1, max(waits, time.monotonic() - sent)
        assert not slow_is_here(mortal, slow)
        assert memory(mortal) - before < 30_000
        seen = last_seen(slow, begun)
    assert speaker.act("comment.post", TABLE, body=f"{mark} the last", kind="view")["ok"]
    assert reader.hears(f"{mark} the last")
    assert unbroken(reader)
    with RawClient(mortal.port) as back:
        answer = enter(back, seen)
    assert answer["mode"] == "snapshot" or f"{mark} the last" in str(answer["parts"])


def slow_is_here(house: House, slow: RawClient) -> bool:
    """Whether the house still keeps that line: its end of it, by the kernel's own table."""
    port = slow.socket.getsockname()[1]
    ends = (f"{house.port:04X}", f"{port:04X}")
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return any(row[1][9:] == ends[0] and row[2][9:] == ends[1] and row[3] == "01" for row in rows)


def left_over(slow: RawClient) -> list[str]:
    """The packets that were left in the line. It may end within a frame, after which nothing comes."""
    packets = []
    with suppress(EOFError, ConnectionError, AssertionError):
        while True:
            packets.append(slow.packet())
    return packets


def last_seen(slow: RawClient, begun: int) -> int:
    """The number of the last entry that was told on a line, packet by packet without a hole."""
    told = [json.loads(packet.partition(",")[2]) for packet in left_over(slow) if packet.startswith("42/room,")]
    seen = begun
    for packet in (message for event, message in told if event == "packet"):
        assert packet["after"] == seen
        seen = packet["upto"]
    return seen
