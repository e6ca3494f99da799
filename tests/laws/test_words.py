"""Law 8: everything said is in both languages, nothing is said outside them, and times are those of the place."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from jinja2 import Environment
from lxml import html

from config import ROOT
from roundtable.core.db import db
from tests.world import World

LETTERS = re.compile(r"[^\W\d_]{2,}")
# names that are the same in every language
NAMES = {"Roundtable", "English", "中文", "JSON", "CSV", "QR"}
# pieces of templates that stand inside a tag or are compared, never shown
UNSHOWN = (
    re.compile(r"\{%-? block (surface|leave|\w+_class) %\}.*?\{% endblock \1 %\}", re.DOTALL),
    re.compile(r"\{%-? block (\w+_data) %\}.*?\{% endblock \1 %\}", re.DOTALL),
    re.compile(r"\{% macro (_kind)\(.*?\{% endmacro %\}", re.DOTALL),
)
SAID = {"Refused", "Invalid", "Forbidden"}  # what speaks to a person where it is raised


def _check(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/compile_translations.py", "--check"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_every_sentence_is_translated_once() -> None:
    said = _check(ROOT)
    assert said.returncode == 0, said.stderr


def test_a_sentence_without_translation_is_found(tmp_path: Path) -> None:
    for part in ("roundtable", "templates", "tools"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "templates" / "sly.html").write_text('<p>{{ _("Nobody has put this into Chinese") }}</p>')
    said = _check(tmp_path)
    assert said.returncode == 1
    assert "Nobody has put this into Chinese" in said.stderr


def _bare_words(root: Path) -> Iterator[str]:
    """Words in templates that no catalogue can reach: between tags, and what screen readers read from attributes."""
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    for file in sorted(root.rglob("*.html")):
        source = file.read_text()
        for unshown in UNSHOWN:
            source = unshown.sub("", source)
        tokens = environment.lex(source)
        # what Jinja fills in becomes a mark that is no word
        text = "".join(value if kind == "data" else "\x00" for _, kind, value in tokens)
        text = re.sub(r"<(script|style|svg|code|pre|kbd)\b.*?</\1>", " ", text, flags=re.DOTALL)
        spoken = re.findall(r'\b(?:aria-label|alt|title|placeholder)="([^"\x00]*)"', text)
        text = re.sub(r"<[^>]*>", " ", text)
        for words in (*spoken, text):
            yield from (f"{file.name}: {word}" for word in LETTERS.findall(words) if word not in NAMES)


def test_no_template_says_anything_outside_the_catalogues(tmp_path: Path) -> None:
    assert list(_bare_words(ROOT / "templates")) == []
    (tmp_path / "sly.html").write_text('<p title="Look">{{ x }} Bare words</p>')
    assert list(_bare_words(tmp_path)) == ["sly.html: Look", "sly.html: Bare", "sly.html: words"]


def _bare_sentences(root: Path) -> Iterator[str]:
    """Refusals whose sentence is a plain string."""
    for file in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAID:
                sentences = node.args[1:] if node.func.id == "Refused" else node.args
                if any(isinstance(said, (ast.Constant, ast.JoinedStr)) for said in sentences):
                    yield f"{file.name}:{node.lineno}"


def test_no_refusal_speaks_one_language_only(tmp_path: Path) -> None:
    assert list(_bare_sentences(ROOT / "roundtable")) == []
    (tmp_path / "sly.py").write_text('raise Refused("late", "Too late.")')
    assert list(_bare_sentences(tmp_path)) == ["sly.py:1"]


ZONES = ("Asia/Shanghai", "America/New_York")


def _move_table(zone: str) -> None:
    with db.engine.connect().execution_options(unlogged="a table elsewhere") as connection, connection.begin():
        connection.exec_driver_sql(f"UPDATE consultations SET zone = '{zone}'")


@pytest.mark.parametrize("zone", ZONES)
def test_times_are_those_of_the_place(world: World, zone: str) -> None:
    _move_table(zone)
    page: Any = html.document_fromstring(world.client().get("/c/TABLEB").text)
    times = [time for time in page.iter("time") if re.fullmatch(r"\d\d:\d\d", (time.text or "").strip())]
    assert times
    for time in times:
        there = datetime.fromisoformat(time.get("datetime")).astimezone(ZoneInfo(zone))
        assert there.strftime("%H:%M") == time.text.strip()
