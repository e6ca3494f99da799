"""The demo is whole: what newcomers are promised is in it, and its record fits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text

from roundtable.commitments.queries import queue
from roundtable.commitments.queries.queue import Concern
from roundtable.core import clock, record, things
from roundtable.core.db import db
from roundtable.core.event_log import Entry
from roundtable.core.unit_of_work import SYSTEM, UnitOfWork, reading
from roundtable.demo import promises

COUNTS = {
    "about forty people": ("SELECT count(*) FROM people WHERE demo IS NOT NULL", range(36, 46)),
    "a table open now": ("SELECT count(*) FROM consultations WHERE code = 'TABLEB' AND state = 'open'", [1]),
    "a table announced": ("SELECT count(*) FROM consultations WHERE code = 'TABLEC' AND state = 'announced'", [1]),
    "a table of the past": ("SELECT count(*) FROM consultations WHERE code = 'TABLEA' AND state = 'published'", [1]),
    "another of the past": ("SELECT count(*) FROM consultations WHERE code = 'TABLED' AND state = 'published'", [1]),
    "no other table": ("SELECT count(*) FROM consultations", [4]),
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
    "a turn running": ("SELECT count(*) FROM turns WHERE state = 'running'", [1]),
    "hands raised": ("SELECT count(*) FROM hands WHERE state = 'up'", range(3, 9)),
    "one raised for somebody": ("SELECT count(*) FROM hands WHERE state = 'up' AND by_id IS NOT NULL", [1]),
    "the third item on": ("SELECT position FROM agenda_items WHERE state = 'current'", [3]),
    "a poll open": ("SELECT count(*) FROM polls WHERE state = 'open' AND secrecy = 'secret'", [1]),
    "some ballots in it": ("SELECT count(*) FROM roll WHERE voted AND poll_id = 2", range(5, 20)),
    "the owners' vote": (
        "SELECT count(*) FROM polls WHERE yes = 11 AND no = 2 AND abstain = 1 AND entitled = 14 AND result = 'passed'",
        [1],
    ),
    "a commitment to accept": ("SELECT count(*) FROM commitments WHERE state = 'proposed'", [1]),
    "a statement that stays one": ("SELECT count(*) FROM statements WHERE state = 'said' AND due IS NULL", range(1, 4)),
    "a commitment kept": ("SELECT count(*) FROM commitments WHERE state = 'fulfilled'", range(1, 3)),
    "with four milestones": ("SELECT count(*) FROM milestones WHERE commitment_id = 1", [4]),
    "checked by another body": ("SELECT count(*) FROM verifications WHERE commitment_id = 1 AND passed", [1]),
    "answered by 12 homes": ("SELECT count(*) FROM confirmations WHERE commitment_id = 1", [12]),
    "of whom 10 say fixed": ("SELECT count(*) FROM confirmations WHERE commitment_id = 1 AND answer = 'fixed'", [10]),
    "a commitment not confirmed": ("SELECT count(*) FROM commitments WHERE state = 'unconfirmed'", [1]),
    "one waiting for a check": ("SELECT count(*) FROM commitments WHERE state = 'reported'", [1]),
    "one in confirmation": ("SELECT count(*) FROM commitments WHERE state = 'confirming'", [1]),
    "one reopened": ("SELECT count(*) FROM commitments WHERE state = 'active' AND reopenings = 1", [1]),
    "one that supervision closed": ("SELECT count(*) FROM commitments WHERE state = 'partial'", [1]),
    "what residents reply to that": ("SELECT count(*) FROM replies", [2]),
    "more time granted": ("SELECT count(*) FROM commitments WHERE due_current > due_original", [1]),
    "more time asked for": ("SELECT count(*) FROM extensions WHERE state = 'asked'", [1]),
    "a false completion": ("SELECT count(*) FROM verifications WHERE NOT passed", [1]),
    "mails to be read": ("SELECT count(*) FROM deliveries WHERE state = 'kept'", range(50, 600)),
    "no mail to be sent": ("SELECT count(*) FROM deliveries WHERE state = 'waiting'", [0]),
    "an order": ("SELECT count(*) FROM orders WHERE state = 'issued'", [2]),
    "minutes, signed": ("SELECT count(*) FROM minutes WHERE state = 'locked'", [2]),
    "a decision": ("SELECT count(*) FROM decisions WHERE state = 'standing'", [1]),
    "a timeline, published": ("SELECT count(*) FROM timeline_dates WHERE state = 'published'", range(3, 60)),
}


@pytest.mark.parametrize("what", COUNTS)
def test_the_demo_has(loaded: Flask, what: str) -> None:
    query, there = COUNTS[what]
    with loaded.app_context(), db.engine.connect() as connection:
        assert connection.scalar(text(query)) in there


def _concerns(app: Flask, look: Callable[[UnitOfWork], list[Concern]]) -> set[str]:
    with app.app_context(), reading(SYSTEM, clock.now()) as uow:
        return {things.find(uow, concern.ref).outcome for concern in look(uow)}


def test_something_is_late_with_an_order_and_something_without(loaded: Flask) -> None:
    late = _concerns(loaded, queue.overdue)
    assert {promises.LAMPS.outcome, promises.DRAIN.outcome, promises.DOORSTEP.outcome} <= late
    assert promises.BAYS.outcome not in late


def test_something_is_due_soon(loaded: Flask) -> None:
    assert promises.RAILS.outcome in _concerns(loaded, queue.soon)


def test_nothing_in_it_is_of_a_time_to_come(loaded: Flask) -> None:
    with loaded.app_context(), reading(SYSTEM, clock.now()) as uow:
        last = uow.session.scalar(select(Entry.at).order_by(Entry.at.desc()).limit(1))
        assert last is not None
        assert last < clock.now()


def test_its_whole_record_fits(loaded: Flask) -> None:
    with loaded.app_context():
        assert record.verify() == []
