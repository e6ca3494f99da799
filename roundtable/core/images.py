"""Photos, made anew: whatever was sent, what is kept is pixels of ours and nothing else.

The file's own name and type are not believed; Pillow's decoders decide, from a short list of formats. Re-encoding takes
away where and with which phone a photo was taken, and whatever else was hidden in the file. What the camera meant is
kept: it is turned upright, and its colours become those of the web.

`read_photo` is one pure function of bytes. It computes for half a second on a phone's photo, and needs some 300 MB for
the largest that are allowed: run it in a thread pool of two, outside of any transaction.
"""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 16 * 1024 * 1024
MAX_PIXELS = {"JPEG": 50_000_000, "MPO": 50_000_000}  # phones take 12 to 50 million; a JPEG can be decoded smaller
MAX_PIXELS_ELSE = 25_000_000
EDGE = 2000  # px: a meter reading stays readable, a page of ten photos stays light
SMALL_EDGE = 480
QUALITY = 82
SUFFIX = ".webp"
SRGB = ImageCms.createProfile("sRGB")
# an ISO file's first box names its brand: these are HEIC's, which phones use and browsers cannot show
HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
# what Pillow's decoders and its readers of metadata raise when a file is not what it says
BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, struct.error, zlib.error)

Image.MAX_IMAGE_PIXELS = MAX_PIXELS["JPEG"]  # a second wall: from twice as many, Pillow itself refuses


class BadImage(Exception):
    """A file that does not become a photo. `code` is stable; `sentence` says what to do, translated when shown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence: LazyString = SENTENCES[code]


SENTENCES: dict[str, LazyString] = {
    "empty": _l("There is nothing in this file. Choose the photo again."),
    "too_big": _l("This photo is larger than %(size)d MB. Send a smaller copy of it.", size=MAX_BYTES >> 20),
    "too_many_pixels": _l("This photo has more pixels than we can take in. Send a smaller copy of it."),
    "heic": _l(
        "Photos in the HEIC format cannot be read here. Send it as JPEG. An iPhone takes JPEGs when Settings, Camera, "
        "Formats is set to Most Compatible."
    ),
    "unreadable": _l("This is not a photo we can read. Send a JPEG, PNG or WebP."),
    "damaged": _l("This photo arrived damaged or incomplete. Choose it again and send it once more."),
}


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept, and its small copy for lists, both WebP. Sizes are width and height in px."""

    full: bytes
    size: tuple[int, int]
    small: bytes
    small_size: tuple[int, int]


def read_photo(data: bytes) -> Photo:
    """The photo in a file that somebody sent; of an animation its first frame. Raises BadImage."""
    if not data:
        raise BadImage("empty")
    if len(data) > MAX_BYTES:
        raise BadImage("too_big")
    with _opened(data) as sent:
        if sent.width * sent.height > MAX_PIXELS.get(sent.format or "", MAX_PIXELS_ELSE):
            raise BadImage("too_many_pixels")
        profile = sent.info.get("icc_profile")
        picture = _eight_bits(_upright(_decoded(sent)))
        picture.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)  # what is smaller stays as it is
    full = _web_coloured(_on_paper(picture), profile)
    small = full.copy()
    small.thumbnail((SMALL_EDGE, SMALL_EDGE), Image.Resampling.LANCZOS)
    return Photo(_encoded(full), full.size, _encoded(small), small.size)


def _opened(data: bytes) -> Image.Image:
    """The image behind the header. Nothing is decoded yet."""
    try:
        return Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise BadImage("too_many_pixels") from fault
    except UnidentifiedImageError as fault:
        is_heic = data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS
        raise BadImage("heic" if is_heic else "unreadable") from fault
    except BROKEN as fault:
        raise BadImage("damaged") from fault


def _decoded(image: Image.Image) -> Image.Image:
    """With its pixels. A JPEG much too large is decoded at a half, a quarter or an eighth, for much less."""
    scale = EDGE / max(image.size)
    try:
        image.draft(None, (int(image.width * scale), int(image.height * scale)))
        image.load()
    except BROKEN as fault:
        raise BadImage("damaged") from fault
    return image


def _upright(image: Image.Image) -> Image.Image:
    """As the camera was held. A photo whose notes are broken is still a photo."""
    with suppress(*BROKEN):
        ImageOps.exif_transpose(image, in_place=True)
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    """In a mode that can be made smaller well, with its transparency if it has any."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"RGB", "RGBA", "L", "LA", "CMYK"} and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _on_paper(image: Image.Image) -> Image.Image:
    """Without transparency: on white."""
    if image.mode not in {"RGBA", "LA"}:
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image.convert("RGB"), mask=image.getchannel("A"))
    return paper


def _web_coloured(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, with nothing but its pixels. A profile that is broken, or for another kind of image, is left aside."""
    if profile:
        with suppress(ImageCms.PyCMSError, *BROKEN):
            meant = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, meant, SRGB, outputMode="RGB") or image
    bare = Image.new("RGB", image.size)
    bare.paste(image.convert("RGB"))
    return bare


def _encoded(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
