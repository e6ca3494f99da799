"""Who is told: action -> audience, template. Each row becomes deliveries in the act's own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from roundtable.core.event_log import Draft
from roundtable.core.unit_of_work import UnitOfWork
from roundtable.policy import Action


@dataclass(frozen=True)
class Notice:
    """Tell these persons (by id) with this mail: `emails/<template>.txt`, its first line the subject."""

    audience: Callable[[UnitOfWork, Draft], Iterable[int]]
    template: str


NOTICES: dict[Action, tuple[Notice, ...]] = {}
