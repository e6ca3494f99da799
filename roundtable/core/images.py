"""Photos as they are kept: turned upright, made small, and written anew, so that nothing else in the file survives.

A phone writes into its photos where and when they were taken and by what. Only the picture itself is kept.
"""

from __future__ import annotations

import io
from typing import IO

from flask_babel import lazy_gettext as _l
from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import Words

MEGABYTE = 1024 * 1024
MOST_BYTES = 15 * MEGABYTE
MOST_PIXELS = 50_000_000  # of a phone's own photos; what a small file could unfold to is measured before it is unfolded
LONG_EDGE = 1600  # pixels: enough to see a crack, little enough for a cheap phone
QUALITY = 80
TAKEN = ("JPEG", "PNG", "WEBP")  # a phone that keeps HEIC sends JPEG to a page

EMPTY = _l("This file is empty. Take the photo again, or choose another.")
TOO_BIG = _l("This photo has more than %(most)d MB. Send a smaller one.", most=MOST_BYTES // MEGABYTE)
TOO_WIDE = _l("This picture has too many pixels. Send a smaller one.")
NO_PHOTO = _l("This is no photo that can be shown here. Send a JPEG, PNG or WebP.")
BROKEN = _l("This photo arrived broken. Send it again, or take it anew.")


def kept_as(sent: IO[bytes]) -> tuple[bytes, Words]:
    """A posted photo as WebP, and nothing; or no bytes and the sentence why it cannot be kept. Never raises."""
    raw = sent.read(MOST_BYTES + 1)
    if not raw or len(raw) > MOST_BYTES:
        return b"", TOO_BIG if raw else EMPTY
    try:
        with Image.open(io.BytesIO(raw), formats=TAKEN) as found:
            if found.width * found.height > MOST_PIXELS:
                return b"", TOO_WIDE
            return _written(_upright(found)), ""
    except UnidentifiedImageError:
        return b"", NO_PHOTO
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return b"", TOO_WIDE
    except Exception:  # noqa: BLE001  a file can be broken in as many ways as there are decoders
        return b"", BROKEN


def _upright(found: Image.Image) -> Image.Image:
    found.draft("RGB", (LONG_EDGE, LONG_EDGE))  # a JPEG is then read small at once
    upright = ImageOps.exif_transpose(found)
    upright.thumbnail((LONG_EDGE, LONG_EDGE))
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        return Image.alpha_composite(paper, upright).convert("RGB")
    return upright.convert("RGB")


def _written(picture: Image.Image) -> bytes:
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)  # a new picture: what stood beside the old one (EXIF, XMP, profile, comments) stays behind
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()
