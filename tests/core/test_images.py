"""Photos: what phones take becomes small, upright and clean, and nothing else comes through."""

from __future__ import annotations

import zipfile
from io import BytesIO

import gevent
import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from roundtable.core.images import EDGE, SMALL_EDGE, read_photo

RED, BLUE, GREEN = (200, 30, 30), (30, 30, 200), (0, 255, 0)
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def a_picture(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", size, RED)
    ImageDraw.Draw(picture).rectangle((0, size[1] // 2, *size), fill=BLUE)
    return picture.convert(mode)


def sent(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def kept(data: bytes) -> Image.Image:
    """What a browser would show of it."""
    return Image.open(BytesIO(read_photo(data).full), formats=["WEBP"])


def is_like(colour: object, wanted: tuple[int, int, int], off: int = 12) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) <= off for a, b in zip(colour, wanted, strict=True))


KINDS = {
    "JPEG": ["RGB", "L", "CMYK"],
    "PNG": ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"],
    "WEBP": ["RGB", "RGBA"],
}


@pytest.mark.parametrize(("form", "mode"), [(form, mode) for form, modes in KINDS.items() for mode in modes])
def test_a_photo_of_any_kind_becomes_a_web_photo_with_a_small_copy(form, mode):
    photo = read_photo(sent(a_picture((1000, 750), mode), form))
    assert (photo.size, photo.small_size) == ((1000, 750), (480, 360))
    with Image.open(BytesIO(photo.full)) as image:
        assert (image.format, image.mode, image.size) == ("WEBP", "RGB", (1000, 750))
        if mode in {"RGB", "RGBA", "CMYK", "P"}:
            assert is_like(image.getpixel((500, 50)), RED, off=30)  # a palette has few colours
            assert is_like(image.getpixel((500, 700)), BLUE, off=30)


def test_sixteen_bits_of_grey_stay_the_same_grey():
    grey = Image.new("I;16", (20, 20), 0x8000)
    assert is_like(kept(sent(grey, "PNG")).getpixel((10, 10)), (128, 128, 128))


def test_a_photo_with_a_second_picture_inside_as_phones_take_them_is_its_first():
    data = sent(a_picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (200, 150), GREEN)])
    assert is_like(kept(data).getpixel((200, 50)), RED)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_large_photo_is_made_smaller_and_keeps_its_shape(form):
    photo = read_photo(sent(a_picture((4032, 3024)), form))
    assert photo.size == (EDGE, 1500)
    assert photo.small_size == (SMALL_EDGE, 360)
    assert max(read_photo(sent(a_picture((100, 9000)), form)).size) == EDGE


@pytest.mark.parametrize(("orientation", "turned"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_a_photo_stands_upright_however_the_phone_was_held(orientation, turned):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image = kept(sent(a_picture((400, 300)).rotate(turned, expand=True), exif=exif))
    assert image.size == (400, 300)
    assert is_like(image.getpixel((200, 50)), RED)
    assert is_like(image.getpixel((200, 250)), BLUE)


def test_where_and_with_which_phone_it_was_taken_is_gone():
    exif = Image.Exif()
    exif[MAKE] = "SECRETPHONE"
    exif.get_ifd(GPS)[2] = (28.0, 40.0, 30.0)
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "SECRETNOTE")
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRETXMP</x:xmpmeta>"
    for data in (
        sent(a_picture(), exif=exif, comment=b"SECRETCOMMENT", xmp=xmp),
        sent(a_picture(), "PNG", exif=exif, pnginfo=notes),
        sent(a_picture(), "WEBP", exif=exif, xmp=xmp),
    ):
        assert b"SECRET" in data
        photo = read_photo(data)
        for copy in (photo.full, photo.small):
            assert b"SECRET" not in copy
            with Image.open(BytesIO(copy)) as image:
                assert not image.getexif()
                assert {"exif", "xmp", "icc_profile", "comment"}.isdisjoint(image.info)


def test_colours_are_what_the_camera_meant():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # a camera for which red and blue have changed places: then it is plain whether its profile was applied
    swapped = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    for profile, above in ((srgb, RED), (swapped, BLUE)):
        assert is_like(kept(sent(a_picture(), icc_profile=profile)).getpixel((200, 50)), above)


@pytest.mark.parametrize("profile", [b"no profile at all", "of another kind of image"])
def test_a_profile_that_does_not_fit_spoils_no_photo(profile):
    if isinstance(profile, str):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert is_like(kept(sent(a_picture(), icc_profile=profile)).getpixel((200, 50)), RED)


def test_nothing_that_was_hung_behind_a_photo_is_kept():
    hidden = BytesIO()
    with zipfile.ZipFile(hidden, "w") as archive:
        archive.writestr("hidden.html", "<script>HIDDEN</script>")
    for form in ("JPEG", "PNG", "WEBP"):
        photo = read_photo(sent(a_picture(), form) + b"<script>HIDDEN</script>" + hidden.getvalue())
        for copy in (photo.full, photo.small):
            assert b"HIDDEN" not in copy
            assert not zipfile.is_zipfile(BytesIO(copy))


def test_what_is_see_through_is_seen_on_white_paper():
    picture = Image.new("RGBA", (100, 100), (255, 0, 0, 0))
    assert is_like(kept(sent(picture, "PNG")).getpixel((50, 50)), (255, 255, 255))


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_kept(form):
    data = sent(a_picture(), form, save_all=True, append_images=[Image.new("RGB", (400, 300), GREEN)] * 3)
    image = kept(data)
    assert getattr(image, "n_frames", 1) == 1
    assert is_like(image.getpixel((200, 50)), RED)


def test_the_same_photo_becomes_the_same_bytes_in_any_thread():
    data = sent(a_picture((3000, 2000)))
    pool = gevent.get_hub().threadpool
    assert pool.apply(read_photo, (data,)) == read_photo(data)
