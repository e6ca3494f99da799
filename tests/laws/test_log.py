"""Law 5: the log is gapless under many writers, and neither an entry nor a logged row can be changed unseen."""

from __future__ import annotations

import json
import random
import threading
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from roundtable.comments.models import Comment
from roundtable.core import clock, record
from roundtable.core.db import db, open_session
from roundtable.core.event_log import PUBLIC, Entry, since
from roundtable.core.unit_of_work import SYSTEM, writing
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import World

WRITERS, EACH = 20, 10
OTHER = "house:1"


class ChangedMyMindError(Exception):
    """Every third writer does."""


def _write(world: World, who: int) -> None:
    with world.app.app_context():
        for number in range(EACH):
            try:
                _entry_in_both_topics(f"{who} {number}", keep=number % 3 > 0)
            except ChangedMyMindError:
                continue


def _entry_in_both_topics(body: str, *, keep: bool) -> None:
    with writing(SYSTEM, clock.now()) as uow:
        comment = uow.add(Comment(consultation_id=1, seat_id=1, said_as="view", body=body, state="shown", at=uow.now))
        for topic in random.sample([TABLE, OTHER], 2):
            uow.log(Action.COMMENT_POST, topic=topic, touched=[comment], audience=PUBLIC)
        uow.settle()
        if not keep:
            raise ChangedMyMindError
        uow.commit()


def test_twenty_writers_leave_no_gap_and_a_reader_misses_none(world: World) -> None:
    before = {topic: len(world.entries(topic)) for topic in (TABLE, OTHER)}
    seen: list[int] = []
    done = threading.Event()

    def follow() -> None:
        with world.app.app_context():
            last = False
            while not last:
                last = done.wait(0.02)
                with open_session(db.engine, write=False) as session:
                    seen.extend(entry.seq for entry in since(session, TABLE, seen[-1] if seen else 0))

    threads = [threading.Thread(target=_write, args=(world, who)) for who in range(WRITERS)]
    follower = threading.Thread(target=follow)
    for thread in (follower, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    follower.join()
    kept = WRITERS * sum(number % 3 > 0 for number in range(EACH))
    for topic, count in before.items():
        assert [entry.seq for entry in world.entries(topic)] == list(range(1, count + kept + 1))
    assert seen == list(range(1, before[TABLE] + kept + 1))


CHANGES = {
    "sqlite": [
        "UPDATE entries SET actor = 'x'",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries",
        "INSERT INTO entries SELECT * FROM entries WHERE true ON CONFLICT (topic, seq) DO UPDATE SET actor = 'x'",
    ],
    "postgresql": [
        "UPDATE entries SET actor = 'x'",
        "DELETE FROM entries",
        "TRUNCATE entries",
        "INSERT INTO entries SELECT * FROM entries ON CONFLICT (topic, seq) DO UPDATE SET actor = 'x'",
    ],
}


def test_the_database_itself_refuses_to_edit_the_log(world: World) -> None:
    for sql in CHANGES[db.engine.dialect.name]:
        with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
            connection.exec_driver_sql(sql)


def _behind_its_back(*statements: str) -> None:
    with db.engine.connect().execution_options(unlogged="an attacker") as connection, connection.begin():
        for statement in statements:
            connection.exec_driver_sql(statement)


DROP = {
    "sqlite": ["DROP TRIGGER entries_no_update"],
    "postgresql": ["DROP TRIGGER entries_no_change ON entries"],
}


def test_an_entry_altered_behind_its_back_is_named(world: World) -> None:
    world.comment("true")
    last = world.entries()[-1].seq
    assert record.verify() == []
    forge = f"UPDATE entries SET actor = 'person:9' WHERE topic = '{TABLE}' AND seq = {last}"
    _behind_its_back(*DROP[db.engine.dialect.name], forge)
    assert record.verify() == [f"{TABLE}#{last} does not fit its hash"]


def test_who_acted_is_vouched_for_and_not_told(world: World) -> None:
    for _twice in range(2):
        world.comment("mine")
    first, second = world.entries()[-2:]
    assert first.actor == second.actor
    assert first.actor.encode() not in first.canonical()
    assert json.loads(first.canonical())["actor"] != json.loads(second.canonical())["actor"]


def test_the_command_names_it_and_ends_with_one(world: World) -> None:
    runner = world.app.test_cli_runner()
    assert runner.invoke(args=["record", "verify"]).exit_code == 0
    world.comment("true")
    _behind_its_back("UPDATE comments SET body = 'forged' WHERE id = 1")
    said: Any = runner.invoke(args=["record", "verify"])
    assert said.exit_code == 1
    assert f"comment:1 is not what {TABLE}#" in said.output


def test_an_entry_cut_off_at_the_end_is_missed(world: World) -> None:
    world.comment("true")
    last = world.entries()[-1].seq
    name = "no_delete" if db.engine.dialect.name == "sqlite" else "no_change ON entries"
    _behind_its_back(f"DROP TRIGGER entries_{name}", f"DELETE FROM entries WHERE topic = '{TABLE}' AND seq = {last}")
    assert f"{TABLE}#{last} is missing" in record.verify()


def test_a_forged_entry_is_found(world: World) -> None:
    last = world.entries()[-1].seq
    with open_session(db.engine, write=True) as session:
        blank = {"action": "x", "actor": "x", "audience": PUBLIC, "touched": {}, "facts": {}, "leaf": b"0" * 32}
        session.add(Entry(topic=TABLE, seq=last + 2, at=clock.now(), **blank))
        session.commit()
    assert record.verify()[:2] == [f"{TABLE}#{last + 1} is missing", f"{TABLE}#{last + 2} does not fit its hash"]


def test_words_can_be_erased_but_not_changed(world: World) -> None:
    comment = world.comment("mine")
    _behind_its_back("UPDATE comments SET body = '', salt = NULL WHERE id = 2")
    assert record.verify(erased={comment}) == []
    assert record.verify() == [f"{comment} is gone without an erasure"]


def test_a_head_that_is_no_prefix_of_the_record_is_found(world: World) -> None:
    with writing(SYSTEM, clock.now()) as uow:
        kept = record.seal_head(uow, TABLE)
        uow.settle()
        uow.commit()
    assert kept is not None
    world.comment("later")
    assert record.verify() == []
    zeros = {"sqlite": "zeroblob(32)", "postgresql": "decode(repeat('00', 32), 'hex')"}[db.engine.dialect.name]
    _behind_its_back(f"UPDATE seals SET root = {zeros}")
    assert record.verify() == [f"the head of {TABLE} at {kept.size} is no prefix of today's"]
