"""Acts on the floor."""

from . import hands, items, turns

__all__ = ["hands", "items", "turns"]
