"""The wire's own transport under Flask-SocketIO: a fifth to a third of the stock one's cost per client and packet.

`emit` hands the same encoded packet to every client of a room; the rest of the cost is framing it, a queue, a timer and
a switch of greenlets for each. Three hooks into python-engineio replace these, and its API stays:

* `FastWebSocket`, its driver for WebSockets: RFC 6455 on the gevent socket, uncompressed. One packet is framed once.
* `DirectQueue`, its queue per client: a packet goes straight into the kernel's buffer while there is room. What finds
  none waits, in order; who lets too much wait is cut off, reconnects and asks for what was missed.
* its maker of tasks: one greenlet pings all clients (`Pulse`), and a `Writer` has one only while something waits.

Only under gevent, where one thread runs all greenlets: emit from that thread, never from a thread pool. TLS ends before
us.
"""

from __future__ import annotations

import io
import logging
import socket as std
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Protocol

from engineio.socket import Socket
from gevent import GreenletExit
from gevent.queue import Empty

from roundtable.core import metrics
from roundtable.live.frames import (
    BAD_PROTOCOL,
    BAD_TEXT,
    BINARY,
    CLOSE,
    NORMAL,
    PING,
    PONG,
    TEXT,
    Broken,
    Frame,
    Inbox,
    LastFrame,
    accept,
    frame,
)
from roundtable.live.packets import is_packet
from roundtable.live.pulse import Ping, Pulse
from roundtable.live.turnstile import Turnstile

log = logging.getLogger(__name__)

MAX_WAITING = 256 * 1024  # bytes per client behind the frame under way, on top of the kernel's buffer
SEND_BUFFER = 64 * 1024  # else the kernel lets it grow to 4 MB a client; it takes twice what is said
DEAD_AFTER = 20_000  # milliseconds without a sign from the peer's kernel: a blocked writer is freed
WELCOME = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %b\r\n\r\n"
)

Environ = dict[str, Any]
HOOKS = {"websocket", "queue", "queue_empty", "thread"}
WRITER = f"{Socket._websocket_handler.__qualname__}.<locals>.writer"  # noqa: SLF001 - the hook
NEWCOMERS = Turnstile()
NOTHING = io.BytesIO()  # what a request's body is read from, once it is known to have none


class Packet(Protocol):
    """What engineio puts into a client's queue."""

    def encode(self) -> str | bytes:
        """Its text, or its bytes."""


LAST_FRAME = LastFrame()


class DirectQueue:
    """A client's queue as engineio wants one: put, get, task_done, join. Only its writer greenlet calls `get`."""

    __slots__ = ("_in_hand", "_items", "_line", "_rest", "_waiting", "writer")

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        # None: engineio's sign that it is over. A list: few wait ever, and an empty deque for each client has 600 bytes
        self._items: list[Frame | None] = []
        self._line: FastWebSocket | None = None
        self._rest = b""  # of a frame that the kernel took only half of
        self._in_hand = False  # the writer has taken frames that it has not written yet
        self._waiting = 0  # bytes in `_items` and in the writer's hand
        self.writer: Writer | None = None

    @property
    def is_between_frames(self) -> bool:
        """Whether a frame written now would not land in the middle of another, nor before an earlier one."""
        return not (self._items or self._rest or self._in_hand)

    def attach(self, line: FastWebSocket) -> None:
        """From now on there is a line to write to: what was put before goes out first."""
        self._line = line
        early, self._items, self._waiting = self._items, [], 0
        for item in early:
            self.put(item)

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
        """The next frame to write. Where there is none, the writer's greenlet ends; another begins with what waits."""
        if block:
            self._in_hand = False
            self._recount()
        self._send_rest()
        if not self._items:
            raise GreenletExit if block else Empty
        item = self._items.pop(0)
        self._in_hand = self._in_hand or item is not None
        return item

    def task_done(self) -> None:
        """Nobody waits for it."""

    def join(self) -> None:
        """What waits for a peer that is gone is not waited for."""

    def _keep(self, whole: Frame) -> None:
        """Let it wait. One frame always may, even a large one, or a slow phone could never get its first snapshot."""
        if self._line is not None and self._line.closed:
            return
        if self._waiting > MAX_WAITING and self._line is not None:
            metrics.CUT.inc()
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
        if self.writer is not None:
            self.writer.wake()


class Writer:
    """engineio's writer of one client, as a greenlet only while something waits: asleep it would keep 9 kB."""

    def __init__(self, queue: DirectQueue, write: Callable[[], None], thread: Callable[..., Any]) -> None:
        self._queue, self._write, self._thread = queue, write, thread
        self._task: Any = None

    def start(self) -> None:
        """From now on what waits is written."""
        self._queue.writer = self
        if not self._queue.is_between_frames:
            self.wake()

    def wake(self) -> None:
        """Something waits."""
        if self._task is None or self._task.dead:
            self._task = self._thread(target=self._write)
            self._task.start()

    def join(self) -> None:
        """Wait until what is being written is written."""
        if self._task is not None:
            self._task.join()


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
        """Answer the handshake, serve the client. Raises StopIteration under gunicorn, its sign for a socket taken."""
        accepted = accept(environ)
        if accepted is None:
            self.closed = True
            self._leave()
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        with NEWCOMERS:
            self._take(_socket_of(environ))
            with suppress(OSError):  # if the peer has gone already, the first read will say so
                self._sock.sendall(WELCOME % accepted)
            self._client.queue.attach(self)
        _unburden(environ, start_response)
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

    def wait(self) -> str | None:
        """The client's next packet; None when it has gone, or broke the protocol."""
        try:
            while True:
                kind, data = self._inbox.next()
                if kind in {TEXT, BINARY}:
                    return _packet(kind, data)
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
        """However it ended: the line is cut, and engineio knows, so that its writer and its rooms go too."""
        self.cut()
        if not self._client.closed:
            self._client.close(wait=False, abort=True, reason=self._client.server.reason.TRANSPORT_ERROR)


def _packet(kind: int, data: bytes) -> str:
    """A message's packet. Raises Broken where it is none, and UnicodeDecodeError."""
    if kind == BINARY or not is_packet(said := data.decode()):
        raise Broken(BAD_PROTOCOL)
    return said


def install(socketio: Any) -> bool:
    """Put the transport under a Flask-SocketIO server, before its first connection; False where there is no gevent.

    Raises RuntimeError when this python-engineio lacks the hooks: they are its own affair, so it is pinned.
    """
    eio = socketio.server.eio
    if eio.async_mode != "gevent":
        return False
    drivers = getattr(eio, "_async", None)
    if not isinstance(drivers, dict) or not drivers.keys() >= HOOKS:
        raise RuntimeError("python-engineio keeps its drivers elsewhere now: live/transport.py must follow")
    if drivers["queue_empty"] is not Empty:
        raise RuntimeError("python-engineio expects another sign for an empty queue: live/transport.py must follow")
    ours = {"websocket": FastWebSocket, "queue": DirectQueue, "thread": _tasks(Pulse(), drivers["thread"])}
    eio._async = {**drivers, **ours}  # noqa: SLF001 - the hook
    return True


def _tasks(pulse: Pulse, thread: Callable[..., Any]) -> Callable[..., Any]:
    """engineio's maker of background tasks, but for the two that would sleep for each client: its ping, its writer."""

    def made(target: Any, args: Any = (), kwargs: Any = None) -> Any:
        if getattr(target, "__func__", None) is Socket._send_ping:  # noqa: SLF001 - the hook
            return Ping(pulse, target.__self__)
        if getattr(target, "__qualname__", "") == WRITER:
            (client,) = (cell.cell_contents for cell in target.__closure__ if isinstance(cell.cell_contents, Socket))
            return Writer(client.queue, target, thread)
        return thread(target=target, args=args, kwargs=kwargs or {})

    return made


def _socket_of(environ: Environ) -> Any:
    """The gevent socket under a request, of gunicorn's worker or of gevent's own server."""
    if "gunicorn.socket" in environ:
        return environ["gunicorn.socket"]
    stream: Any = environ["wsgi.input"]
    return getattr(stream, "rfile", stream).raw._sock  # noqa: SLF001 - pywsgi shows it nowhere else


def _unburden(environ: Environ, start_response: Any) -> None:
    """Let go of what only a request needs: pywsgi's buffer of 8 kB, which would stay as long as the line."""
    if "gunicorn.socket" not in environ:
        handler = start_response.__self__
        if handler.environ is not environ:  # Flask-SocketIO works on a copy
            handler.environ.clear()
            handler.environ = environ
        handler.rfile = handler.wsgi_input.rfile = handler.headers.fp = environ["wsgi.input"] = NOTHING


def _given_back(environ: Environ, start_response: Any) -> Iterable[bytes]:
    """End the request without an answer: none was begun, and nothing else may come over this socket."""
    if "gunicorn.socket" in environ:
        raise StopIteration
    start_response.__self__.close_connection = True  # pywsgi's handler
    return []
