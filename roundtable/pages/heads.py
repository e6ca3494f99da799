"""The sealed heads of all public records as a feed, the same for everybody, so that anyone can keep them."""

from __future__ import annotations

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from roundtable.core import asked, clock, site
from roundtable.core.errors import Missing
from roundtable.core.unit_of_work import VISITOR, reading
from roundtable.documents import heads
from roundtable.pages.blueprint import pages

FRESH = 300  # seconds for which nobody need ask again


@pages.get("/heads.atom")
def heads_atom() -> Answer:
    """The feed as Atom, newest first. `?page=` shows earlier heads."""
    return _feed("/heads.atom", "application/atom+xml")


@pages.get("/heads.json")
def heads_json() -> Answer:
    """The same as JSON."""
    return _feed("/heads.json", "application/json")


def _feed(path: str, kind: str) -> Answer:
    """A page of the feed, or "304 Not Modified" for who has it already. Raises Missing past its end."""
    page = asked.number("page") or 1
    with reading(VISITOR, clock.now()) as uow:
        found, more = heads.published(uow, page)
    if page > 1 and not found and not more:
        raise Missing
    base = site.base()
    earlier = f"{base}{path}?page={page + 1}" if more else None
    here = f"{base}{path}?page={page}" if page > 1 else f"{base}{path}"
    atom = path.endswith("atom")
    text = heads.as_atom(found, base, here, earlier) if atom else heads.as_json(found, base, earlier)
    answer = Response(text, content_type=f"{kind}; charset=utf-8")
    answer.cache_control.public, answer.cache_control.max_age = True, FRESH
    answer.vary.update(("Accept-Language", "Cookie"))
    answer.add_etag()
    return answer.make_conditional(request)
