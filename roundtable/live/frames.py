"""WebSocket frames (RFC 6455), as a server writes and reads them: uncompressed, and strict with what comes in."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NORMAL, BAD_PROTOCOL, BAD_TEXT, TOO_BIG = 1000, 1002, 1007, 1009
CONTROL_SIZE = 125
READ_SIZE = 4096
NONCE_SIZE = 16
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3


def accept(environ: Mapping[str, Any]) -> bytes | None:
    """What proves to the client that its handshake was read; None if it is not one that we understand."""
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "").encode("latin-1")
    try:
        nonce = base64.b64decode(key, validate=True)
    except binascii.Error:
        return None
    if len(nonce) != NONCE_SIZE or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
        return None
    return base64.b64encode(hashlib.sha1(key + GUID, usedforsecurity=False).digest())


class Frame(bytes):
    """A whole WebSocket frame. Passes for a packet, so that it waits in the queue ready to be sent."""

    __slots__ = ()

    def encode(self) -> Frame:
        """As `Packet`; there is nothing left to do."""
        return self


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


def _unmasked(data: bytes, mask: bytes) -> bytes:
    """The bytes xor their mask, as two large numbers: quicker than byte by byte."""
    if mask == b"\0\0\0\0" or not data:
        return data
    size = len(data)
    key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    return (int.from_bytes(data, "big") ^ key).to_bytes(size, "big")
