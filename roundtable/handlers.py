"""What follows from what, in the same transaction."""

from __future__ import annotations

from roundtable.core.actions import Consequence
from roundtable.policy import Action

FOLLOWS: dict[Action, tuple[Consequence, ...]] = {}
