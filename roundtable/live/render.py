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


@dataclass(frozen=True)
class Face:
    """How a kind of thing looks on some surfaces: one partial, one DOM id (`<name>-<key>`), one list it stands in.

    shown: whether this view has this face at all (a hidden comment has none at the table).
    """

    name: str
    partial: str
    on: tuple[Surface, ...] = (Surface.TABLE,)
    list: str = ""
    shown: Callable[[Any], bool] = lambda _view: True


@dataclass(frozen=True)
class Stream:
    """How a kind of thing is seen: its frozen views (each with a `ref`), and its faces."""

    views: Callable[[UnitOfWork, list[str]], list[Any]]
    faces: tuple[Face, ...]


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
    for kind, keys in by_kind(refs).items():
        if kind in STREAMS:
            stream = STREAMS[kind]
            wanted = [f"{kind}:{key}" for key in keys]
            with force_locale(languages.LOCALES[lang]):
                seen = {view.ref: view for view in stream.views(uow, wanted)}
                for face in (f for f in stream.faces if surface in f.on and (not names or f.name in names)):
                    parts |= {dom_id(face.name, ref): _part(face, ref, seen.get(ref), mine) for ref in wanted}
    return parts


def _part(face: Face, ref: str, view: Any, mine: Mine) -> Markup | None:
    if view is None or not face.shown(view):
        return None
    template = current_app.extensions["blind"].get_template(face.partial)
    return Markup(template.render(it=view, face=face, id=dom_id(face.name, ref), mine=mine).strip())  # noqa: S704 - Jinja escaped it
