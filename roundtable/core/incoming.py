"""What comes in as bytes that no browser sends: letters in an address or a form that are not escaped, and no UTF-8.

Programs send such, and whoever looks for a way to break one. The library either fails at them or takes a form for an
empty one, so that what was typed is lost; here they are escaped first, as a browser would have done.
"""

from __future__ import annotations

from io import BytesIO
from string import punctuation
from typing import IO, Any
from urllib.parse import quote_from_bytes

from flask import Flask, Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

FORM = "application/x-www-form-urlencoded"
MOST = 500_000  # bytes of a form without files, of which the longest of ours has some thirty thousand


class _Forms(FormDataParser):
    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        """Raises RequestEntityTooLarge: the library takes such a form as large as the largest of photos."""
        if mimetype == FORM:
            if (content_length or 0) > MOST:
                raise RequestEntityTooLarge
            stream = BytesIO(escaped(_whole(stream)))
        return super().parse(stream, mimetype, content_length, options)


class Incoming(Request):
    """A request as the views read it."""

    form_data_parser_class = _Forms

    def __init__(self, environ: dict[str, Any], *more: Any, **options: Any) -> None:
        if not (query := environ.get("QUERY_STRING", "")).isascii():
            environ["QUERY_STRING"] = escaped(query.encode("latin-1")).decode()
        super().__init__(environ, *more, **options)


def init_app(app: Flask) -> None:
    """Read requests so."""
    app.request_class = Incoming


def _whole(stream: IO[bytes]) -> bytes:
    """All of a form, however it comes in pieces, whose length nobody may have said."""
    said = b""
    while piece := stream.read(MOST + 1 - len(said)):
        said += piece
        if len(said) > MOST:
            raise RequestEntityTooLarge
    return said


def escaped(said: bytes) -> bytes:
    """With every byte that is no ASCII as %XX."""
    return said if said.isascii() else quote_from_bytes(said, f"{punctuation} ").encode()
