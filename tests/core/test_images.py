from __future__ import annotations

import io
import zlib
from typing import Any

import pytest
from PIL import Image, ImageStat

from roundtable.core import images

GPS, ORIENTATION, TURNED_LEFT = 0x8825, 0x0112, 8


def photo(size: tuple[int, int] = (40, 20), form: str = "JPEG", **saved: Any) -> bytes:
    """A red picture whose left half is blue."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    picture.save(out, form, **saved)
    return out.getvalue()


def kept(raw: bytes) -> Image.Image:
    data, wrong = images.kept_as(io.BytesIO(raw))
    assert wrong == ""
    return Image.open(io.BytesIO(data))


def refused(raw: bytes) -> object:
    data, wrong = images.kept_as(io.BytesIO(raw))
    assert data == b""
    return wrong


def colours(picture: Image.Image, box: tuple[int, int, int, int]) -> dict[str, float]:
    return dict(zip(("red", "green", "blue"), ImageStat.Stat(picture.crop(box)).mean, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_webp(form: str) -> None:
    found = kept(photo(form=form))
    assert (found.format, found.size) == ("WEBP", (40, 20))


def test_where_and_when_it_was_taken_is_not_kept() -> None:
    exif = Image.Exif()
    exif.get_ifd(GPS)[2] = (28.0, 41.0, 0.0)
    exif[0x9003], exif[0x010F] = "2024:06:27 08:00:00", "A phone"
    raw = photo(exif=exif, comment=b"at home", icc_profile=b"profile")
    assert b"A phone" in raw
    found = kept(raw)
    assert (dict(found.getexif()), set(found.info) & {"exif", "icc_profile", "xmp", "comment"}) == ({}, set())


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_LEFT
    found = kept(photo(exif=exif)).convert("RGB")
    assert found.size == (20, 40)
    assert colours(found, (0, 30, 20, 40))["blue"] > 200  # the blue half was turned down


def test_a_large_photo_is_made_small() -> None:
    assert kept(photo((3200, 1000))).size == (1600, 500)


def test_what_is_see_through_lies_on_white_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert min(colours(kept(out.getvalue()).convert("RGB"), (0, 0, 10, 10)).values()) > 250


@pytest.mark.parametrize(
    "raw",
    [b"not a photo", b"%PDF-1.7 certificate", b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo(form="GIF")],
    ids=["words", "pdf", "svg", "gif"],
)
def test_what_is_no_photo_is_refused(raw: bytes) -> None:
    assert refused(raw) == images.NO_PHOTO


def test_an_empty_file_is_refused() -> None:
    assert refused(b"") == images.EMPTY


def test_a_photo_of_too_many_megabytes_is_refused_before_it_is_read() -> None:
    assert refused(photo() + b"\0" * images.MOST_BYTES) == images.TOO_BIG


@pytest.mark.parametrize("size", [(9_000, 6_000), (60_000, 60_000)], ids=["too many pixels", "a bomb"])
def test_a_small_file_that_would_unfold_to_a_huge_picture_is_refused(size: tuple[int, int]) -> None:
    width, height = (side.to_bytes(4, "big") for side in size)
    raw = photo(form="PNG")
    head = raw[12:16] + width + height + raw[24:29]
    assert refused(raw[:12] + head + zlib.crc32(head).to_bytes(4, "big") + raw[33:]) == images.TOO_WIDE


def test_a_photo_cut_off_on_the_way_is_refused() -> None:
    raw = photo((800, 800), form="PNG")
    assert refused(raw[: len(raw) // 2]) == images.BROKEN
