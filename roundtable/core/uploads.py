"""The door for files: a posted photo becomes a kept one (images.py, files.py), shown at /files/<name>."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, current_app, request
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from roundtable.core import images
from roundtable.core.apart import apart
from roundtable.core.db import Base, KeptFile
from roundtable.core.errors import Missing, Words
from roundtable.core.files import Files, NotKept
from roundtable.core.unit_of_work import UnitOfWork

A_YEAR = 365 * 24 * 3600  # seconds
files = Blueprint("files", __name__)


def init_app(app: Flask) -> None:
    """Give kept files their addresses."""
    app.register_blueprint(files)


def keep(data: bytes) -> str:
    """Keep a photo as it is. Returns its name. Raises NotKept."""
    return store().save(data, images.SUFFIX)


def receive(sent: FileStorage) -> tuple[str, Words]:
    """Keep a posted photo: its name and no words, or no name and the sentence why it cannot be kept."""
    made, wrong = apart(_read, sent.stream.read(images.MAX_BYTES + 1))
    if made is None:
        return "", wrong
    try:
        return keep(made), ""
    except NotKept as fault:
        return "", fault.sentence


def _read(data: bytes) -> tuple[bytes | None, Words]:
    try:
        return images.read_photo(data).full, ""
    except images.BadImage as bad:
        return None, bad.sentence


def is_kept(name: str) -> bool:
    """Whether a file of ours has that name."""
    try:
        return store().path(name).is_file()
    except ValueError:
        return False


def hold(name: str) -> bool:
    """The same, said by a form that names the file: it stays for a day at least."""
    try:
        return store().hold(name)
    except ValueError:
        return False


def sweep(uow: UnitOfWork) -> int:
    """Let go of files that no row names; how many."""
    columns = (column for table in Base.metadata.tables.values() for column in table.c)
    naming = [column for column in columns if isinstance(column.type, KeptFile)]
    return store().tidy({name for column in naming for name in uow.session.scalars(select(column).distinct())})


def store() -> Files:
    """The files of this house."""
    settings: Any = current_app.config["SETTINGS"]
    return Files(settings.home / "files")


@files.get("/files/<name>")
def show(name: str) -> Response:
    """A kept file. Its name is its content, so it never changes; it can do nothing in a browser but be looked at."""
    if not is_kept(name):
        raise Missing
    answer = Response(store().path(name).read_bytes(), mimetype="image/webp")  # a few hundred kB
    answer.cache_control.public, answer.cache_control.max_age = True, A_YEAR
    answer.cache_control.immutable = True
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'  # a hash, which needs no quoting
    answer.set_etag(name)
    return answer.make_conditional(request)
