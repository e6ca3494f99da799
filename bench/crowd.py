"""Many Socket.IO clients in one process, by epoll: it must be quicker than what it measures.

A room's packets are the same bytes for everyone. So what a line receives is compared with the last packet heard, and
only what is new is parsed; the rest costs a read and a count.
"""

from __future__ import annotations

import errno
import json
import select
import socket
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from roundtable.live.frames import CLOSE, TEXT

now = time.monotonic
HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Cookie: {cookie}\r\n\r\n"
)
BATCH = 512  # sockets looked at between looks at the clock
PATIENCE = 120.0  # seconds until nobody waits any longer for all to be in
NO_GOODBYE = struct.pack("ii", 1, 0)
PACKET = b'42/room,["packet",'
Answered = Callable[[dict[str, Any], float], None]


@dataclass(slots=True)
class Packet:
    """One packet as all of a room hear it: by number from 0, when the last of them had it, how many did."""

    number: int
    data: bytes
    message: dict[str, Any]
    arrived: int = 0
    last: float = 0.0


@dataclass(slots=True, eq=False)
class Line:
    """One client. at: the number of its last packet; seq: of the last entry that it knew when it entered."""

    socket: socket.socket
    cookie: str
    enter: dict[str, Any]
    at: int = -2  # none yet: the first may be any that follows on what it knew
    seq: int = 0
    open: bool = False  # the handshake is done
    inside: bool = False  # it has entered
    rest: bytes = b""
    asked: int = 0
    answers: dict[int, Answered] = field(default_factory=dict)


@dataclass
class Crowd:
    """Its lines by file number, the packets heard, and what was wrong with them.

    inside: lines that have entered. gone: lines that the server ended. away: cookies of those who were not let in.
    """

    port: int
    lines: dict[int, Line] = field(default_factory=dict)
    packets: list[Packet] = field(default_factory=list)
    inside: int = 0
    lost: int = 0
    doubled: int = 0
    gone: int = 0
    away: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._poll = select.epoll()
        self._buffer = bytearray(1 << 18)
        self._frame = b"\0"  # the last packet's, whole
        self._packet: Packet | None = None

    def connect(self, cookie: str, enter: dict[str, Any]) -> Line:
        """Begin a line: it says hello and enters by itself. A connection that must wait, waits without us."""
        sock = socket.socket()
        sock.setblocking(False)
        code = sock.connect_ex(("127.0.0.1", self.port))
        if code not in (0, errno.EINPROGRESS):
            raise OSError(code, "no connection")
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = self.lines[sock.fileno()] = Line(sock, cookie, enter)
        self._poll.register(sock, select.EPOLLOUT)
        return line

    def join(
        self,
        cookies: Sequence[str],
        enter: dict[str, Any],
        at_once: int,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> list[Line]:
        """Connect them all, so many at once, and wait until they are inside. Raises TimeoutError.

        Who is not let in tries again at once. meanwhile: what else is done.
        """
        lines: list[Line] = []
        asked = 0
        deadline, before = now() + PATIENCE, self.inside
        while (came := self.inside - before) < len(cookies):
            more = cookies[asked : came + at_once]
            asked += len(more)
            lines += [self.connect(cookie, enter) for cookie in more]
            while self.away:
                lines.append(self.connect(self.away.pop(), enter))
            self.turn(0.01)
            meanwhile()
            if now() > deadline:
                raise TimeoutError(f"{came} of {len(cookies)} came in, {self.gone} were refused")
        return lines

    def drop(self, but: Line | None = None) -> None:
        """Cut all lines at once, as a power cut does; all but one."""
        for number, line in list(self.lines.items()):
            if line is not but:
                line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_GOODBYE)
                line.socket.close()
                del self.lines[number]
                self.inside -= 1

    def ask(self, line: Line, event: str, message: dict[str, Any], then: Answered) -> None:
        """Say something that is answered; `then` is called with the answer and the moment."""
        line.asked += 1
        line.answers[line.asked] = then
        said = json.dumps([event, message], ensure_ascii=False, separators=(",", ":"))
        line.socket.send(masked(f"42/room,{line.asked}{said}"))

    def turn(self, wait: float) -> None:
        """Read what has come; wait for it at most so many seconds."""
        buffer, lines = self._buffer, self.lines
        for number, event in self._poll.poll(max(wait, 0), BATCH):
            line = lines.get(number)
            if line is None:
                continue
            if event & select.EPOLLOUT:
                self._greet(line)
                continue
            try:
                size = line.socket.recv_into(buffer)
            except OSError:
                size = 0
            if size == len(self._frame) and not line.rest and self._packet and buffer.startswith(self._frame):
                self._hear(line, self._packet)
            elif size:
                self._read(line, bytes(memoryview(buffer)[:size]))
            else:
                self._lose(number)

    def new_count(self) -> None:
        """Forget the packets heard so far."""
        self.packets, self.lost, self.doubled = [], 0, 0
        for line in self.lines.values():
            line.at = -1
        self._frame, self._packet = b"\0", None

    def _greet(self, line: Line) -> None:
        self._poll.modify(line.socket, select.EPOLLIN)
        try:
            line.socket.send(HANDSHAKE.format(port=self.port, cookie=line.cookie).encode())
        except OSError:
            self._lose(line.socket.fileno())

    def _lose(self, number: int) -> None:
        line = self.lines.pop(number)
        line.socket.close()
        if line.inside:
            self.gone += 1
        else:
            self.away.append(line.cookie)

    def _read(self, line: Line, data: bytes) -> None:
        data, line.rest = line.rest + data, b""
        if not line.open:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end or not head.startswith(b"HTTP/1.1 101"):
                line.rest = head
                return
            line.open = True
        for kind, begin, end_ in frames(data):
            if kind < 0:
                line.rest = data[begin:]
            elif kind == CLOSE:
                self._lose(line.socket.fileno())
                return
            elif kind == TEXT:
                self._take(line, data[begin:end_])

    def _take(self, line: Line, said: bytes) -> None:
        if said.startswith(PACKET):
            self._hear(line, self._packet_of(said))
        elif said == b"2":
            line.socket.send(masked("3"))
        elif said.startswith(b"0{"):
            line.socket.send(masked("40/room,"))
        elif said.startswith(b"40/room,"):
            self.ask(line, "enter", line.enter, lambda answer, _at: self._entered(line, answer))
        elif said.startswith(b"43/room,"):
            number, _, answer = said[len("43/room,") :].partition(b"[")
            line.answers.pop(int(number))(json.loads(b"[" + answer)[0], now())

    def _packet_of(self, said: bytes) -> Packet:
        """The packet that these bytes are: one of the last ones, or a new one."""
        for packet in reversed(self.packets[-20:]):
            if packet.data == said:
                return packet
        self._packet = Packet(len(self.packets), said, json.loads(said[len("42/room,") :])[1])
        self.packets.append(self._packet)
        self._frame = framed(said)
        return self._packet

    def _entered(self, line: Line, answer: dict[str, Any]) -> None:
        if not answer.get("ok"):
            raise RuntimeError(f"the room is closed: {answer}")
        line.seq, line.inside = answer["seq"], True
        self.inside += 1

    def _hear(self, line: Line, packet: Packet) -> None:
        if packet.number - line.at != 1 and not self._counted(line, packet):
            return
        line.at = packet.number
        packet.arrived += 1
        packet.last = now()

    def _counted(self, line: Line, packet: Packet) -> bool:
        """Whether a packet out of turn is counted as heard; what is missing before it is."""
        if line.at == -2:
            self.lost += packet.message["after"] > line.seq
            return True
        if packet.number <= line.at:
            self.doubled += 1
            return False
        self.lost += packet.number - line.at - 1
        return True


def masked(text: str) -> bytes:
    """A client's frame; the mask is 0, which is free and legal."""
    data = text.encode()
    size = len(data)
    return (bytes((0x81, 0x80 | size)) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")) + b"\0\0\0\0" + data


def framed(data: bytes) -> bytes:
    """The same as a server frames it."""
    size = len(data)
    if size < 126:
        return bytes((0x81, size)) + data
    return (b"\x81\x7e" + size.to_bytes(2, "big") if size < 1 << 16 else b"\x81\x7f" + size.to_bytes(8, "big")) + data


def frames(data: bytes) -> list[tuple[int, int, int]]:
    """A server's frames in it: kind, where the message begins and ends; kind -1 where the last is not whole."""
    found: list[tuple[int, int, int]] = []
    at = 0
    while at < len(data):
        begin, size = at + 2, data[at + 1] & 0x7F if at + 1 < len(data) else 0
        if size >= 126:
            width = 2 if size == 126 else 8
            begin, size = begin + width, int.from_bytes(data[begin : begin + width], "big")
        if begin + size > len(data):
            return [*found, (-1, at, at)]
        found.append((data[at] & 0x0F, begin, begin + size))
        at = begin + size
    return found
