"""Phones for the votes in browsers."""

from tests.live.phones import phone

__all__ = ["phone"]
