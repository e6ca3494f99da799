"""What happens at the doors, for whoever looks for an attack: who came in or failed to, and what was refused.

No line names anybody. A person, an account and an address stand under marks: the same one always has the same, so that
lines can be put together, and only who has the house's secret can tell whose it is (`flask person mark`).
"""

from __future__ import annotations

import hashlib
import hmac
import logging

from flask import current_app

from . import limits
from .errors import Forbidden, Refused, TooMany

log = logging.getLogger("roundtable.watch")
WATCHED = (Forbidden.status, TooMany.status)


def mark(kind: str, whose: str) -> str:
    """What stands for a person, an account or an address in the lines; "" for nobody."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    said = f"watch {kind} {whose}".encode("utf-8", "replace")
    return hmac.new(secret, said, hashlib.sha256).hexdigest()[:16] if whose else ""


def account(address: str) -> str:
    """The mark of the account that somebody tries to come in by, however they write its address."""
    return mark("account", address.strip().lower())


def note(event: str, outcome: str, **more: str) -> None:
    """A line about the request at hand."""
    who, where = limits.person_at_the_door(), limits.address_at_the_door()
    fixed = {"outcome": outcome, "who": mark("person", who), "from": mark("address", where)}
    log.info(event, extra=fixed | more)


def refused(no: Refused, rule: str) -> None:
    """A line about what somebody may not do, or not so often. rule: of the address, or the message and its action."""
    if no.status in WATCHED:
        note("refused", no.reason, rule=rule)
