"""Law 1: imports obey the contract, without cycles, and none hides inside a function; rooms stay small."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT
from roundtable.core.db import Base

# longer than a function should be, and why
LONG = {
    "demo/build.py: _steps (24)": "a table of what happens when",
    "demo/lift.py: steps (23)": "a table of what happens when",
}
MOST_LINES, MOST_IN_FUNCTION, MOST_IN_TEST_FILE = 400, 20, 200
# larger than a room should be, and why
LARGE: dict[str, str] = {}


def _contract(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _copy(folder: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "translations")
    for package in ("roundtable", "bench"):
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    shutil.copy(ROOT / ".importlinter", folder)
    shutil.copy(ROOT / "config.py", folder)
    return folder


BREACHES = {
    "a sibling meets a sibling": ("comments/queries.py", "from roundtable.floor import queries as _floor"),
    "the core knows a module": ("core/clock.py", "from roundtable.people import models as _people"),
    "an import goes up": ("consultations/models.py", "from roundtable.comments import models as _comments"),
    "a model reads": ("comments/models.py", "from roundtable.comments import queries as _queries"),
    "a cycle": ("people/models.py", "from roundtable.people import queries as _queries"),
    "the policy table knows the house": ("policy.py", "from roundtable.core import clock as _clock"),
}


def test_imports_obey_the_contract(tmp_path: Path) -> None:
    said = _contract(_copy(tmp_path))
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_the_contract_finds(breach: str, tmp_path: Path) -> None:
    name, line = BREACHES[breach]
    file = _copy(tmp_path) / "roundtable" / name
    sibling = tmp_path / "roundtable" / "floor"
    sibling.mkdir(exist_ok=True)
    for part in ("__init__", "queries"):
        (sibling / f"{part}.py").touch()
    file.write_text(f"{file.read_text()}\n{line}\n")
    said = _contract(tmp_path)
    assert said.returncode == 1
    assert "BROKEN" in said.stdout, said.stdout


def _trees(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(root.rglob("*.py")):
        if "migrations" not in file.parts:
            yield file, ast.parse(file.read_text())


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def _hidden_imports(root: Path) -> list[str]:
    return [
        f"{file.name}: {function.name}"
        for file, tree in _trees(root)
        for function in _functions(tree)
        if any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(function))
    ]


def _long_functions(root: Path) -> list[str]:
    """Those with more lines than fit in a glance, the docstring not counted."""
    found = []
    for file, tree in _trees(root):
        for function in _functions(tree):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            lines = (function.end_lineno or 0) - body[0].lineno + 1 if body else 0
            if lines > MOST_IN_FUNCTION:
                found.append(f"{file.relative_to(root)}: {function.name} ({lines})")
    return found


def test_no_import_hides_in_a_function(tmp_path: Path) -> None:
    assert _hidden_imports(ROOT / "roundtable") == []
    (tmp_path / "sly.py").write_text("def late():\n    import os\n    return os\n")
    assert _hidden_imports(tmp_path) == ["sly.py: late"]


def test_a_function_fits_in_twenty_lines(tmp_path: Path) -> None:
    assert _long_functions(ROOT / "roundtable") == list(LONG)
    (tmp_path / "long.py").write_text("def long():\n" + "    a = 1\n" * 21)
    assert _long_functions(tmp_path) == ["long.py: long (21)"]


def _large(root: Path) -> dict[str, int]:
    """Files of ours with too many lines; migrations are written by alembic, locks by their tools."""
    kept = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout.split()
    mine = [name for name in kept if name.endswith((".py", ".js", ".mjs", ".css", ".html", ".toml", ".sh"))]
    sizes = {name: len((root / name).read_text().splitlines()) for name in mine if "/versions/" not in name}
    return {name: n for name, n in sizes.items() if n > (MOST_IN_TEST_FILE if "/test_" in name else MOST_LINES)}


def test_no_file_is_where_everything_ends_up() -> None:
    assert _large(ROOT).keys() == LARGE.keys()


def _between_siblings() -> list[str]:
    """Foreign keys from one sibling's table to another's: the imports cannot show them."""
    homes = {mapper.local_table.name: mapper.class_.__module__.split(".")[1] for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
    below = {"core", "places", "people", "consultations"}
    above = {"oversight", "documents", "notifications"}  # which may know the siblings, and are known by none
    return [
        f"{table.name} -> {key.column.table.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if homes[table.name] != homes[key.column.table.name]
        and homes[key.column.table.name] not in below
        and homes[table.name] not in above
    ]


def test_no_foreign_key_joins_siblings() -> None:
    assert _between_siblings() == []
