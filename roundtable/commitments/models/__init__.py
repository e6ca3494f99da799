"""What was said, what was promised, and what shows whether it was kept."""

from __future__ import annotations

from .commitment import ENDED, NOT_YET, OPEN, Commitment, Home
from .confirmation import ANSWERS, Confirmation
from .proof import SIDES, Evidence, Extension, Milestone, Part, Update, Verification
from .statement import FIELDS, Statement

__all__ = [
    "ANSWERS",
    "ENDED",
    "FIELDS",
    "NOT_YET",
    "OPEN",
    "SIDES",
    "Commitment",
    "Confirmation",
    "Evidence",
    "Extension",
    "Home",
    "Milestone",
    "Part",
    "Statement",
    "Update",
    "Verification",
]
