"""What was said, what was promised, and what shows whether it was kept."""

from __future__ import annotations

from .closing import FOUND, Closing, Reply
from .commitment import ENDED, NOT_YET, OPEN, OWED, SIGNED, Commitment, Home
from .confirmation import ANSWERS, Confirmation
from .proof import SIDES, Evidence, Extension, Milestone, Part, Update, Verification
from .statement import FIELDS, Statement

__all__ = [
    "ANSWERS",
    "ENDED",
    "FIELDS",
    "FOUND",
    "NOT_YET",
    "OPEN",
    "OWED",
    "SIDES",
    "SIGNED",
    "Closing",
    "Commitment",
    "Confirmation",
    "Evidence",
    "Extension",
    "Home",
    "Milestone",
    "Part",
    "Reply",
    "Statement",
    "Update",
    "Verification",
]
