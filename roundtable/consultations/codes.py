"""Codes of consultations, as people type them."""

from __future__ import annotations

import re
import unicodedata

from flask_babel import lazy_gettext as _l

from roundtable.core import limits, things
from roundtable.core.errors import Forbidden, Missing
from roundtable.core.unit_of_work import UnitOfWork

from .models import Consultation

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and no O: they are read as digits


class NoSuchCode(Missing):
    """No consultation that this person may know of has that code."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.message = _l("No consultation has this code. A code is six letters, never I and never O.")


def tidied(code: str) -> str:
    """A code as it was meant: `table b` is TABLEB, and so it is in full-width letters."""
    return re.sub(r"[\s\-_.]", "", unicodedata.normalize("NFKC", code[:40])).upper()


def known(uow: UnitOfWork, code: str) -> Consultation:
    """The consultation of that code. Raises NoSuchCode for one that is not there, or is no business of the actor's.

    Only what is wrong is counted, so that a hall of phones behind one address always gets in with the right code.
    """
    try:
        table: Consultation = things.see(uow, f"consultation:{code}")
    except (Missing, Forbidden):
        limits.spend("wrong_code")
        raise NoSuchCode(code) from None
    return table
