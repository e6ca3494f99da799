"""A disk that is full: a clear sentence, nothing half kept, and when there is room again the same is done."""

from __future__ import annotations

import re
import resource
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import APIResponse, BrowserContext

from tests.faults.rows import Rows
from tests.services.grown_house import GrownHouse

NO_ROOM = "没有存上：放文件的地方满了。告诉管理员，之后再发一次。"
SHOWN = "SELECT count(*) FROM evidence"
OPEN = "SELECT id FROM commitments WHERE state = 'active' ORDER BY id"


@contextmanager
def no_room(house: GrownHouse) -> Iterator[None]:
    """No file of the processes that serve may grow beyond 2 kB, as on a disk that is full."""
    pids = house.serving()
    before = [resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids]
    for pid, (_soft, hard) in zip(pids, before, strict=True):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (2000, hard))
    try:
        yield
    finally:
        for pid, limits in zip(pids, before, strict=True):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def a_photo() -> bytes:
    """One that nobody sent before, and that does not become small."""
    out = BytesIO()
    Image.frombytes("RGB", (200, 200), secrets.token_bytes(120_000)).save(out, "JPEG")
    return out.getvalue()


def a_door(house: GrownHouse, phone: BrowserContext) -> str:
    """Where the officer may show what was done."""
    rows = Rows(house)
    numbers = rows.all(OPEN)
    rows.engine.dispose()
    doors = (f"{house.url}/do/evidence/add?on=commitment:{number}" for number in numbers)
    return next(door for door in doors if phone.request.get(door).status == HTTPStatus.OK)


def send(phone: BrowserContext, door: str, photo: bytes) -> APIResponse:
    """The form with the photo in it."""
    file = {"name": "gate.jpg", "mimeType": "image/jpeg", "buffer": photo}
    said = {"key": secrets.token_hex(16), "side": "before", "caption": "The gate, as it is", "photo": file}
    return phone.request.post(door, multipart=said, headers={"Origin": door.partition("/do")[0]}, max_redirects=0)  # type: ignore[arg-type]  # a dict is a FilePayload


def files(house: GrownHouse) -> set[Path]:
    """All that is kept, drafts too."""
    return set((house.home / "files").rglob("*.*"))


def test_a_photo_that_finds_no_room_is_refused_in_words_and_leaves_nothing(
    grown: GrownHouse, context: BrowserContext
) -> None:
    assert context.request.post(f"{grown.url}/demo/be/officer", max_redirects=0).status == HTTPStatus.SEE_OTHER
    door, photo, rows = a_door(grown, context), a_photo(), Rows(grown)
    was = files(grown), rows.all(SHOWN)
    with no_room(grown):
        refused = send(context, door, photo)
    assert refused.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert NO_ROOM in refused.text()
    assert re.search(r'value="The gate, as it is"', refused.text())
    assert (files(grown), rows.all(SHOWN)) == was
    assert send(context, door, photo).status == HTTPStatus.SEE_OTHER
    assert len(files(grown)) == len(was[0]) + 1
    rows.engine.dispose()
