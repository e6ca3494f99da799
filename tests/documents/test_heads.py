"""Sealed heads that people keep: the feed of them, and what a kept head uncovers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import update

from roundtable.core import clock, record, seal
from roundtable.core.db import db, open_session
from roundtable.core.event_log import Entry
from roundtable.core.record import Seal
from roundtable.core.unit_of_work import SYSTEM, writing
from roundtable.documents import heads
from roundtable.policy import Action
from tests.cast import PROMISE, TABLE
from tests.laws.test_log import DROP
from tests.world import World

NS = {"a": heads.ATOM}


def _seal(*topics: str) -> None:
    with writing(SYSTEM, clock.now()) as uow:
        for topic in topics:
            record.seal_head(uow, topic)
        uow.settle()
        uow.commit()


def _feed(world: World, lang: str = "en", path: str = "/heads.atom") -> Any:
    answer = world.client().get(path, headers={"Accept-Language": lang})
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(answer.data)


def _said(world: World, *arguments: str) -> tuple[int, str]:
    done = world.app.test_cli_runner().invoke(args=["record", *arguments])
    return done.exit_code, done.output


def test_the_feed_is_what_a_feed_reader_reads(world: World) -> None:
    world.at(datetime(2024, 3, 5, tzinfo=UTC))
    _seal(TABLE, PROMISE, "house:1")
    feed = _feed(world)
    for whole in (feed, *feed.findall("a:entry", NS)):  # RFC 4287: 4.1.1 and 4.1.2
        assert [len(whole.findall(f"a:{name}", NS)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(whole.findtext("a:updated", namespaces=NS)).tzinfo is not None
        assert whole.findtext("a:id", namespaces=NS).startswith("http://127.0.0.1:5000/")
    assert feed.findtext("a:author/a:name", namespaces=NS)
    assert feed.find("a:link[@rel='self']", NS).get("href") == "http://127.0.0.1:5000/heads.atom"
    contents = feed.findall("a:entry/a:content", NS)
    assert [content.text.split(":")[0] for content in contents] == ["commitment", "consultation"]
    assert f"{TABLE} {len(world.entries())}:" in contents[1].text
    titles = [_feed(world, lang).findtext("a:entry[2]/a:title", namespaces=NS) for lang in ("en", "zh")]
    assert titles == [
        f"The lift: Head over the first {len(world.entries())} entries",
        f"The lift：前 {len(world.entries())} 条的封印",
    ]


def test_who_has_it_already_is_sent_nothing(world: World) -> None:
    _seal(TABLE)
    browser, takes = world.client(), {"Accept-Encoding": "gzip"}
    for _more in range(6):  # so long that it is sent compressed
        world.comment()
        _seal(TABLE)
    for path in ("/heads.atom", "/heads.json"):
        first = browser.get(path, headers=takes)
        assert (first.headers["Cache-Control"], first.headers["Content-Encoding"]) == ("public, max-age=300", "gzip")
        again = takes | {"If-None-Match": first.headers["ETag"]}
        assert browser.get(path, headers=again).status_code == 304
        world.comment()
        _seal(TABLE)
        assert browser.get(path, headers=again).status_code == 200


def test_earlier_heads_are_on_further_pages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "PAGE", 2)
    for _more in range(3):
        world.comment()
        world.later(minutes=1)
        _seal(TABLE)
    first = world.client().get("/heads.json").get_json()
    second = world.client().get(first["next"].removeprefix("http://127.0.0.1:5000")).get_json()
    assert [len(page["heads"]) for page in (first, second)] == [2, 1]
    assert second["next"] is None
    assert _feed(world, path="/heads.atom?page=2").find("a:link[@rel='next']", NS) is None
    assert world.client().get("/heads.atom?page=3").status_code == 404


def test_heads_of_a_table_that_nobody_knows_of_are_not_told(world: World) -> None:
    said = {"title": "The pipe", "matter": "It leaks", "address": "Block 2", "starts_at": "2024-03-20T15:00"}
    code = world.do("convener", Action.CONSULTATION_DRAFT, "organisation:1", **said).result
    _seal(TABLE, f"consultation:{code}")
    assert [head["topic"] for head in world.client().get("/heads.json").get_json()["heads"]] == [TABLE]


def test_a_kept_head_is_held_to_today_s_record(world: World, tmp_path: Path) -> None:
    _seal(TABLE, PROMISE)
    browser, size = world.client(), len(world.entries())
    for name in ("heads.atom", "heads.json", "record.json"):
        (tmp_path / name).write_bytes(browser.get(f"/c/TABLEB/{name}" if "record" in name else f"/{name}").data)
    world.comment("later")
    root = seal.root([entry.leaf for entry in world.entries()[:size]]).hex()
    kept = [str(tmp_path / name) for name in ("heads.atom", "heads.json", "record.json")]
    for one in (f"{size}:{root}", root.upper(), *kept):
        status, said = _said(world, "verify", "--head", one)
        assert status == 0, said
        assert f"begins today's record of {TABLE}, which has {size + 1} entries" in said
    status, said = _said(world, "verify", "--head", f"{size}:{'0' * 64}")
    assert (status, "begins no record of this house" in said) == (1, True)
    assert _said(world, "verify", "--head", "nonsense")[0] == 1


def _forge(topic: str, seq: int) -> None:
    """Alter an entry as somebody would who has the database and this program: every hash and head is made anew."""
    with db.engine.connect().execution_options(unlogged="an attacker") as connection, connection.begin():
        for statement in DROP[db.engine.dialect.name]:
            connection.exec_driver_sql(statement)
        connection.execute(update(Entry).where(Entry.topic == topic, Entry.seq == seq).values(actor="person:9"))
    with open_session(db.engine, write=False) as session:
        leaf = session.get_one(Entry, (topic, seq)).leaf_hash()
    with db.engine.connect().execution_options(unlogged="an attacker") as connection, connection.begin():
        connection.execute(update(Entry).where(Entry.topic == topic, Entry.seq == seq).values(leaf=leaf))
    with open_session(db.engine, write=True) as session:
        for head in session.query(Seal).filter_by(topic=topic):
            head.root = seal.root(record.leaves(session, topic)[: head.size])
        session.commit()


def test_a_kept_head_uncovers_an_entry_altered_with_all_hashes_made_anew(world: World, tmp_path: Path) -> None:
    _seal(TABLE)
    kept = tmp_path / "heads.json"
    kept.write_bytes(world.client().get("/heads.json").data)
    world.comment("later")
    _forge(TABLE, 3)
    assert _said(world, "verify") == (0, "The record is whole.\n")
    status, said = _said(world, "verify", "--head", str(kept))
    assert status == 1
    assert f"does not begin today's record of {TABLE}" in said
    old = json.loads(kept.read_text())["heads"][0]
    proof = world.client().get(f"/c/TABLEB/record/proof?old={old['size']}").get_json()
    new = (proof["new"]["size"], bytes.fromhex(proof["new"]["root"]))
    steps = [bytes.fromhex(step) for step in proof["proof"]]
    assert not seal.is_prefix((old["size"], bytes.fromhex(old["root"])), new, steps)


def test_the_proof_between_two_heads_is_printed(world: World) -> None:
    status, said = _said(world, "proof", TABLE, "3", "7")
    proof, leaves = json.loads(said), [entry.leaf for entry in world.entries()]
    steps = [bytes.fromhex(step) for step in proof["proof"]]
    assert status == 0
    assert seal.is_prefix((3, seal.root(leaves[:3])), (7, seal.root(leaves[:7])), steps)
    assert world.client().get("/c/TABLEB/record/proof?old=3&new=7").get_json() == proof
    assert _said(world, "proof", TABLE, "7", "3")[0] == 1
    assert world.client().get("/c/TABLEB/record/proof?old=3&new=999").status_code == 404
