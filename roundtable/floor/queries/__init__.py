"""Reads of the floor."""

from .kinds import mine, wholes
from .rows import current_item, hand_of, hands, queue, ready, sitting, speaking
from .shown import floors

__all__ = ["current_item", "floors", "hand_of", "hands", "mine", "queue", "ready", "sitting", "speaking", "wholes"]
