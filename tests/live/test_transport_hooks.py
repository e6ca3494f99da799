"""Where the transport hangs in, and how its queue and the library's writer share a real pair of sockets."""

from __future__ import annotations

from importlib.metadata import version
from types import SimpleNamespace

import gevent
import gevent.socket
import pytest
from engineio.packet import MESSAGE, Packet
from engineio.socket import Socket
from flask import Flask
from flask_socketio import SocketIO
from gevent.queue import Empty
from prometheus_client.registry import REGISTRY

from roundtable.live import transport
from roundtable.live.frames import LastFrame, frame


def cut_so_far() -> float:
    return REGISTRY.get_sample_value("roundtable_slow_lines_cut_total") or 0


def test_the_two_hooks_are_where_the_pinned_library_has_them():
    assert version("python-engineio") == "4.15.1"
    socketio = SocketIO(Flask(__name__), async_mode="gevent")
    eio = socketio.server.eio
    assert eio._async["queue_empty"] is Empty
    assert transport.install(socketio)
    assert isinstance(eio.create_queue(), transport.DirectQueue)
    assert eio._async["websocket"] is transport.FastWebSocket


def test_without_gevent_the_library_s_own_transport_stays():
    socketio = SocketIO(Flask(__name__), async_mode="threading")
    before = socketio.server.eio._async
    assert not transport.install(socketio)
    assert socketio.server.eio._async is before


@pytest.mark.parametrize("drivers", [None, {}, {"websocket": 1, "queue": 2, "queue_empty": KeyError}])
def test_another_library_is_refused_at_once(drivers):
    eio = SimpleNamespace(async_mode="gevent", _async=drivers)
    with pytest.raises(RuntimeError, match="must follow"):
        transport.install(SimpleNamespace(server=SimpleNamespace(eio=eio)))


@pytest.fixture
def line():
    """The library's socket of one client on our line, its writer at work, and the client's end."""
    socketio = SocketIO(Flask(__name__), async_mode="gevent")
    transport.install(socketio)
    eio = socketio.server.eio
    client = Socket(eio, "a client")
    websocket = transport.FastWebSocket(client._websocket_handler, eio)
    ours, theirs = gevent.socket.socketpair()
    websocket._take(ours)
    client.queue.attach(websocket)
    writer = transport.Writer(client.queue, lambda: write(client, websocket), eio._async["thread"])
    writer.start()
    yield SimpleNamespace(queue=client.queue, websocket=websocket, theirs=theirs)
    websocket.cut()
    client.queue.put(None)
    writer.join()
    assert writer._task.successful()
    ours.close()
    theirs.close()


def write(client: Socket, websocket: transport.FastWebSocket) -> None:
    """As the library's own writer."""
    while packets := client.poll():
        for packet in packets:
            websocket.send(packet.encode())


def read(sock: gevent.socket.socket, size: int) -> bytes:
    """So many bytes, while the other greenlets go on."""
    with gevent.Timeout(20):
        data = b""
        while len(data) < size:
            data += sock.recv(size - len(data))
        return data


def test_what_comes_while_the_writer_is_in_the_middle_of_a_frame_comes_after_it(line):
    texts = ["a" * 400_000, "b" * 100_000, "c" * 150_000, "d"]
    for text in texts[:3]:
        line.queue.put(Packet(MESSAGE, text))
    first, *rest = (frame("4" + text) for text in texts)
    assert read(line.theirs, len(first)) == first
    gevent.sleep(0.05)  # the writer has taken the next two, and stands in the middle of one
    in_between = line.theirs._sock.recv(50_000)  # there is room again, and the writer does not know it yet
    line.queue.put(Packet(MESSAGE, texts[3]))
    expected = b"".join(rest)
    assert in_between + read(line.theirs, len(expected) - len(in_between)) == expected


def test_a_large_frame_may_wait_but_not_a_second_one_behind_it(line):
    cut = cut_so_far()
    for size in (400_000, 10, 300_000):
        line.queue.put(Packet(MESSAGE, "x" * size))
    assert not line.websocket.closed
    line.queue.put(Packet(MESSAGE, "y"))
    assert line.websocket.closed
    assert cut_so_far() == cut + 1


def test_a_line_that_broke_is_cut_and_takes_no_more(line):
    line.theirs.close()
    line.queue.put(Packet(MESSAGE, "x"))
    assert line.websocket.closed
    line.queue.put(Packet(MESSAGE, "y"))
    with pytest.raises(OSError, match="cut"):
        line.websocket.send("z")


def test_a_packet_to_a_room_is_framed_once():
    last = LastFrame()
    message = "漢字" * 100
    assert last.of(message) is last.of(message)
    assert last.of("".join(message)) == last.of(message)
