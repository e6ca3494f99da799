from __future__ import annotations

import os
import re
import time

import pytest

from roundtable.core import uploads
from roundtable.core.actions import REGISTRY
from roundtable.core.db import Base, KeptFile
from roundtable.core.files import DAY
from roundtable.core.forms import Upload
from roundtable.policy import Action
from tests.cast import PROMISE, photo
from tests.world import World


def test_a_photo_is_shown_and_may_be_remembered_for_a_year(world: World) -> None:
    answer = world.client().get(f"/files/{uploads.keep(b'picture')}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"picture", "image/webp")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_that_somebody_sent_can_do_nothing_in_a_browser(world: World) -> None:
    headers = world.client().get(f"/files/{uploads.keep(b'picture')}").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r'inline; filename="[0-9a-f]{64}\.webp"', headers["Content-Disposition"])


def test_the_same_photo_twice_is_one_file(world: World) -> None:
    assert uploads.keep(b"one") == uploads.keep(b"one") != uploads.keep(b"two")


@pytest.mark.parametrize("name", ["a.webp", f"{'0' * 64}.webp", "..%2F..%2Fsecret_key", f"{'0' * 64}.webp\n"])
def test_nothing_else_of_the_house_is_shown(world: World, name: str) -> None:
    assert world.client().get(f"/files/{name}").status_code == 404


def test_a_photo_that_a_row_names_stays_and_one_of_a_form_that_was_refused_goes(world: World) -> None:
    named, refused = photo(), uploads.keep(b"chosen, and the words were too many")
    world.do("officer", Action.EVIDENCE_ADD, PROMISE, side="after", photo=named, caption="The lift")
    for name in (named, refused):
        os.utime(uploads.store().path(name), (time.time() - 2 * DAY,) * 2)
    world.do("system", Action.HOUSE_TIDY, "house:1")
    assert uploads.is_kept(named)
    assert not uploads.is_kept(refused)


def test_a_form_that_names_a_file_keeps_it(world: World) -> None:
    name = uploads.keep(b"chosen yesterday")
    os.utime(uploads.store().path(name), (time.time() - 2 * DAY,) * 2)
    assert uploads.hold(name)
    world.do("system", Action.HOUSE_TIDY, "house:1")
    assert uploads.is_kept(name)
    assert not uploads.hold("no name of a file")


def test_no_column_that_names_a_file_is_forgotten() -> None:
    fields = {field.short_name for spec in REGISTRY.values() for field in spec.form() if isinstance(field, Upload)}
    columns = [c for table in Base.metadata.tables.values() for c in table.c if c.name.endswith(tuple(fields))]
    assert fields == {"photo"}
    assert len(columns) > 4
    assert all(isinstance(column.type, KeptFile) for column in columns)
