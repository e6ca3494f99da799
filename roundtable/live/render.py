"""Draws things. No request, no person: what is drawn here is the same for everyone, on a page and in a packet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from flask_babel import force_locale
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from roundtable.core import languages
from roundtable.core.surfaces import Surface
from roundtable.core.things import by_kind
from roundtable.core.unit_of_work import UnitOfWork

Views = Callable[[UnitOfWork, list[str]], list[Any]]


@dataclass(frozen=True)
class Face:
    """How a kind of thing looks on some surfaces: one partial, one DOM id (`<name>-<key>`), one list it stands in.

    shown: whether this view has this face at all (a hidden comment has none at the table).
    views: its own views, where another module draws it (the floor of a table); else its stream's.
    """

    name: str
    partial: str
    on: tuple[Surface, ...] = (Surface.TABLE,)
    list: str = ""
    shown: Callable[[Any], bool] = lambda _view: True
    views: Views | None = None


@dataclass(frozen=True)
class Stream:
    """How a kind of thing is seen: its frozen views (each with a `ref`), and its faces.

    within: the names of the wholes whose parts tell of these things (the table whose queue a hand stands in); through:
    which of the wholes' faces do. So the log touches only what changed, and what shows many things is drawn once.
    """

    views: Views
    faces: tuple[Face, ...] = ()
    within: Callable[[UnitOfWork, list[str]], list[str]] | None = None
    through: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mine:
    """What is a person's own on a page; drawn in for those without scripts. Shared parts are drawn with nobody's."""

    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has(self, name: str, ref: str) -> bool:
        """Whether the set of that name holds the thing (by DOM id or name)."""
        return ref in self.sets.get(name, ())


NOBODYS = Mine()
STREAMS: dict[str, Stream] = {}  # filled from streams.py by create_app


def dom_id(face: str, ref: str) -> str:
    """`comment`, `comment:12` -> `comment-12`."""
    return f"{face}-{ref.partition(':')[2]}"


def init_app(app: Flask) -> None:
    """An environment that cannot see the request, and one `url_for` that gives the same path with and without one."""
    paths = app.url_map.bind("")  # path-only: no SERVER_NAME, no request

    def url_for(endpoint: str, **values: Any) -> str:
        return paths.build(endpoint, values)

    pages: Environment = app.jinja_env
    pages.globals.update(url_for=url_for)
    blind = pages.overlay(undefined=StrictUndefined)
    blind.globals = {k: v for k, v in pages.globals.items() if k not in ("request", "session", "g", "current_user")}
    app.extensions["blind"] = blind


def draw(
    uow: UnitOfWork,
    refs: Iterable[str],
    surface: Surface,
    lang: str,
    mine: Mine = NOBODYS,
    names: tuple[str, ...] = (),
) -> dict[str, Markup | None]:
    """The parts of these things on a surface, by DOM id: HTML, or None for what is not (any more) to be seen there.

    names: only these faces; all when empty.
    """
    uow, parts = uow.seen_on(surface), dict[str, Markup | None]()
    with force_locale(languages.LOCALES[lang]):
        for (kind, face), wanted in _wanted(uow, refs, names).items():
            if surface in face.on:
                seen = _seen(uow, face.views or STREAMS[kind].views, wanted)
                parts |= {dom_id(face.name, ref): _part(face, ref, seen.get(ref), mine) for ref in wanted}
    return parts


def _seen(uow: UnitOfWork, views: Views, refs: list[str]) -> dict[str, Any]:
    """The views by their things' names; the faces of one thing mostly share one, and so do the places of a page.

    A view may hold words that were put together in one language, so that each language has its own.
    """
    key = ("views", views, uow.actor, languages.current())
    return uow.each(key, refs, lambda new: {view.ref: view for view in views(uow, new)})


def look(uow: UnitOfWork, refs: Iterable[str], surface: Surface, lang: str, name: str) -> None:
    """Ask once for what several lists will show of these things, on faces that share the views of this one."""
    uow = uow.seen_on(surface)
    with force_locale(languages.LOCALES[lang]):
        for (kind, face), wanted in _wanted(uow, refs, (name,)).items():
            _seen(uow, face.views or STREAMS[kind].views, wanted)


def _wanted(uow: UnitOfWork, refs: Iterable[str], names: tuple[str, ...]) -> dict[tuple[str, Face], list[str]]:
    """Which things are to be drawn with which face, each once: what was asked for, and the wholes that tell of it."""
    wanted: dict[tuple[str, Face], list[str]] = {}

    def want(kind: str, refs: list[str], through: tuple[str, ...]) -> None:
        for face in STREAMS[kind].faces:
            if (not names or face.name in names) and (not through or face.name in through):
                wanted[kind, face] = list(dict.fromkeys([*wanted.get((kind, face), ()), *refs]))

    for kind, keys in ((kind, keys) for kind, keys in by_kind(refs).items() if kind in STREAMS):
        stream, own = STREAMS[kind], [f"{kind}:{key}" for key in keys]
        want(kind, own, ())
        for whole in stream.within(uow, own) if stream.within and not names else ():  # a page names what it draws
            want(whole.partition(":")[0], [whole], stream.through)
    return wanted


def _part(face: Face, ref: str, view: Any, mine: Mine) -> Markup | None:
    if view is None or not face.shown(view):
        return None
    template = current_app.extensions["blind"].get_template(face.partial)
    return Markup(template.render(it=view, face=face, id=dom_id(face.name, ref), mine=mine).strip())  # noqa: S704 - Jinja escaped it
