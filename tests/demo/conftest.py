"""The demo as it is loaded, once on each database; the tests only look at it."""

from __future__ import annotations

from pathlib import Path

import flask_migrate
import pytest
from flask import Flask

from roundtable import create_app, demo
from roundtable.core.db import db


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A house with the demo in it."""
    home: Path = tmp_path_factory.mktemp("demo")
    if request.param == "sqlite":
        url = f"sqlite:///{home}/roundtable.sqlite"
    else:
        url = request.getfixturevalue("postgres_cluster").database()
    app = create_app({"ROUNDTABLE_HOME": str(home), "DATABASE_URL": url, "RATE_LIMITS": "off"}, TESTING=True)
    with app.app_context():
        flask_migrate.upgrade()
        demo.load()
        db.engine.dispose()
    return app  # without its context, in which one test's language would be the next one's
