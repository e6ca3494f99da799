"""What is sent is small: what was built has its compressed twins beside it, and pages are compressed as they are sent.

No page holds a secret that a stranger could guess at by the length of an answer (BREACH): whom a browser stands for is
in its cookie alone, and forms carry no tokens.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from flask import Flask, Response, current_app, request

TWINS = {"br": ".br", "gzip": ".gz"}  # as tools/build.mjs writes them, the smaller first
SMALLEST = 1000  # bytes: below that it is not worth it
LEVEL = 5  # more of it costs twice the time for a hundredth of the bytes
WORDS = frozenset(
    {
        "application/atom+xml",
        "application/json",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
    }
)


def init_app(app: Flask) -> None:
    """Put it after all else that makes an answer."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """After each request: a smaller answer, where the browser takes it and it is words."""
    if response.mimetype not in WORDS or response.status_code != 200 or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if request.path.startswith("/static/built/"):
        _twin(response, Path(current_app.static_folder or "") / "built" / request.path.rpartition("/")[2])
    elif not response.is_streamed and request.accept_encodings["gzip"]:
        data = response.get_data()
        if len(data) >= SMALLEST:
            _replace(response, gzip.compress(data, LEVEL, mtime=0), "gzip")
    return response


def _twin(response: Response, built: Path) -> None:
    """Send the file's twin in its place."""
    for encoding, ending in TWINS.items():
        twin = built.with_name(built.name + ending)
        if request.accept_encodings[encoding] and twin.is_file():
            response.direct_passthrough = False
            response.close()
            _replace(response, twin.read_bytes(), encoding)
            return


def _replace(response: Response, data: bytes, encoding: str) -> None:
    response.set_data(data)
    response.headers["Content-Encoding"] = encoding
    tag, _weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # the same words in other bytes; asked again with it, they are unchanged
