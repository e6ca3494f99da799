"""What a live page is drawn from: where the log stood, what is the reader's own, and the parts packets carry too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from roundtable.core import clock, event_log, languages
from roundtable.core.surfaces import Surface
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.live import broadcaster, render
from roundtable.live.render import Mine


class LivePage:
    """One topic on one surface, as it is now. Made before the rows are read: a packet too many is harmless."""

    def __init__(self, uow: UnitOfWork, topic: str, surface: Surface) -> None:
        self.uow, self.topic, self.surface = uow, topic, surface
        self.seq = event_log.head(uow.session, topic)
        self.own = broadcaster.whose(uow, uow.actor.id, topic) if uow.actor.id else {}
        self.mine = Mine({name: frozenset(own) for name, own in self.own.items() if isinstance(own, list)})

    @property
    def context(self) -> dict[str, Any]:
        """For layouts/live.html."""
        now_ms = clock.millis(self.uow.now)
        return {
            "topic": self.topic,
            "seq": self.seq,
            "now_ms": now_ms,
            "mine_json": self.own,
            "live": self,
        }

    def look(self, refs: Iterable[str], face: str) -> None:
        """Ask once for what several lists of the page will show."""
        render.look(self.uow, refs, self.surface, languages.current(), face)

    def parts(self, refs: Iterable[str], *faces: str) -> list[Markup]:
        """The parts of these things, in order, with what is the reader's own for those without scripts.

        faces: which of their faces; all that they have on this surface when none is named.
        """
        drawn = render.draw(self.uow, refs, self.surface, languages.current(), self.mine, faces)
        return [html for html in drawn.values() if html is not None]
