"""The wire's own transport under Flask-SocketIO: a fifth of the stock one's cost per client and packet.

`emit` hands the same encoded packet to every client of a room; the rest of the cost is framing it, a queue, a timer and a
switch of greenlets for each. Two hooks into python-engineio replace these, and its API stays:

* `FastWebSocket`, its driver for WebSockets: RFC 6455 on the gevent socket, uncompressed. One packet is framed once.
* `DirectQueue`, its queue per client: a packet goes straight into the kernel's buffer while there is room. What finds none
  waits, in order; who lets too much wait is cut off, reconnects and asks for what was missed.

Only under gevent, where one thread runs all greenlets: emit from that thread, never from a thread pool. TLS ends before us.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import logging
import socket as std
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from gevent.event import Event
from gevent.queue import Empty

log = logging.getLogger(__name__)

MAX_WAITING = 256 * 1024  # bytes per client behind the frame under way, on top of the kernel's buffer
SEND_BUFFER = 64 * 1024  # else the kernel lets it grow to 4 MB a client; it takes twice what is said
DEAD_AFTER = 20_000  # milliseconds without a sign from the peer's kernel: a blocked writer is freed
READ_SIZE = 4096

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NORMAL, BAD_PROTOCOL, BAD_TEXT, TOO_BIG = 1000, 1002, 1007, 1009
CONTROL_SIZE = 125
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
WELCOME = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %b\r\n\r\n"
)

Environ = dict[str, Any]


class Packet(Protocol):
    """What engineio puts into a client's queue."""

    def encode(self) -> str | bytes:
        """Its text, or its bytes."""


class Frame(bytes):
    """A whole WebSocket frame. Passes for a packet, so that it waits in the queue ready to be sent."""

    __slots__ = ()

    def encode(self) -> Frame:
        """As `Packet`; there is nothing left to do."""
        return self


@dataclass
class Counters:
    """What the transport has to say about itself."""

    cut_for_slowness: int = 0


class Broken(Exception):
    """The peer breaks the protocol. `code` says how (RFC 6455, 7.4.1)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def frame(message: str | bytes, kind: int | None = None) -> Frame:
    """One frame of a server: final, not masked, a text or binary message unless another kind is named."""
    data = message.encode() if isinstance(message, str) else message
    first = 0x80 | (kind if kind is not None else TEXT if isinstance(message, str) else BINARY)
    size = len(data)
    if size <= CONTROL_SIZE:
        return Frame(bytes((first, size)) + data)
    wide, width = (126, 2) if size < 1 << 16 else (127, 8)
    return Frame(bytes((first, wide)) + size.to_bytes(width, "big") + data)


class LastFrame:
    """The frame of the last message, by the identity of the message: a room's clients all get the very same one."""

    def __init__(self) -> None:
        self._message: str | bytes | None = None
        self._frame = Frame()

    def of(self, message: str | bytes) -> Frame:
        """The frame for a message; one that is a frame already is its own."""
        if isinstance(message, Frame):
            return message
        if message is not self._message:
            self._message, self._frame = message, frame(message)
        return self._frame


COUNTERS = Counters()
LAST_FRAME = LastFrame()


class DirectQueue:
    """A client's queue as engineio wants one: put, get, task_done, join. `get` is called by its writer greenlet alone."""

    __slots__ = ("_event", "_in_hand", "_items", "_line", "_rest", "_waiting")

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self._items: deque[Frame | None] = deque()  # None: engineio's sign that it is over
        self._line: FastWebSocket | None = None
        self._rest = b""  # of a frame that the kernel took only half of
        self._in_hand = False  # the writer has taken frames that it has not written yet
        self._waiting = 0  # bytes in `_items` and in the writer's hand
        self._event: Event | None = None

    @property
    def is_between_frames(self) -> bool:
        """Whether a frame written now would not land in the middle of another, nor before an earlier one."""
        return not (self._items or self._rest or self._in_hand)

    def attach(self, line: FastWebSocket) -> None:
        """From now on there is a line to write to."""
        self._line = line

    def put(self, packet: Packet | None) -> None:
        """Send it now if nothing waits and the kernel has room, else as soon as there is."""
        if packet is None:
            self._items.append(None)
            self._wake()
            return
        whole = LAST_FRAME.of(packet.encode())
        if self._line is None or not self.is_between_frames:
            self._keep(whole)
            return
        sent = self._line.send_some(whole)
        if sent < len(whole):
            self._rest = whole[sent:]
            self._wake()

    def get(self, block: bool = True, timeout: float | None = None) -> Frame | None:
        """The next frame to write. Waits without a time limit: whether the peer lives is known from engineio's pings."""
        if block:
            self._in_hand = False
            self._recount()
        while True:
            self._send_rest()
            if self._items:
                item = self._items.popleft()
                self._in_hand = self._in_hand or item is not None
                return item
            if not block:
                raise Empty
            self._sleep()

    def task_done(self) -> None:
        """Nobody waits for it."""

    def join(self) -> None:
        """What waits for a peer that is gone is not waited for."""

    def _keep(self, whole: Frame) -> None:
        """Let it wait. One frame always may, even a large one, or a slow phone could never get its first snapshot."""
        if self._line is not None and self._line.closed:
            return
        if self._waiting > MAX_WAITING and self._line is not None:
            COUNTERS.cut_for_slowness += 1
            self._items.clear()
            self._line.cut()
            return
        self._waiting += len(whole)
        self._items.append(whole)
        self._wake()

    def _send_rest(self) -> None:
        """Finish the half-written frame. Yields; meanwhile `put` lets everything wait, since there is a rest."""
        if self._rest and self._line is not None:
            self._line.send_all(self._rest)
            self._rest = b""

    def _recount(self) -> None:
        self._waiting = sum(len(item) for item in self._items if item is not None)

    def _wake(self) -> None:
        if self._event is not None:
            self._event.set()

    def _sleep(self) -> None:
        self._event = self._event or Event()
        self._event.clear()
        self._event.wait()


class Inbox:
    """A client's frames, checked and put together to messages."""

    def __init__(self, receive: Callable[[int], bytes], most: int) -> None:
        self._receive, self._most = receive, most
        self._buffer = bytearray()
        self._parts: list[bytes] = []
        self._kind = 0  # of the message that has begun
        self._size = 0

    def next(self) -> tuple[int, bytes]:
        """The next whole message, or a control frame that came before its end: its kind and what is in it.

        Raises Broken, EOFError when the peer has gone, or OSError.
        """
        while True:
            is_last, kind, data = self._frame()
            if kind >= CLOSE:
                return kind, data
            self._kind = kind or self._kind
            self._parts.append(data)
            if is_last:
                message = self._kind, b"".join(self._parts)
                self._parts, self._kind, self._size = [], 0, 0
                return message

    def _frame(self) -> tuple[bool, int, bytes]:
        """One frame. Its header is judged before anything behind it is read."""
        self._fill(2)
        first, second = self._buffer[0], self._buffer[1]
        is_last, kind = bool(first & 0x80), first & 0x0F
        if first & 0x70 or not second & 0x80:  # extensions that nobody agreed on; a client must mask
            raise Broken(BAD_PROTOCOL)
        size, at = self._length(second & 0x7F)
        self._judge(is_last, kind, size)
        end = at + 4 + size
        self._fill(end)
        data = _unmasked(bytes(self._buffer[at + 4 : end]), bytes(self._buffer[at : at + 4]))
        del self._buffer[:end]
        return is_last, kind, data

    def _length(self, short: int) -> tuple[int, int]:
        """How long what is in the frame is, and where the mask begins."""
        width = {126: 2, 127: 8}.get(short, 0)
        self._fill(2 + width)
        return (int.from_bytes(self._buffer[2 : 2 + width], "big") if width else short), 2 + width

    def _judge(self, is_last: bool, kind: int, size: int) -> None:
        if kind in {CLOSE, PING, PONG}:
            if not is_last or size > CONTROL_SIZE:
                raise Broken(BAD_PROTOCOL)
            return
        # a message begins with its kind, and goes on with none
        if kind not in {CONTINUATION, TEXT, BINARY} or (kind == CONTINUATION) != bool(self._kind):
            raise Broken(BAD_PROTOCOL)
        self._size += max(size, 1)  # empty parts without end fill the memory too
        if self._size > self._most:
            raise Broken(TOO_BIG)

    def _fill(self, size: int) -> None:
        while len(self._buffer) < size:
            data = self._receive(READ_SIZE)
            if not data:
                raise EOFError
            self._buffer += data


class FastWebSocket:
    """engineio's driver: made for each client, called as a WSGI application, then `send`, `wait` and `close`.

    `handler` is the method of engineio's socket that serves the client until it has gone; `server` is engineio's.
    """

    def __init__(self, handler: Callable[[FastWebSocket], object], server: Any) -> None:
        self.closed = False
        self._handler = handler
        self._client = handler.__self__  # type: ignore[attr-defined]  # engineio's Socket, whose method it is
        self._most: int = server.max_http_buffer_size

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer the handshake and serve the client. Under gunicorn raises StopIteration: its sign for a socket taken."""
        accept = _accept(environ)
        if accept is None:
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        self._take(_socket_of(environ))
        with suppress(OSError):  # if the peer has gone already, the first read will say so
            self._sock.sendall(WELCOME % accept)
        self._client.queue.attach(self)
        try:
            self._handler(self)
        except (ValueError, RecursionError) as fault:  # engineio lets these out of packets that are none
            log.info("a client sent what is no packet: %r", fault)
        finally:
            self._leave()
        return _given_back(environ, start_response)

    def send(self, message: str | bytes) -> None:
        """Write a message whole; waits for room. Raises OSError when the line is cut."""
        if self.closed:
            raise OSError("the line is cut")
        self._sock.sendall(LAST_FRAME.of(message))

    def send_some(self, data: bytes) -> int:
        """Write what the kernel has room for, without waiting, and say how much. A broken line is cut, and took all."""
        try:
            return self._send_now(data)
        except BlockingIOError:
            return 0
        except OSError:
            self.cut()
            return len(data)

    def send_all(self, data: bytes) -> None:
        """Write all of it; waits for room. A broken line is cut."""
        try:
            self._sock.sendall(data)
        except OSError:
            self.cut()

    def wait(self) -> str | bytes | None:
        """The client's next message; None when it has gone, or broke the protocol."""
        try:
            while True:
                kind, data = self._inbox.next()
                if kind in {TEXT, BINARY}:
                    return data.decode() if kind == TEXT else data
                if kind == CLOSE:
                    break
                if kind == PING:  # through the queue: never into the middle of another frame
                    self._client.queue.put(frame(data, PONG))
            self.close()
        except Broken as fault:
            self.close(fault.code)
        except UnicodeDecodeError:
            self.close(BAD_TEXT)
        except (OSError, EOFError):
            pass  # engineio closes what has ended
        return None

    def close(self, code: int = NORMAL) -> None:
        """Say goodbye, if there is room for it between two frames, and cut the line."""
        if not self.closed and self._client.queue.is_between_frames:
            self.send_some(frame(code.to_bytes(2, "big"), CLOSE))
        self.cut()

    def cut(self) -> None:
        """End the line at once. Both greenlets that may be waiting for the socket wake up."""
        if not self.closed:
            self.closed = True
            with suppress(OSError):
                self._sock.shutdown(std.SHUT_RDWR)

    def _take(self, sock: Any) -> None:
        self._sock = sock
        # gevent has no public name for writing without waiting
        self._send_now: Callable[[bytes], int] = sock._sock.send  # noqa: SLF001
        self._inbox = Inbox(sock.recv, self._most)
        sock.setsockopt(std.SOL_SOCKET, std.SO_SNDBUF, SEND_BUFFER)
        if sock.family != std.AF_UNIX:
            sock.setsockopt(std.IPPROTO_TCP, std.TCP_NODELAY, 1)
            sock.setsockopt(std.IPPROTO_TCP, std.TCP_USER_TIMEOUT, DEAD_AFTER)

    def _leave(self) -> None:
        """Whatever ended the handler: the line is cut, and engineio knows, so that its writer and rooms go too."""
        self.cut()
        if not self._client.closed:
            self._client.close(wait=False, abort=True, reason=self._client.server.reason.TRANSPORT_ERROR)


def install(socketio: Any) -> bool:
    """Put the transport under a Flask-SocketIO server, before its first connection; False where there is no gevent.

    Raises RuntimeError when this python-engineio has not the two hooks: they are its own affair, hence the pinned version.
    """
    eio = socketio.server.eio
    if eio.async_mode != "gevent":
        return False
    drivers = getattr(eio, "_async", None)
    if not isinstance(drivers, dict) or not {"websocket", "queue", "queue_empty"} <= drivers.keys():
        raise RuntimeError("python-engineio keeps its drivers elsewhere now: live/transport.py must follow")
    if drivers["queue_empty"] is not Empty:
        raise RuntimeError("python-engineio expects another sign for an empty queue: live/transport.py must follow")
    eio._async = {**drivers, "websocket": FastWebSocket, "queue": DirectQueue}  # noqa: SLF001 - the hook
    return True


def _unmasked(data: bytes, mask: bytes) -> bytes:
    """The bytes xor their mask, as two large numbers: quicker than byte by byte."""
    if mask == b"\0\0\0\0" or not data:
        return data
    size = len(data)
    key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    return (int.from_bytes(data, "big") ^ key).to_bytes(size, "big")


def _accept(environ: Environ) -> bytes | None:
    """What proves that we read the handshake; None if it is not one that we understand."""
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "").encode("latin-1")
    try:
        nonce = base64.b64decode(key, validate=True)
    except binascii.Error:
        return None
    if len(nonce) != 16 or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
        return None
    return base64.b64encode(hashlib.sha1(key + GUID, usedforsecurity=False).digest())


def _socket_of(environ: Environ) -> Any:
    """The gevent socket under a request, of gunicorn's worker or of gevent's own server."""
    if "gunicorn.socket" in environ:
        return environ["gunicorn.socket"]
    stream = environ["wsgi.input"]
    return getattr(stream, "rfile", stream).raw._sock  # noqa: SLF001 - pywsgi shows it nowhere else


def _given_back(environ: Environ, start_response: Any) -> Iterable[bytes]:
    """End the request without an answer: none was begun, and nothing else may come over this socket."""
    if "gunicorn.socket" in environ:
        raise StopIteration
    start_response.__self__.close_connection = True  # pywsgi's handler
    return []
