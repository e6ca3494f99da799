"""One form for both doors: JSON fields become what a browser would have posted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import get_translations, gettext, lazy_gettext
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import Field, FileField, Form, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, Length, StopValidation

from . import uploads
from .errors import Words
from .unit_of_work import UnitOfWork

_l = lazy_gettext


_OFFERED = _l("Choose one of those offered.")
_DAY = _l("Write the day like this: 2024-06-30.")
_NUMBER = _l("Write a number, in digits.")
_PLAINER = {  # what WTForms says by itself, in the voice of the house
    "Not a valid choice.": _OFFERED,
    "Invalid Choice: could not coerce.": _OFFERED,
    "Not a valid date value.": _DAY,
    "Not a valid datetime value.": _l("Write the day and the time like this: 2024-06-30 15:00."),
    "Not a valid time value.": _l("Write the time like this: 15:00."),
    "Not a valid integer value.": _NUMBER,
    "Not a valid decimal value.": _NUMBER,
    "Not a valid float value.": _NUMBER,
    "This field is required.": _l("Fill this in."),
    "Invalid input.": _l("Look at this again: it cannot be taken as it is."),
}


class _Catalogue:
    """WTForms' own sentences in ours."""

    def gettext(self, string: str) -> str:
        return str(_PLAINER.get(string) or get_translations().gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(get_translations().ngettext(singular, plural, n))  # WTForms itself fills in what is in it


@dataclass(frozen=True)
class Instead:
    """Why a form could only be refused now, and what to do first: a title, a sentence or two, a page of ours."""

    title: Words
    words: Words
    url: str
    link: Words


class ActionForm(Form):
    """What may be sent with an action; its fields are the function's keyword arguments."""

    instead: Instead | None = None  # set by `prepare` where there is nothing to choose from

    class Meta:
        """No tokens: where a post comes from is checked at the door (core/headers.py)."""

        csrf = False

        def get_translations(self, _form: Form) -> _Catalogue:
            """Our catalogues, in the reader's language."""
            return _Catalogue()

    def prepare(self, uow: UnitOfWork, thing: Any) -> None:
        """Give choices and limits that depend on the thing acted on; called before validation and before drawing."""

    def ahead(self, uow: UnitOfWork, thing: Any) -> Callable[[], None]:
        """What takes long and must not hold up others (a password's hash): asked for before the act's transaction,
        with a snapshot; what it returns is done when that is let go, and changes this form.
        """
        return lambda: None


class Nothing(ActionForm):
    """For acts that say all by their name."""


class Needed(DataRequired):
    """Something must be sent; but what is wrong with what was sent is said, and not that nothing was."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation."""
        if field.process_errors:
            raise StopValidation
        super().__call__(form, field)


class Unfit(str):
    """Stands for a posted file that cannot be kept: the sentence why not."""


class Upload(FileField):
    """A photo. Its value is the name of a kept file (core/uploads.py), to which the HTTP door turns what was posted.

    That happens before the act begins: reading a photo takes a while, and a transaction holds others up.
    """

    def __init__(self, label: Words, validators: Any = (), **kw: Any) -> None:
        super().__init__(label, validators, **({"render_kw": {"accept": "image/*"}} | kw))

    @staticmethod
    def receive(sent: FileStorage) -> str:
        """Keep a posted file: its name, or Unfit."""
        name, wrong = uploads.receive(sent)
        return Unfit(wrong) if wrong else name

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Raises ValueError for a file that could not be kept, and for what is no file."""
        self.data = None
        for value in filter(None, valuelist):
            if isinstance(value, Unfit) or not uploads.hold(str(value)):
                raise ValueError(value if isinstance(value, Unfit) else gettext("Send the file with the form itself."))
            self.data = str(value)


_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))
_BIDI = dict.fromkeys((1564, *range(8234, 8239), *range(8294, 8298), 8206, 8207, 65279))
_NO_WIDTH = dict.fromkeys((173, 6158, 8203, *range(8288, 8293), *range(65529, 65532)))
_LINES = {8232: "\n", 8233: "\n", 13: "\n"}
# what is kept, since some scripts and emoji are written with it, but says nothing by itself
_BLANK = frozenset("\u034f\u115f\u1160\u200c\u200d\u2800\u3164\ufe0e\ufe0f\uffa0")


def tidy(text: str | None) -> str | None:
    """What was typed, trimmed, with at most one empty line in a row; "" when nothing of it can be seen.

    Without control characters, direction overrides (which can make a sentence read as another) and characters that
    take no room (which hide one text in another).
    """
    if text is None:
        return None
    text = text.encode("utf-8", "ignore").decode()  # lone surrogates, which no database takes
    text = text.replace("\r\n", "\n").translate(_CONTROL | _BIDI | _NO_WIDTH | _LINES)
    text = re.sub(r"\n[^\S\n]*(?:\n[^\S\n]*)+\n", "\n\n", text).strip()
    return text if any(not (c.isspace() or c in _BLANK) for c in text) else ""


def one_line(text: str | None) -> str | None:
    """The same on one line: a name or a title that holds several could say more in a mail or a file than it is."""
    return text and re.sub(r"\s*[\t\n]\s*", " ", tidy(text) or "")


def words(label: Words, *, most: int, missing: Words, hint: Words = "", rows: int = 3) -> TextAreaField:
    """A field for several sentences. `missing` says what to write when nothing was."""
    checks = [DataRequired(missing), Length(max=most, message=too_long(most))]
    return TextAreaField(label, checks, [tidy], description=hint, render_kw={"rows": rows, "maxlength": most})


def line(label: Words, *, most: int, missing: Words, hint: Words = "", **kw: Any) -> StringField:
    """A field for one line."""
    checks = [DataRequired(missing), Length(max=most, message=too_long(most))]
    return StringField(label, checks, [one_line], description=hint, render_kw={"maxlength": most, **kw})


def choices(words: Mapping[str, Words]) -> list[SelectChoice]:
    """`{"question": "a question"}` as what a select or radio field offers, in that order."""
    return [SelectChoice(value, label) for value, label in words.items()]


def offered(named: Iterable[tuple[int, str]]) -> list[SelectChoice]:
    """Things by their ids, as what a select field offers; none of them comes first."""
    return [SelectChoice("", ""), *(SelectChoice(str(number), name) for number, name in named)]


def numbered(value: Any) -> int | None:
    """What such a field sends, as an id; None for none of them. Raises ValueError."""
    return int(value) if value else None


def too_long(most: int) -> Words:
    """What to say of more than `most` characters."""
    return _l("Longer than %(most)d characters. Shorten it; nothing you wrote is lost.", most=most)


def posted(fields: Mapping[str, Any]) -> MultiDict[str, Any]:
    """`{"yes": True, "tags": ["a", "b"], "at": {"day": 1}}` as yes=true, tags=a, tags=b, at-day=1.

    None and False are left out, as a browser leaves out an unticked box.
    """
    return MultiDict(list(_flat("", fields)))


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    if value is None or value is False:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(f"{prefix}-{name}" if prefix else str(name), inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _flat(f"{prefix}-{number}" if isinstance(inner, Mapping) else prefix, inner)
    else:
        yield prefix, "true" if value is True else _taken(value if isinstance(value, str) else str(value))


def _taken(text: str) -> str:
    """Without what no database takes: NUL, and halves of a pair, which JSON can hold. What holds none stays itself."""
    taken = text.replace("\0", "").encode("utf-8", "ignore").decode()
    return text if taken == text else taken
