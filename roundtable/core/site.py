"""Where the house is for those who read of it elsewhere: in mails, codes and calendars."""

from __future__ import annotations

from flask import current_app


def base() -> str:
    """The address that people type, without a slash at its end. Never what a request claims: anybody can claim that."""
    settings = current_app.config["SETTINGS"]
    return settings.public_url or f"http://127.0.0.1:{settings.port}"
