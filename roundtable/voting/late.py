"""A ballot that came too late is told so, with how late; it is never shown as cast."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from roundtable.core.errors import Refused
from roundtable.core.wording import local

from .models import Poll

PATIENCE = 120  # of seconds, then of minutes, that are still worth counting


class Late(Refused):
    """The poll closed before this ballot arrived. `head` says how late it was, `rest` what that means."""

    def __init__(self, poll: Poll, arrived: datetime) -> None:
        closed = poll.closed_at or poll.closes_at or arrived
        after = (arrived - closed).total_seconds()
        seconds = max(1, int(after)) if after > 0 else 0
        shown = closed.replace(microsecond=0)
        self.head = _head(seconds)
        self.rest = _(
            "Voting closed at %(closed)s; your ballot arrived at %(arrived)s. It is not in the box. "
            "The server’s clock decides, not the phone’s.",
            closed=face(shown, poll.table.zone),
            arrived=face(shown + timedelta(seconds=seconds), poll.table.zone),
        )
        super().__init__("late", f"{self.head} {self.rest}")


def _head(seconds: int) -> str:
    if not seconds:
        return str(_("Not counted: voting closed as your ballot arrived."))
    if seconds <= PATIENCE:
        return str(ngettext("Not counted: %(num)d second late.", "Not counted: %(num)d seconds late.", seconds))
    if seconds <= PATIENCE * 60:
        return str(ngettext("Not counted: %(num)d minute late.", "Not counted: %(num)d minutes late.", seconds // 60))
    return str(_("Not counted: voting had closed."))


def face(moment: datetime, zone: str) -> str:
    """15:40:00 on the wall clock of the place: a closing is told to the second."""
    return local(moment, zone).strftime("%H:%M:%S")
