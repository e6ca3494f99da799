"""The transport over real sockets: a gevent server in its own process, the library's client and one by hand."""

from __future__ import annotations

import socket
import subprocess
import sys
import time

import pytest
import socketio as client_library

from config import ROOT
from roundtable.live.frames import (
    BAD_PROTOCOL,
    BAD_TEXT,
    CLOSE,
    CONTINUATION,
    NORMAL,
    PING,
    PONG,
    TEXT,
    TOO_BIG,
)
from tests.live.raw_client import RawClient, masked
from tests.services.processes import free_port, stop, wait_until

WORDS = ["hi", "ünï ☃ 漢字 " * 9, "x" * 126, "y" * 5000, "z" * 40_000]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """Where the server listens."""
    port, log = free_port(), tmp_path_factory.mktemp("transport") / "log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "tests.live.transport_server", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
    wait_until(lambda: is_listening(port), process, log)
    yield port
    stop(process)
    assert "transport.py" not in log.read_text(), "a fault passed through the transport"


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def eventually(holds) -> bool:
    """Whether it comes true within a while."""
    until = time.monotonic() + 20
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_everybody_hears_what_one_says_whole_and_in_order(port):
    heard: list[list[str]] = [[], []]
    clients = [client_library.Client() for _ in heard]
    for mine, client in zip(heard, clients, strict=True):
        client.on("tick", lambda message, mine=mine: mine.append(message["text"]), namespace="/room")
        client.connect(f"http://127.0.0.1:{port}", namespaces=["/room"], transports=["websocket"])
    lengths = [clients[0].call("post", {"text": words}, namespace="/room")["length"] for words in WORDS]
    assert eventually(lambda: heard == [WORDS, WORDS])
    assert lengths == [len(words) for words in WORDS]
    for client in clients:
        client.disconnect()


def test_the_handshake_is_the_rfc_s_and_one_that_is_none_is_refused(port):
    client = RawClient(port)
    assert b"101 Switching" in client.answer
    assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in client.answer  # RFC 6455, 1.3
    client.__exit__()
    for key in ("", "short", "not base64 at all!!"):
        refused = RawClient(port, key=key)
        assert b"400" in refused.answer
        refused.__exit__()
    with RawClient(port) as later:
        assert eventually(lambda: later.ask("counts")["clients"] == 1)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (bytes((0x81, 2)) + b"40", BAD_PROTOCOL),  # not masked
        (bytes((0xC1, 0x81)) + b"\0\0\0\0" + b"2", BAD_PROTOCOL),  # compressed, which nobody agreed on
        (masked(b"x", 3), BAD_PROTOCOL),  # a kind that does not exist
        (masked(b"x", CONTINUATION), BAD_PROTOCOL),  # goes on with what has not begun
        (masked(b"4", last=False) + masked(b"2", TEXT), BAD_PROTOCOL),  # begins anew in the middle
        (masked(b"x" * 126, PING), BAD_PROTOCOL),
        (masked(b"x", PING, last=False), BAD_PROTOCOL),
        (masked(b"4\xff\xfe"), BAD_TEXT),
        (bytes((0x81, 0xFF)) + (1 << 40).to_bytes(8, "big") + b"\0\0\0\0", TOO_BIG),  # the header alone
        (bytes((0x81, 0xFE)) + (40_000).to_bytes(2, "big") + b"\0\0\0\0" + b"3" + b" " * 39_999, None),
        (masked(b"4" * 40_000, last=False) + masked(b"4" * 40_000, CONTINUATION), TOO_BIG),
        (masked(b"", last=False) + masked(b"", CONTINUATION, last=False) * 65_536, TOO_BIG),
        (masked(b"\x03\xe8", CLOSE), NORMAL),
    ],
    ids=map(str, range(13)),  # masks are random, and two test processes must give a case the same name
)
def test_what_breaks_the_protocol_is_answered_with_why_and_the_line_is_closed(port, sent, code):
    with RawClient(port) as client:
        client.send(sent)
        if code is None:
            assert client.ask("counts")["clients"] >= 1
        else:
            assert goodbye(client) == code


def goodbye(client: RawClient) -> int:
    """The code of the server's close frame, after which it hangs up."""
    while (frame := client.frame())[0] not in {CLOSE, -1}:
        pass
    assert client.frame() == (-1, b"")
    return int.from_bytes(frame[1], "big")


@pytest.mark.parametrize("packet", ["", "x", "b!", "9", "4" + "[" * 60_000, "42/room,[", "²", "451-[]"])
def test_a_packet_that_is_none_harms_nobody(port, packet):
    with RawClient(port) as client, RawClient(port) as neighbour:
        client.say(packet)
        assert neighbour.ask("counts")["clients"] >= 1
    with RawClient(port) as later:
        assert eventually(lambda: later.ask("counts")["clients"] == 1)


def test_a_message_in_parts_is_heard_even_with_a_ping_in_between(port):
    with RawClient(port) as client:
        said = '42/room,7["post",{"text":"漢字"}]'.encode()
        client.send(masked(said[:20], last=False) + masked(b"still here?", PING))
        assert next(data for kind, data in iter(client.frame, None) if kind == PONG) == b"still here?"
        client.send(masked(said[20:40], CONTINUATION, last=False) + masked(said[40:], CONTINUATION))
        assert client.ticks(1) == [{"text": "漢字"}]


def test_a_pong_waits_until_the_half_written_frame_is_whole(port):
    with RawClient(port, window=4096) as reader, RawClient(port) as other:
        other.ask("flood", {"count": 1, "size": 150_000})
        reader.send(b"".join(masked(b"ping %d" % number, PING) for number in range(3)))
        other.ask("counts")  # the pings have been read by now, in the middle of the large frame
        other.ask("flood", {"count": 2, "size": 10})
        order: list[tuple[int, bytes]] = []
        while len(order) < 6:
            kind, data = reader.frame()
            if data != b"2":
                order.append((kind, data))
    assert [kind for kind, _ in order] == [TEXT, PONG, PONG, PONG, TEXT, TEXT]
    assert len(order[0][1]) > 3 * 150_000
    assert [data for kind, data in order if kind == PONG] == [b"ping 0", b"ping 1", b"ping 2"]


def test_who_does_not_read_is_cut_off_and_the_others_notice_nothing(port):
    with RawClient(port) as good, RawClient(port, window=4096):
        before = good.ask("counts")["cut"]
        good.say('42/room,["flood",{"count":200,"size":1300,"pause":0.004}]')
        assert [tick["number"] for tick in good.ticks(200)] == list(range(200))
        assert eventually(lambda: good.ask("counts")["cut"] == before + 1)
        assert eventually(lambda: good.ask("counts")["clients"] == 1)


def test_a_line_may_be_silent_for_longer_than_a_form(port):
    with RawClient(port) as client:
        assert client.ask("counts")["clients"] == 1
        time.sleep(0.5)  # the server lets go of a form after less
        assert client.ask("counts")["clients"] == 1


def test_who_pauses_gets_every_packet_once_and_in_order(port):
    with RawClient(port, window=4096) as reader, RawClient(port) as other:
        for pause in (0, 0.001, 0, 0.001, 0):
            other.say(f'42/room,["flood",{{"count":30,"size":1300,"pause":{pause}}}]')
            assert len(other.ticks(30)) == 30
            ticks = reader.ticks(30)  # they waited: in the kernel, half-written, in the queue
            assert [(tick["number"], len(tick["text"])) for tick in ticks] == [(n, 1300) for n in range(30)]


def test_a_hundred_comings_and_goings_leave_nothing_behind(port):
    with RawClient(port) as watcher:
        before = watcher.ask("counts")
        for turn in range(100):
            with RawClient(port) as client:
                client.say('42/room,["post",{"text":"hello"}]') if turn % 2 else client.send(masked(b"", CLOSE))
        # a greenlet that sleeps until its next ping, or the frame that ran last, may hold on to one or two for a moment
        assert eventually(lambda: all(now - before[what] < 10 for what, now in watcher.ask("counts").items()))
        assert eventually(lambda: watcher.ask("counts")["clients"] == 1)
