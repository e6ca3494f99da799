"""The demo is whole: what newcomers are promised is in it, and its record fits."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text

from roundtable.core import record
from roundtable.core.db import db

COUNTS = {
    "about forty people": ("SELECT count(*) FROM people WHERE demo IS NOT NULL", range(36, 46)),
    "a table open now": ("SELECT count(*) FROM consultations WHERE code = 'TABLEB' AND state = 'open'", [1]),
    "a table announced": ("SELECT count(*) FROM consultations WHERE code = 'TABLEC' AND state = 'announced'", [1]),
    "somebody expected": ("SELECT count(*) FROM seats WHERE state = 'registered'", range(5, 20)),
    "a guest by code and name": ("SELECT count(*) FROM people WHERE email IS NULL", [1]),
    "a question": ("SELECT count(*) FROM comments WHERE said_as = 'question'", range(2, 20)),
    "a view": ("SELECT count(*) FROM comments WHERE said_as = 'view'", range(2, 20)),
    "a proposal": ("SELECT count(*) FROM comments WHERE said_as = 'proposal'", range(2, 20)),
    "an objection": ("SELECT count(*) FROM comments WHERE said_as = 'objection'", range(2, 20)),
    "an answer": ("SELECT count(*) FROM comments WHERE said_as = 'answer'", range(2, 20)),
    "a reply": ("SELECT count(*) FROM comments WHERE said_as = 'reply'", range(1, 20)),
    "an answer owed": ("SELECT count(*) FROM comments WHERE owed_by_id IS NOT NULL", range(1, 3)),
    "a comment hidden with a reason": ("SELECT count(*) FROM comments WHERE hidden_for = 'insult'", [1]),
    "a comment withdrawn": ("SELECT count(*) FROM comments WHERE state = 'withdrawn'", [1]),
    "a comment merged": ("SELECT count(*) FROM comments WHERE merged_into_id IS NOT NULL", [1]),
    "a comment to read out": ("SELECT count(*) FROM comments WHERE read_out = 'due'", [1]),
}


@pytest.mark.parametrize("what", COUNTS)
def test_the_demo_has(loaded: Flask, what: str) -> None:
    query, there = COUNTS[what]
    with loaded.app_context(), db.engine.connect() as connection:
        assert connection.scalar(text(query)) in there


def test_its_whole_record_fits(loaded: Flask) -> None:
    with loaded.app_context():
        assert record.verify() == []
