"""Times, numbers and lists as people say them, in both languages. Template filters.

English: 30 June 2024, 14:52. Chinese: 2024年6月30日, unspaced. No-break spaces keep a number and its word together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from .languages import current

HOME_ZONE = "Asia/Shanghai"
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_PHRASE = re.compile("[^，。；：、]+[，。；：、]*[”）]?")
_DATE = re.compile("(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日(?: \\d{2}:\\d{2})?")
_MEASURED = re.compile("(?<=[0-9]) (?=[\u4e00-\u9fff])")
_NBSP = "\u00a0"


def local(moment: datetime, zone: str = HOME_ZONE) -> datetime:
    """The moment on the wall clock of a place."""
    return moment.astimezone(ZoneInfo(zone))


def day(value: date | datetime | None, zone: str = HOME_ZONE) -> str:
    """30 June 2024 · 2024年6月30日."""
    if value is None:
        return ""
    at = local(value, zone).date() if isinstance(value, datetime) else value
    if current() == "zh":
        return f"{at.year}年{at.month}月{at.day}日"
    return f"{at.day}{_NBSP}{_MONTHS[at.month - 1]}{_NBSP}{at.year}"


def short_day(value: date | datetime | None, zone: str = HOME_ZONE) -> str:
    """30 Jun · 6月30日, where the year is plain from what stands around."""
    if value is None:
        return ""
    at = local(value, zone).date() if isinstance(value, datetime) else value
    return f"{at.month}月{at.day}日" if current() == "zh" else f"{at.day}{_NBSP}{_MONTHS[at.month - 1][:3]}"


def hour(moment: datetime | None, zone: str = HOME_ZONE) -> str:
    """14:52, on the wall clock of the place."""
    return local(moment, zone).strftime("%H:%M") if moment else ""


def moment(value: datetime | None, zone: str = HOME_ZONE) -> str:
    """30 June 2024, 14:52 · 2024年6月30日 14:52."""
    if value is None:
        return ""
    comma = " " if current() == "zh" else ", "
    return f"{day(value, zone)}{comma}{hour(value, zone)}"


def iso(value: date | datetime | None) -> str:
    """For the datetime attribute of <time>."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat() if value else ""


def span(seconds: int) -> str:
    """A length of time on a clock face: 1:12, 65:00."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def days(count: int) -> str:
    """3 days · 3 天."""
    return str(ngettext("%(num)d day", "%(num)d days", count))


def listed(words: list[str]) -> str:
    """a, b and c · a、b和c."""
    if len(words) < 2:
        return "".join(words)
    comma = str(gettext(", "))
    return str(gettext("%(all)s and %(last)s", all=comma.join(words[:-1]), last=words[-1]))


def together(sentences: Iterable[str]) -> str:
    """Sentences after one another: with a space between them in English, with none in Chinese."""
    return ("" if current() == "zh" else " ").join(map(str, filter(None, sentences)))


def whole(text: object) -> Markup:
    """Words in which no line begins with the dot between two, and in Chinese no date breaks and no 6 盏."""
    safe = str(escape(text)).replace(" · ", f"{_NBSP}· ")
    if current() != "zh":
        return Markup(safe)  # noqa: S704 - escaped above
    return Markup(_DATE.sub(r'<span class="nw">\g<0></span>', _MEASURED.sub(_NBSP, safe)))  # noqa: S704 - escaped above


def piece(text: object) -> Markup:
    """A name within fixed copy: in Chinese no line ends inside it where it can end beside it."""
    safe = escape(text)
    return Markup(f'<span class="nb">{safe}</span>') if current() == "zh" else safe  # noqa: S704 - escaped above


def phrases(text: object) -> Markup:
    """Fixed copy that breaks at phrases: Chinese has no spaces, and would break anywhere; English breaks by itself."""
    safe = whole(text)
    if current() != "zh":
        return safe
    return Markup(_PHRASE.sub(r'<span class="nb">\g<0></span>', str(safe)))  # noqa: S704 - escaped above


class Sent(str):
    """What a form sends back: written out as it is stored, whatever language the page is read in."""

    __slots__ = ()


def sent(value: object) -> Sent:
    """For what stands in a field before anybody has touched it."""
    return Sent(value)


def init_app(app: Flask) -> None:
    """Make them filters."""
    made = (sent, day, short_day, hour, moment, iso, span, days, listed, local, phrases, piece, together, whole)
    for make in made:
        app.jinja_env.filters[make.__name__] = make
