"""The way round the house: which pages the head of each page leads to, and in which of them the reader is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flask import Flask, request
from flask_babel import lazy_gettext as _l

from roundtable import policy
from roundtable.core import clock, identity, things
from roundtable.core.errors import Words
from roundtable.core.unit_of_work import reading
from roundtable.policy import Action, Role


@dataclass(frozen=True)
class Way:
    """A page of the masthead. inside: how the addresses begin that belong to it too; sight: who is led there."""

    url: str
    words: Words
    inside: tuple[str, ...] = ()
    sight: Action = Action.HOUSE_SEE

    def current(self, path: str) -> str:
        """What `aria-current` says on the page of this path: the page itself, a page within it, or nothing."""
        if path == self.url:
            return "page"
        return "true" if path.startswith(self.inside) else ""


WAYS = (
    Way("/", _l("Home")),
    Way("/consultations", _l("Consultations"), ("/consultations/", "/c/", "/join")),
    Way("/commitments", _l("Commitments"), ("/commitments/",)),
    Way("/oversight", _l("Oversight"), ("/oversight/",), Action.OVERSIGHT_SEE),
    Way("/house", _l("The house"), ("/people/",), Action.HOUSE_DESK),
)


def init_app(app: Flask) -> None:
    """The template function `ways()`: (way, aria-current) for the reader, asked for once a page however often said."""
    app.context_processor(lambda: {"ways": cache(_ways)})


def _ways() -> list[tuple[Way, str]]:
    held = _held()
    return [(way, way.current(request.path)) for way in WAYS if policy.permits(way.sight, held)]


def _held() -> frozenset[Role]:
    """What the reader is to the house."""
    found = identity.standing()
    if not found or not found.account:
        return frozenset({Role.VISITOR})
    with reading(identity.actor(), clock.now()) as uow:
        return things.roles(uow, things.find(uow, things.HOUSE))
