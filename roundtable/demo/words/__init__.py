"""The English of the demo's sentences, for readers of English (docs/decisions/demo-words.md)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import LazyString
from markupsafe import Markup, escape

from roundtable.core.languages import current
from roundtable.core.wording import Sent

FOLDER = Path(__file__).parent


def read() -> dict[str, str]:
    """Chinese -> English, from every catalogue beside this file. Raises ValueError for a sentence that stands twice."""
    said: dict[str, str] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for chinese, english in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if said.setdefault(chinese, english) != english:
                raise ValueError(f"{file.name} has other English for {chinese!r}")
    return said


def init_app(app: Flask) -> None:
    """Put the English in the place of the Chinese wherever a template writes something out."""
    said = read()
    any_of_them = re.compile("|".join(re.escape(words) for words in sorted(said, key=len, reverse=True)))
    in_fields = re.compile(rf'(?s:value="[^"]*"|<textarea.*?</textarea>)|{any_of_them.pattern}')

    def finalize(value: Any) -> Any:
        if isinstance(value, LazyString):
            value = str(value)
        if not isinstance(value, str) or isinstance(value, Sent) or value.isascii() or current() != "en":
            return value
        if isinstance(value, Markup):
            # what stands in a field comes back as it was, or the record would hold the translation
            return Markup(in_fields.sub(lambda it: escape(said[it[0]]) if it[0] in said else it[0], value))  # noqa: S704
        return any_of_them.sub(lambda found: said[found[0]], value)

    app.jinja_env.finalize = finalize
