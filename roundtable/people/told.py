"""Who is written to about their account, and where the mail leads; for the rows of notices.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from roundtable.core.unit_of_work import UnitOfWork

from . import links
from .models import MailedLink


class Noted(Protocol):
    """What was noted of an act."""

    @property
    def facts(self) -> Mapping[str, Any]: ...


def named(_uow: UnitOfWork, act: Noted) -> list[int]:
    """The person that the act itself names; nobody for an unknown address."""
    return [act.facts["person"]] if act.facts["person"] else []


def linked(uow: UnitOfWork, act: Noted) -> str | None:
    """The mailed link; None once it is used or too old."""
    link = uow.session.get(MailedLink, act.facts["link"])
    return links.path(link) if link and link.used_at is None and link.until > uow.now else None


def own_page(_uow: UnitOfWork, _act: Noted) -> str:
    """One's own page."""
    return "/me"
