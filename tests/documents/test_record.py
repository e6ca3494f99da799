"""The public record: in words, as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from roundtable.core.actions import REGISTRY
from roundtable.documents import exports, history
from roundtable.documents.words import ENTRY_WORDS
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import World


def _get(world: World, path: str, who: str = "visitor", lang: str = "en") -> str:
    answer = world.client(who).get(f"/c/TABLEB/{path}", headers={"Accept-Language": lang})
    assert answer.status_code == 200
    return str(answer.text)


def _json(world: World) -> Any:
    return json.loads(_get(world, "record.json"))


def _csv(world: World, lang: str = "en") -> list[list[str]]:
    return list(csv.reader(io.StringIO(_get(world, "record.csv", lang=lang).removeprefix("\ufeff"), newline="")))


HOUSE = ("place.", "organisation.", "person.", "membership.")  # the record of the house itself is not public


@pytest.mark.parametrize("action", sorted(REGISTRY))
def test_every_entry_has_a_sentence(action: Action) -> None:
    assert action in ENTRY_WORDS or REGISTRY[action].no_entry or action.startswith(HOUSE)


def test_the_record_says_what_happened_in_both_languages(world: World) -> None:
    world.comment("Share the cost", kind="proposal")
    assert "Seat 1 wrote (Proposal): Share the cost" in _get(world, "record")
    assert "1\u00a0号席" in _get(world, "record", lang="zh")
    assert "The host opened the consultation" in _get(world, "record")


def test_what_only_the_desk_may_read_shows_that_it_happened_and_no_more(world: World) -> None:
    hidden = "Something was done that only those who run the table may read"
    page = _get(world, "record")
    assert hidden in page
    assert "The office answers" not in page
    mine = _get(world, "record", "host")
    assert hidden not in mine
    assert "put a date on the timeline: The office answers" in mine


def test_the_record_is_read_a_page_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAGE", 4)
    monkeypatch.setattr(history.lines, "__kwdefaults__", {"before": None, "limit": 4})
    last = len(world.entries())
    page = _get(world, "record")
    assert re.findall(r'id="entry-(\d+)"', page) == [str(n) for n in range(last, last - 4, -1)]
    assert f"/c/TABLEB/record?before={last - 3}" in page
    assert f'id="entry-{last - 4}"' in _get(world, f"record?before={last - 3}")
    assert "before=" not in _get(world, "record?before=3")


def test_nobody_is_named_whom_the_table_does_not_name(world: World) -> None:
    for page in (_get(world, "record"), _get(world, "record.csv"), _get(world, "record.json")):
        assert "Luo" not in page
        assert "person:" not in page


def test_the_json_holds_every_entry_but_of_what_is_not_public_only_the_hash(world: World) -> None:
    entries, record = world.entries(), _json(world)
    assert [entry["seq"] for entry in record["entries"]] == [entry.seq for entry in entries]
    for shown, entry in zip(record["entries"], entries, strict=True):
        assert shown["leaf"] == entry.leaf.hex()
        assert ("canonical" in shown) == ("action" in shown) == (entry.audience == "public")
        assert entry.audience == "public" or set(shown) == {"seq", "leaf"}


def test_a_long_record_is_written_in_pieces(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _json(world)
    monkeypatch.setattr(exports, "BATCH", 3)
    pieces = _json(world)
    assert pieces["entries"] == whole["entries"]
    assert pieces["head"] == whole["head"]


def test_a_spreadsheet_computes_nothing_from_what_people_wrote(world: World) -> None:
    for evil in ("=1+1", "@SUM(A1)", "-2+3", "+cmd", "\uff1d1", "  =1"):
        assert exports.safe(evil) == f"'{evil}"
    assert exports.safe("Seat 1 wrote: =1+1") == "Seat 1 wrote: =1+1"
    world.comment('=HYPERLINK("http://evil.example","x"), "quoted"\nand a line')
    rows = _csv(world)
    assert all(not cell.startswith(exports.FORMULA) for row in rows for cell in row)
    assert len({len(row) for row in rows}) == 1
    assert any('"quoted"' in row[2] for row in rows)


def test_the_table_of_the_record_is_what_a_spreadsheet_reads(world: World) -> None:
    text = _get(world, "record.csv")
    assert text.startswith("\ufeffNo.,Time,")
    assert text.count("\r\n") == len(world.entries()) + 1
    assert _csv(world)[1][1].endswith("+08:00")
    assert _csv(world, "zh")[0][0] == "序号"


def test_a_table_nobody_knows_of_has_no_public_record(world: World) -> None:
    said = {"title": "The pipe", "matter": "It leaks", "address": "Block 2", "starts_at": "2024-03-20T15:00"}
    code = world.do("convener", Action.CONSULTATION_DRAFT, "organisation:1", **said).result
    for path in ("record", "record.json", "record.csv", "record/proof", "minutes", "timeline"):
        assert world.client().get(f"/c/{code}/{path}").status_code == 403
        assert world.client("convener").get(f"/c/{code}/{path}").status_code == 200
    assert world.client().get("/c/NOSUCH/record").status_code == 404


def test_the_topic_in_the_files_is_the_tables(world: World) -> None:
    assert (_json(world)["topic"], _json(world)["format"]) == (TABLE, "roundtable-record/1")
