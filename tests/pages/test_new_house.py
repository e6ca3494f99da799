"""The first page of a house that nobody has used yet: it says what to do first, and claims nothing."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient

from roundtable import create_app
from roundtable.core import clock
from roundtable.core.actions import perform
from roundtable.core.db import db
from roundtable.core.things import HOUSE
from roundtable.core.unit_of_work import SYSTEM
from roundtable.policy import Action


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """As it is after its first start in production."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/roundtable.sqlite"
    else:
        url = request.getfixturevalue("postgres_cluster").database()
    app = create_app({"ROUNDTABLE_HOME": str(tmp_path), "DATABASE_URL": url, "RATE_LIMITS": "off"}, TESTING=True)
    app.config["DEMO"] = False
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


def _act(app: Flask, action: Action, **fields: object) -> int:
    with app.app_context():
        return int(perform(action, HOUSE, fields, SYSTEM, secrets.token_hex(16), clock.now()).result)


def _somebody(app: Flask, role: str, **where: int) -> FlaskClient:
    who = _act(app, Action.PERSON_ADD, name="Wan Ling", email="wanling@example.org")
    _act(app, Action.MEMBERSHIP_GRANT, person_id=who, role=role, **where)
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"], session["_fresh"] = f"{who}.0", True
    return browser


def _page(browser: FlaskClient) -> str:
    browser.set_cookie("lang", "en")
    answer = browser.get("/")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_stranger_reads_that_nothing_is_here_yet(house: Flask) -> None:
    page = _page(house.test_client())
    assert "No table is open now" in page
    assert "When the first one is announced, it stands here." in page
    assert "None yet. A commitment is closed when" in page
    assert "person add NAME EMAIL --admin" in page
    assert "/demo" not in page


def test_the_administrator_is_told_what_to_begin_with(house: Flask) -> None:
    page = _page(_somebody(house, "admin"))
    assert "Enter places, bodies and people" in page
    assert "person add" not in page


def test_who_convenes_is_led_to_the_first_consultation(house: Flask) -> None:
    body = _act(house, Action.ORGANISATION_ADD, name="Street office")
    page = _page(_somebody(house, "convener", organisation_id=body))
    assert f"/do/consultation/draft?on=organisation:{body}" in page
