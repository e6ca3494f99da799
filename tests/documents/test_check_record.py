"""The script with which anyone checks a downloaded record."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from roundtable.core import clock, record, seal
from roundtable.core.unit_of_work import SYSTEM, writing
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import World


class Desk:
    """A folder with the script and what was downloaded, and no installed package in reach."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        (folder / "check_record.py").write_text(world.client().get("/check_record.py").text)

    def download(self, name: str) -> Any:
        """The record as it is now, kept under a name."""
        text = self.world.client().get("/c/TABLEB/record.json").text
        (self.folder / name).write_text(text)
        return json.loads(text)

    def check(self, *arguments: str) -> tuple[int, str]:
        """What the script says of it."""
        command = [sys.executable, "-I", "-S", "check_record.py", *arguments]
        said = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        return said.returncode, said.stdout + said.stderr


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(world, folder)


def _seal() -> None:
    with writing(SYSTEM, clock.now()) as uow:
        record.seal_head(uow, TABLE)
        uow.settle()
        uow.commit()


def test_a_downloaded_record_is_whole(desk: Desk, world: World) -> None:
    _seal()
    world.comment("later")
    desk.download("record.json")
    status, said = desk.check("record.json")
    assert status == 0, said
    assert f"The record is whole: {len(world.entries())} entries" in said


def test_the_head_printed_on_minutes_begins_the_record(desk: Desk, world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    world.do("recorder", Action.MINUTES_LOCK, "minutes:1")
    facts = world.entries()[-1].facts
    desk.download("record.json")
    assert desk.check("record.json", "--head", f"{facts['size']}:{facts['root']}")[0] == 0
    status, said = desk.check("record.json", "--head", f"{facts['size']}:{'0' * 64}")
    assert (status, said.splitlines()[-1]) == (1, "1 things do not fit.")


def test_an_older_download_must_begin_the_newer_one(desk: Desk, world: World) -> None:
    desk.download("older.json")
    world.comment("later")
    desk.download("record.json")
    assert desk.check("record.json", "older.json")[0] == 0
    assert desk.check("older.json", "record.json")[0] == 1


def test_whatever_is_changed_in_the_file_is_named(desk: Desk) -> None:
    whole = desk.download("record.json")
    public = next(n for n, entry in enumerate(whole["entries"]) if "canonical" in entry)
    for change in (
        lambda r: r["entries"][public].update(action="comment.post"),
        lambda r: r["entries"][public].update(things=["comment:99"]),
        lambda r: r["entries"][public].update(canonical=r["entries"][public]["canonical"].replace("public", "desk")),
        lambda r: r["entries"][0].update(leaf="00" * 32),
        lambda r: r["entries"].pop(),
        lambda r: r["entries"].pop(1),
        lambda r: r["head"].update(root="00" * 32),
    ):
        forged = json.loads(json.dumps(whole))
        change(forged)
        (desk.folder / "forged.json").write_text(json.dumps(forged))
        status, said = desk.check("forged.json")
        assert status == 1, said


def test_what_is_no_record_is_told_so(desk: Desk) -> None:
    (desk.folder / "other.json").write_text('{"format": "something"}')
    for arguments in (["other.json"], ["missing.json"], []):
        status, said = desk.check(*arguments)
        assert status == 2
        assert "Traceback" not in said


def test_an_entry_is_hashed_as_its_page_of_documentation_says(desk: Desk) -> None:
    for entry in desk.download("record.json")["entries"]:
        if "canonical" in entry:
            said = json.loads(entry["canonical"])
            assert rfc8785.dumps(said).decode() == entry["canonical"]
            assert hashlib.sha256(b"\0" + entry["canonical"].encode()).hexdigest() == entry["leaf"]


def test_a_kept_head_is_proved_without_the_whole_record(world: World) -> None:
    leaves = [entry.leaf for entry in world.entries()]
    kept = (5, seal.root(leaves[:5]))
    world.comment("later")
    said: Any = world.client().get("/c/TABLEB/record/proof?old=5").get_json()
    new = (said["new"]["size"], bytes.fromhex(said["new"]["root"]))
    assert seal.is_prefix(kept, new, [bytes.fromhex(step) for step in said["proof"]])
    assert world.client().get("/c/TABLEB/record/proof?old=999").status_code == 404
