"""Acts on accounts, on what people are, and by which they come in and leave."""

from __future__ import annotations

from . import accounts, entering, erasing, memberships

__all__ = ["accounts", "entering", "erasing", "memberships"]
