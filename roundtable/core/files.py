"""Files that people sent or that we made, kept under the hash of what is in them.

A name says what is in a file, so the same file is kept once, a name can be cached for good, and nothing that a person
typed ever becomes a path. Files belong to rows; what no row names (its form was refused, its row is gone) is let go of
after a day, unless somebody sends or names it again meanwhile.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,8}")
SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
DAY = 24 * 3600  # seconds
FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


class NotKept(OSError):
    """A file could not be kept, and nothing of it is there. `sentence` says what to do, translated when shown."""

    def __init__(self, fault: OSError) -> None:
        super().__init__(fault.errno, fault.strerror)
        self.sentence: LazyString = (
            _l("Not saved: there is no room left for files. Tell the administrator; then send it again.")
            if fault.errno in FULL
            else _l("Not saved: the file could not be kept. Tell the administrator; then send it again.")
        )


class Files:
    """The files in one folder, usually `files` in ROUNDTABLE_HOME."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, data: bytes, suffix: str) -> str:
        """Keep bytes and return their name: SHA-256 in hex, and the suffix, such as `.webp`.

        All or nothing, and safe to do twice or at once. Raises NotKept, or ValueError for a suffix that is none.
        """
        if not SUFFIX.fullmatch(suffix):
            raise ValueError(f"{suffix!r} is not a suffix")
        name = hashlib.sha256(data).hexdigest() + suffix
        path = self.path(name)
        try:
            if not _renewed(path, len(data)):
                path.parent.mkdir(parents=True, exist_ok=True)
                _write_whole(path, data)
        except OSError as fault:
            raise NotKept(fault) from fault
        return name

    def path(self, name: str) -> Path:
        """Where the file of that name is, if it is there. Raises ValueError for what is no name of ours."""
        if not NAME.fullmatch(name):
            raise ValueError("not the name of a file that is kept here")
        return self.folder / name[:2] / name  # a folder for each two letters: thousands in one are slow to list

    def hold(self, name: str) -> bool:
        """Whether the file is there; if so, it stays for a day at least. Raises ValueError as `path`."""
        return _renewed(self.path(name))

    def tidy(self, named: set[str]) -> int:
        """Let go of files that are a day old and not among the named, and of drafts that a crash left; how many."""
        return sum(_let_go(path) for path in self.folder.glob("??/*") if path.name not in named)

    def delete(self, name: str) -> None:
        """Let go of a file; one that is not there is gone already. Raises ValueError as `path`."""
        self.path(name).unlink(missing_ok=True)


def _renewed(path: Path, size: int | None = None) -> bool:
    """Whether a file is there, of that size; if so, it is as young as if it had just been kept."""
    try:
        if size is not None and path.stat().st_size != size:
            return False
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > DAY  # by the disk's own clock, which nobody moves


def _let_go(path: Path) -> bool:
    """Moved aside first: who sends the same file meanwhile finds none, and keeps it anew."""
    aside = path.with_name(f".gone-{path.name}")
    with suppress(FileNotFoundError):  # another, who tidies too, was faster
        if not _is_old(path):
            return False
        path.rename(aside)
        if _is_old(aside):
            aside.unlink()
            return True
        aside.rename(path)  # held in this very moment
    return False


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside it, on to the disk, then give it its name. Raises OSError, and leaves nothing behind then."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)  # noqa: PTH105 - a draft is a name, not yet a file of ours
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)  # noqa: PTH108
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """A new name in a folder is on the disk only when the folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
