from __future__ import annotations

import pytest

from roundtable.core import uploads
from tests.world import World


def test_a_photo_is_shown_and_may_be_remembered_for_a_year(world: World) -> None:
    answer = world.client().get(f"/files/{uploads.keep(b'picture')}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"picture", "image/webp")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_that_somebody_sent_can_do_nothing_in_a_browser(world: World) -> None:
    headers = world.client().get(f"/files/{uploads.keep(b'picture')}").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_same_photo_twice_is_one_file(world: World) -> None:
    assert uploads.keep(b"one") == uploads.keep(b"one") != uploads.keep(b"two")


@pytest.mark.parametrize("name", ["a.webp", f"{'0' * 64}.webp", "..%2F..%2Fsecret_key", f"{'0' * 64}.webp\n"])
def test_nothing_else_of_the_house_is_shown(world: World, name: str) -> None:
    assert world.client().get(f"/files/{name}").status_code == 404
