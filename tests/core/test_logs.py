"""Log lines of a house in production: a JSON object each, without people and without tokens."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from roundtable import create_app
from roundtable.core import logs

TOKEN = "whoever-has-this-is-let-in"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the house says; the tests' own log is as it was once the test is over."""
    root, said = logging.getLogger(), io.StringIO()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    logs.configure(production=True, to=said)
    return said


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """A house in production, to whose database nobody has been yet: what needs it is a fault."""
    return create_app({"ROUNDTABLE_ENV": "production", "ROUNDTABLE_HOME": str(tmp_path), "SECRET_KEY": "s" * 32})


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    """What was said so far, an object a line."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_is_told_by_its_rule_and_not_by_its_address(app: Flask, log: io.StringIO) -> None:
    app.test_client().get(f"/link/{TOKEN}?next=/me")

    told = [line for line in lines(log) if line["logger"] == "roundtable.access"]
    assert [(line["method"], line["rule"], line["status"]) for line in told] == [("GET", "/link/<token>", 500)]
    assert {"timestamp", "level", "event", "ms"} <= told[0].keys()
    assert TOKEN not in log.getvalue()


def test_a_fault_is_told_with_where_it_was_and_without_what_was_sent(app: Flask, log: io.StringIO) -> None:
    app.test_client().get(f"/link/{TOKEN}")

    (fault,) = (line for line in lines(log) if line["level"] == "error")
    assert fault["event"] == "GET /link/<token>"
    assert "no such table" in fault["exception"]


def test_what_machines_ask_every_few_seconds_is_not_told(app: Flask, log: io.StringIO) -> None:
    assert app.test_client().get("/healthz").status_code == 200
    assert lines(log) == []
