"""What does not become a photo is refused in words that say what to do, whatever it is."""

from __future__ import annotations

import struct
import zlib

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from roundtable.core.images import MAX_BYTES, SENTENCES, BadImage, Photo, read_photo
from tests.core.test_images import a_picture, sent

SMALL = {form: sent(a_picture((60, 40)), form) for form in ("JPEG", "PNG", "WEBP")}


def why_not(data: bytes) -> str:
    with pytest.raises(BadImage) as no:
        read_photo(data)
    return no.value.code


def a_png_that_claims(width: int, height: int) -> bytes:
    """A few hundred bytes that would unpack to as many pixels as they say."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"GIF89a" + b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7\n",
        b"PK\3\4" + b"\0" * 100,
        b"\0\0\0\x18ftypmp42" + b"\0" * 100,
        b"II*\0" + b"\0" * 100,
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        sent(a_picture(), "GIF"),
        sent(a_picture(), "TIFF"),
        sent(a_picture(), "BMP"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_formats_are_named(data):
    assert why_not(data) == "unreadable"


def test_an_empty_file_is_told_apart():
    assert why_not(b"") == "empty"


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
def test_an_iphone_s_own_format_is_refused_with_a_way_out(brand):
    assert why_not(b"\0\0\0\x18ftyp" + brand + b"\0" * 100) == "heic"


def test_a_file_that_is_too_large_is_not_even_looked_at():
    assert why_not(b"\0" * (MAX_BYTES + 1)) == "too_big"


@pytest.mark.parametrize("size", [(5001, 5001), (8000, 7000), (12_000, 12_000), (100_000, 100_000)])
def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused_by_its_header(size):
    assert why_not(a_png_that_claims(*size)) == "too_many_pixels"


def test_a_phone_s_fifty_million_pixels_are_taken():
    photo = read_photo(sent(Image.new("L", (8160, 6120), 200)))
    assert photo.size == (2000, 1500)
    assert why_not(sent(Image.new("L", (8200, 6120), 200))) == "too_many_pixels"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_photo_that_arrived_only_in_part_is_damaged_not_half_grey(form, part):
    whole = sent(a_picture((800, 600)).effect_spread(20), form)
    assert why_not(whole[: int(len(whole) * part)]) == "damaged"


@given(st.sampled_from(sorted(SMALL)), st.data())
def test_a_photo_with_any_bytes_changed_is_a_photo_or_a_clear_no(form, data):
    spoilt = bytearray(SMALL[form])
    for _ in range(data.draw(st.integers(1, 8))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    assert is_settled(bytes(spoilt))


@given(st.sampled_from(sorted(SMALL)), st.binary(max_size=200), st.data())
def test_a_photo_with_anything_in_its_middle_is_a_photo_or_a_clear_no(form, stuff, data):
    at = data.draw(st.integers(0, len(SMALL[form])))
    assert is_settled(SMALL[form][:at] + stuff + SMALL[form][at:])


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow mentions the broken notes
@pytest.mark.parametrize("notes", [b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"Exif\0\0garbage" * 50])
def test_a_photo_whose_notes_are_broken_is_still_a_photo(notes):
    assert read_photo(sent(a_picture(), exif=notes)).size == (400, 300)


def is_settled(data: bytes) -> bool:
    try:
        return isinstance(read_photo(data), Photo)
    except BadImage as no:
        return no.code in SENTENCES


def test_every_refusal_says_what_to_do():
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        said = {code: str(BadImage(code).sentence) for code in SENTENCES}
    assert said["unreadable"] == "This is not a photo we can read. Send a JPEG, PNG or WebP."
    assert said["too_big"] == "This photo is larger than 16 MB. Send a smaller copy of it."
    assert all(len(sentence) > 40 for sentence in said.values())
