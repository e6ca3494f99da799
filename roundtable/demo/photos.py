"""The demo's photos: drawings, made here and marked as such; they show no real place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from roundtable.core import images, uploads

SIZE, KEPT = (960, 720), (640, 480)  # drawn, and as it is kept
FLOORS = 7  # of Block 3: two homes on each
SKY, FAR, WALL, ROOF, WINDOW, DARK, GROUND, LINE = (
    *("#dfe7ea", "#c5d1d3", "#d9cdb8", "#6d6a63", "#8fa3ab", "#4c4f4e", "#a9a598", "#5c5a55"),
)
LIT, NEW, WATER = "#f2c14e", "#3f7f86", "#6fa3c7"
Draw = ImageDraw.ImageDraw


def shown(name: str) -> str:
    """Keep the drawing of that name; the name under which it is kept."""
    return uploads.keep(_drawn(name))


@cache
def _drawn(name: str) -> bytes:
    """As a photo that was sent would be kept."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    DRAWINGS[name](draw)
    _mark(draw)
    sent = BytesIO()
    picture.resize(KEPT).save(sent, "PNG", compress_level=1)
    return images.read_photo(sent.getvalue()).full


def _mark(draw: Draw) -> None:
    """Says that nobody took this with a camera."""
    draw.rectangle((0, 672, 960, 720), fill="#1a1e1d")
    draw.text((24, 680), "DRAWING - INVENTED PLACE", fill="#f5f5f0", font=ImageFont.load_default(26))


def _house(draw: Draw) -> None:
    hills = [(0, 450), (140, 390), (260, 420), (440, 340), (650, 410), (800, 370), (960, 430), (960, 720), (0, 720)]
    draw.polygon(hills, FAR)
    draw.rectangle((120, 84, 840, 636), fill=WALL)
    draw.rectangle((102, 66, 858, 90), fill=ROOF)
    for floor in range(FLOORS):
        top = 116 + floor * 74
        for left in (168, 288, 618, 738):
            draw.rectangle((left, top, left + 66, top + 48), fill=WINDOW, outline=LINE, width=2)
    draw.rectangle((0, 636, 960, 720), fill=GROUND)


def _stairs(draw: Draw) -> None:
    """Only a staircase, and all those floors to climb."""
    _house(draw)
    for floor in range(FLOORS):
        top = 126 + floor * 74
        draw.rectangle((440, top, 520, top + 40), fill=DARK)
        draw.line([(440, top + 40), (520, top)], fill=WALL, width=6)
    draw.rectangle((446, 560, 514, 636), fill=LINE)


def _lift(draw: Draw) -> None:
    """The shaft stands, with its door and a ramp."""
    _house(draw)
    draw.rectangle((420, 72, 540, 636), fill=WATER, outline=NEW, width=6)
    for floor in range(FLOORS):
        draw.line([(420, 104 + floor * 74), (540, 104 + floor * 74)], fill=NEW, width=4)
    draw.rectangle((438, 406, 522, 470), fill="#fdfdfa", outline=NEW, width=6)
    draw.rectangle((446, 556, 514, 636), fill=NEW)
    draw.polygon([(540, 636), (720, 660), (540, 660)], fill=LINE)


def _door(draw: Draw) -> None:
    """The lift's door on a floor, with the certificate beside it."""
    draw.rectangle((0, 0, 960, 720), fill=WALL)
    draw.rectangle((330, 120, 630, 640), fill=NEW, outline=DARK, width=10)
    draw.line([(480, 124), (480, 636)], fill=DARK, width=6)
    draw.rectangle((680, 360, 730, 460), fill="#fdfdfa", outline=DARK, width=4)
    draw.ellipse((694, 376, 716, 398), fill=LIT)
    draw.rectangle((120, 220, 260, 400), fill="#fdfdfa", outline=LINE, width=4)
    for row in range(5):
        draw.line([(140, 256 + row * 28), (240, 256 + row * 28)], fill=LINE, width=4)
    draw.rectangle((0, 640, 960, 720), fill=GROUND)


def _lamps(draw: Draw, lit: int) -> None:
    """Six street lamps at night, some of them lit."""
    draw.rectangle((0, 0, 960, 720), fill="#232a30")
    draw.rectangle((0, 600, 960, 720), fill="#3a3f42")
    for number in range(6):
        x = 110 + number * 150
        draw.line([(x, 600), (x, 260), (x + 46, 240)], fill=ROOF, width=8)
        if number < lit:
            draw.polygon([(x + 46, 250), (x - 20, 600), (x + 120, 600)], fill="#57543f")
        draw.ellipse((x + 30, 226, x + 66, 256), fill=LIT if number < lit else DARK)


def _rail(draw: Draw, sides: int) -> None:
    """A flight of stairs with handrails on so many sides."""
    draw.rectangle((0, 0, 960, 720), fill=WALL)
    for step in range(8):
        draw.rectangle((120 + step * 84, 580 - step * 56, 960, 640 - step * 56), fill=GROUND, outline=LINE, width=3)
    for side in range(sides):
        up = 150 + side * 90
        draw.line([(120, 580 - up), (800, 126 - up + 20)], fill=NEW, width=14)
        for post in range(5):
            x = 140 + post * 150
            draw.line([(x, 580 - post * 100 - up), (x, 580 - post * 100)], fill=NEW, width=8)


def _ramp(draw: Draw) -> None:
    """The ramp beside the steps of a door."""
    draw.rectangle((0, 0, 960, 610), fill=WALL)
    draw.rectangle((560, 180, 740, 520), fill=DARK)
    for step in range(3):
        draw.rectangle((520 - step * 30, 520 + step * 30, 780 + step * 30, 552 + step * 30), fill=GROUND, outline=LINE)
    draw.polygon([(520, 520), (60, 610), (520, 610)], fill=NEW)
    draw.line([(90, 540), (520, 450)], fill=LINE, width=10)
    draw.rectangle((0, 610, 960, 720), fill=GROUND)


def _bays(draw: Draw, marked: int) -> None:
    """Parking bays for e-bikes, so many of ten marked."""
    draw.rectangle((0, 0, 960, 300), fill=FAR)
    draw.rectangle((0, 300, 960, 720), fill=ROOF)
    for bay in range(marked):
        left = 40 + bay * 88
        draw.polygon([(left, 620), (left + 30, 400), (left + 96, 400), (left + 76, 620)], outline="#f5f5f0", width=6)


def _tap(draw: Draw) -> None:
    """A pump room with a gauge."""
    draw.rectangle((0, 0, 960, 720), fill=FAR)
    for x in (220, 480, 740):
        draw.rectangle((x - 70, 320, x + 70, 560), fill=NEW, outline=LINE, width=4)
        draw.line([(x, 320), (x, 200), (x + 130, 200)], fill=WATER, width=26)
    draw.ellipse((420, 90, 540, 210), fill="#fdfdfa", outline=DARK, width=8)
    draw.line([(480, 150), (516, 118)], fill=DARK, width=8)
    draw.rectangle((0, 560, 960, 720), fill=GROUND)


def _room(draw: Draw) -> None:
    """A room with tables and chairs."""
    draw.rectangle((0, 0, 960, 520), fill=WALL)
    draw.rectangle((0, 520, 960, 720), fill=GROUND)
    for left in (90, 560):
        draw.rectangle((left, 110, left + 300, 330), fill=WINDOW, outline=LINE, width=6)
    for x in (250, 680):
        draw.ellipse((x - 170, 470, x + 170, 560), fill=NEW, outline=LINE, width=4)
        draw.line([(x, 560), (x, 650)], fill=LINE, width=16)
        for side in (-230, 230):
            draw.rectangle((x + side - 34, 540, x + side + 34, 620), fill=DARK)


def _racks(draw: Draw) -> None:
    """Racks to dry the washing, in front of a house."""
    _house(draw)
    for x in (140, 420, 700):
        draw.line([(x, 640), (x, 470), (x + 180, 470), (x + 180, 640)], fill=LINE, width=10)
        for cloth in range(3):
            draw.rectangle((x + 20 + cloth * 54, 474, x + 56 + cloth * 54, 560), fill=(LIT, NEW, "#fdfdfa")[cloth])


DRAWINGS: dict[str, Callable[[Draw], None]] = {
    "stairs": _stairs,
    "lift": _lift,
    "lift-door": _door,
    "lamps-dark": lambda draw: _lamps(draw, 0),
    "lamps-two": lambda draw: _lamps(draw, 2),
    "lamps-six": lambda draw: _lamps(draw, 6),
    "rail-none": lambda draw: _rail(draw, 0),
    "rail": lambda draw: _rail(draw, 1),
    "ramp": _ramp,
    "bays": lambda draw: _bays(draw, 7),
    "bays-all": lambda draw: _bays(draw, 10),
    "tap": _tap,
    "racks": _racks,
    "room": _room,
}
