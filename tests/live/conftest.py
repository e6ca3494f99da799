"""Phones for the tests of the live table."""

from tests.live.phones import phone

__all__ = ["phone"]
