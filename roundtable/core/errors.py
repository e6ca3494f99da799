"""What can go wrong in an act, with the status that both doors answer.

A refusal has a stable `reason` (a code for programs) and a `message` (a sentence for people, in their language).
"""

from __future__ import annotations

from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _l

Words: TypeAlias = Any  # str, or a lazy string of flask_babel, which has no types
FieldErrors = dict[str, list[Any]]


class Refused(Exception):
    """The act is not done, and nothing of it is. `fields` says what is wrong with which field."""

    status = 409

    def __init__(self, reason: str, message: Words, fields: FieldErrors | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.message = message
        self.fields = fields or {}


class Invalid(Refused):
    """Some fields need mending (422)."""

    status = 422

    def __init__(self, fields: FieldErrors, message: Words | None = None) -> None:
        super().__init__("invalid", message or _l("Not sent yet. Look at what is marked; the rest is kept."), fields)


class Forbidden(Refused):
    """The policy table has no row that lets this person do it (403)."""

    status = 403

    def __init__(self, message: Words | None = None) -> None:
        super().__init__("forbidden", message or _l("This is not open to you here."))


class Missing(Refused):
    """There is no such thing, or none that this person may know of (404)."""

    status = 404

    def __init__(self) -> None:
        super().__init__("missing", _l("There is nothing at this address."))


class TooMany(Refused):
    """Too many acts in a short time (429)."""

    status = 429

    def __init__(self) -> None:
        super().__init__("too_many", _l("That was a lot at once. Wait a moment, then send it again."))


class Unlogged(RuntimeError):
    """A programming error: a logged table changed and no entry says so."""
