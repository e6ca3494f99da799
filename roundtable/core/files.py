"""Files that people sent, kept under the hash of what is in them: the same photo twice is one file, and a name in a
sealed row vouches for the picture itself.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

from flask import Blueprint, Flask, current_app, request
from werkzeug.wrappers import Response

from .errors import Missing

NAME = re.compile(r"[0-9a-f]{64}\.webp", re.ASCII)
A_YEAR = 365 * 24 * 3600

files = Blueprint("files", __name__)


def init_app(app: Flask) -> None:
    """Give kept files their addresses."""
    app.register_blueprint(files)


def keep(data: bytes, ending: str = "webp") -> str:
    """Keep the bytes, whole or not at all; the name to find them by."""
    name = f"{hashlib.sha256(data).hexdigest()}.{ending}"
    there = _path(name)
    if not there.exists():
        there.parent.mkdir(parents=True, exist_ok=True)
        draft = there.with_name(f"{name}.{secrets.token_hex(4)}")
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # it is there before the act that names it is acknowledged
        draft.replace(there)
    return name


def is_kept(name: str) -> bool:
    """Whether a file of ours has that name."""
    return bool(NAME.fullmatch(name)) and _path(name).exists()


def _path(name: str) -> Path:
    home: Path = current_app.config["SETTINGS"].home
    return home / "files" / name[:2] / name


@files.get("/files/<name>")
def show(name: str) -> Response:
    """A kept file. Its name is its content, so it never changes; it can do nothing in a browser but be looked at."""
    if not is_kept(name):
        raise Missing
    answer = Response(_path(name).read_bytes(), mimetype="image/webp")  # a few hundred kB: see images.py
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Content-Disposition"] = "inline"
    answer.set_etag(name)
    return answer.make_conditional(request)
