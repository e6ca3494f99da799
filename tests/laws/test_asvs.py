"""Every requirement of OWASP's standard stands once in docs/security-asvs.md, and what is named there exists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from config import ROOT

TABLE = ROOT / "docs" / "security-asvs.md"
ROW = re.compile(r"^\| (V[\d.]+) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
STATES = ("met", "n.a.", "gap")
NAMED = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def _required() -> Counter[str]:
    lines = (ROOT / "tests" / "laws" / "asvs-5.0.txt").read_text().splitlines()
    sections = (line.split(": ") for line in lines if not line.startswith("#"))
    return Counter(f"{section}.{number}" for section, numbers in sections for number in numbers.split())


@cache
def _source(name: str) -> str | None:
    file = ROOT / name
    return file.read_text() if file.is_file() else None


def _is_there(named: str) -> bool:
    """Whether there is a `file`, a `file:name` in it, or a `file::test`."""
    name, _, inside = named.partition(":")
    source = _source(name)
    if source is None or not inside:
        return source is not None
    word = re.escape(inside.removeprefix(":"))
    return re.search(rf"^ *(?:def|class) {word}\b|^{word}\b", source, re.MULTILINE) is not None


def _wrong(table: str) -> Iterator[str]:
    """What is wrong with the table, in words."""
    rows = ROW.findall(table)
    stands, required = Counter(row[0] for row in rows), _required()
    yield from (f"{number} is missing" for number in required - stands)
    yield from (f"{number} is one too many" for number in stands - required)
    for number, state, words, shown, where in rows:
        named = NAMED.findall(f"{shown} {where}")
        yield from (f"{number} names {one}, which is not there" for one in named if not _is_there(one))
        if state not in STATES or not words:
            yield f"{number} says neither that it is met, nor why it need not be, nor what is missing"
        if state == "met" and not named:
            yield f"{number} is said to be met, and nothing shows it"


def test_every_requirement_stands_in_the_table_once_and_what_it_names_exists() -> None:
    assert _required().total() == 253
    assert list(_wrong(TABLE.read_text())) == []


def test_the_counts_at_the_head_of_the_table_are_its_rows() -> None:
    table = TABLE.read_text()
    states = Counter(row[1] for row in ROW.findall(table))
    said = f"Of 253: {states['met']} met, {states['n.a.']} not applicable, {states['gap']} gaps."
    assert said in " ".join(table.split())


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/security.md", "docs/security-asvs.md"])
def test_the_pages_about_security_lead_to_pages_that_exist(page: str) -> None:
    folder = (ROOT / page).parent
    assert [link for link in LINK.findall((ROOT / page).read_text()) if not (folder / link).exists()] == []


@pytest.mark.parametrize(
    ("breach", "found"),
    [
        ("", "V1.1.1 is missing"),
        ("| V1.1.1 | gap | Words |  |  |\n| V1.1.1 | gap | Words |  |  |", "V1.1.1 is one too many"),
        ("| V1.1.1 | met | Words |  |  |", "V1.1.1 is said to be met, and nothing shows it"),
        ("| V1.1.1 | almost | Words |  |  |", "V1.1.1 says neither"),
        ("| V1.1.1 | met | Words | `tests/laws/test_asvs.py::test_nothing` |  |", "test_nothing, which is not there"),
        ("| V1.1.1 | met | Words |  | `roundtable/nowhere.py` |", "roundtable/nowhere.py, which is not there"),
        ("| V1.1.1 | met | Words |  | `config.py:nothing` |", "config.py:nothing, which is not there"),
    ],
)
def test_a_row_at_fault_is_found(breach: str, found: str) -> None:
    table = re.sub(r"^\| V1\.1\.1 .*$", lambda _row: breach, TABLE.read_text(), count=1, flags=re.MULTILINE)
    wrong = list(_wrong(table))
    assert len(wrong) == 1
    assert found in wrong[0]
