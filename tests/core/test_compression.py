"""What is sent is small, and is the same when it is unpacked."""

from __future__ import annotations

import gzip
import json

from config import ROOT
from tests.world import World

TAKES = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_comes_compressed_and_is_the_same_page(world: World) -> None:
    plain, small = world.client().get("/consultations"), world.client().get("/consultations", headers=TAKES)
    assert small.headers["Content-Encoding"] == "gzip"
    assert all("Accept-Encoding" in answer.vary for answer in (plain, small))
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) == int(small.headers["Content-Length"]) < len(plain.data) / 2


def test_who_takes_no_compressed_page_gets_a_plain_one(world: World) -> None:
    assert "Content-Encoding" not in world.client().get("/", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_a_style_sheet_comes_as_its_smallest_twin_and_is_kept_for_a_year(world: World) -> None:
    built = ROOT / "static" / "built"
    name = json.loads((built / "manifest.json").read_text())["app.css"]
    for encoding, ending in (("br", ".br"), ("gzip", ".gz")):
        answer = world.client().get(f"/static/built/{name}", headers={"Accept-Encoding": encoding})
        assert answer.headers["Content-Encoding"] == encoding
        assert answer.data == (built / f"{name}{ending}").read_bytes()
        assert answer.mimetype == "text/css"
        assert "immutable" in answer.headers["Cache-Control"]
    with world.client().get(f"/static/built/{name}") as plain:
        assert plain.data == (built / name).read_bytes()
