"""Where built style sheets and scripts are; without a build, the style sheet's source, and no scripts."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask

SOURCES = {"app.css": ["/static/css/app.css"]}  # its @import lines name the rest


def init_app(app: Flask) -> None:
    """The template global `assets(name)`: a list of addresses."""
    manifest = Path(app.static_folder or "") / "built" / "manifest.json"
    built: dict[str, str] = json.loads(manifest.read_text()) if manifest.is_file() else {}

    def assets(name: str) -> list[str]:
        return [f"/static/built/{built[name]}"] if name in built else SOURCES.get(name, [])

    app.jinja_env.globals["assets"] = assets
