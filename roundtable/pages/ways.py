"""The way round the house: which pages the head of each page leads to, and in which of them the reader is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request
from flask_babel import lazy_gettext as _l

from roundtable.core.errors import Words


@dataclass(frozen=True)
class Way:
    """A page of the masthead; `inside` are the beginnings of the addresses that belong to it too."""

    url: str
    words: Words
    inside: tuple[str, ...] = ()

    def current(self, path: str) -> str:
        """What `aria-current` says on the page of this path: the page itself, a page within it, or nothing."""
        if path == self.url:
            return "page"
        return "true" if path.startswith(self.inside) else ""


WAYS = (
    Way("/", _l("Home")),
    Way("/consultations", _l("Consultations"), ("/consultations/", "/c/", "/join")),
    Way("/commitments", _l("Commitments"), ("/commitments/",)),
)


def init_app(app: Flask) -> None:
    """The template global `ways()`: (way, aria-current) for the reader."""
    app.jinja_env.globals["ways"] = lambda: [(way, way.current(request.path)) for way in WAYS]
