"""Where the addresses of what spans modules hang."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("pages", __name__)
