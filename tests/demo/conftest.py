"""The demo as it is loaded, once on each database; the tests only look at it."""

from __future__ import annotations

import flask_migrate
import pytest
from flask import Flask

from roundtable import create_app, demo
from roundtable.core.db import db


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A house with the demo in it."""
    if request.param == "sqlite":
        home = request.getfixturevalue("ready_home")
        return create_app({"ROUNDTABLE_HOME": str(home), "RATE_LIMITS": "off"}, TESTING=True)
    home, url = tmp_path_factory.mktemp("demo"), request.getfixturevalue("postgres_cluster").database()
    app = create_app({"ROUNDTABLE_HOME": str(home), "DATABASE_URL": url, "RATE_LIMITS": "off"}, TESTING=True)
    with app.app_context():
        flask_migrate.upgrade()
        demo.load()
        db.engine.dispose()
    return app  # without its context, in which one test's language would be the next one's
