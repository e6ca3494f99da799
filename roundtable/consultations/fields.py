"""Kinds of fields that several forms about consultations have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, Field, Form, IntegerField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from roundtable.core.errors import Words
from roundtable.core.forms import one_line, tidy, too_long

# the first is what a browser reads
CLOCK = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]


def when(label: Words, missing: Words) -> DateTimeLocalField:
    """A day and an hour, as a clock on the wall of the place shows them."""
    mend: dict[str, Any] = {"invalid_value_message": _l("Write a day and a time, like 2024-03-07 19:00.")}
    return DateTimeLocalField(label, [InputRequired(missing)], format=CLOCK, description=_l("Beijing time."), **mend)


def some(label: Words, *, most: int, hint: Words = "") -> StringField:
    """A line that may be left empty."""
    checks = [Optional(), Length(max=most, message=too_long(most))]
    return StringField(label, checks, [one_line], default="", description=hint, render_kw={"maxlength": most})


def several(label: Words, *, most: int, hint: Words = "") -> TextAreaField:
    """Several sentences, which may be left out."""
    checks = [Optional(), Length(max=most, message=too_long(most))]
    return TextAreaField(label, checks, [tidy], default="", description=hint, render_kw={"maxlength": most, "rows": 4})


def number(label: Words, least: int, most: int, hint: Words = "", *, needed: bool = False) -> IntegerField:
    """A whole number; may be left empty unless it is needed."""
    mend = _l("Write a whole number from %(least)d to %(most)d.", least=least, most=most)
    checks = [InputRequired(mend) if needed else Optional(), _within(least, most, mend)]
    more: dict[str, Any] = {"invalid_value_message": mend, "render_kw": {"min": least, "max": most}}
    return IntegerField(label, checks, description=hint, **more)


def _within(least: int, most: int, mend: Words) -> Callable[[Form, Field], None]:
    def check(_form: Form, field: Field) -> None:
        if field.data is not None and not least <= field.data <= most:
            raise ValidationError(mend)

    return check


def chosen(value: Any) -> int | None:
    """What a choice of a row, or of none, means: its id. Raises ValueError."""
    return int(value) if value not in ("", None) else None


def rows(found: list[tuple[int, str]], nobody: Words) -> list[SelectChoice]:
    """Rows to choose from, and first of all none of them."""
    return [SelectChoice("", nobody), *(SelectChoice(str(number), name) for number, name in found)]


def fill(form: Form, thing: Any, **more: Any) -> None:
    """What a thing says now stands in the form, where nothing was sent yet."""
    for field in form:
        if field.raw_data is None:
            field.process_data(more.get(field.name, getattr(thing, field.name, field.data)))
