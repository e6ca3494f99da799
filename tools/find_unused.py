"""Code that nobody uses, found by vulture, which is told what only templates and forms use.

A view's field is read by its template, a form's field is an action's argument by its name; neither shows in Python.
What frameworks call by name or decorator stands in pyproject.toml.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATHS = ("config.py", "conftest.py", "roundtable", "bench", "tools", "tests")
SPOKEN = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)


def main() -> int:
    """Returns vulture's exit code: 0 where all is used."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as used:
        used.writelines(f"_.{name}\n" for name in sorted({*in_templates(), *form_fields(), *columns()}))
        used.flush()
        return subprocess.run([sys.executable, "-m", "vulture", *PATHS, used.name], cwd=ROOT, check=False).returncode


def in_templates() -> Iterator[str]:
    """Every attribute that a template reads: `view.title` gives title."""
    for path in ROOT.glob("**/templates/**/*.html"):
        if "node_modules" not in path.parts and ".venv" not in path.parts:
            for code in SPOKEN.findall(path.read_text(encoding="utf-8")):
                yield from re.findall(r"\.([A-Za-z_]\w*)", code)


def form_fields() -> Iterator[str]:
    """Every name that a class gives to a WTForms field."""
    for path in [*ROOT.glob("roundtable/**/*.py"), *ROOT.glob("tests/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield from (name for name, kind in assigned(node) if kind.endswith(("Field", "Upload")))


def columns() -> Iterator[str]:
    """Every column: rows are the record, and what is kept there is read by whoever asks for it one day."""
    for path in ROOT.glob("roundtable/**/models*/**/*.py"):
        yield from mapped(path)
    for path in ROOT.glob("roundtable/*/models.py"):
        yield from mapped(path)


def mapped(path: Path) -> Iterator[str]:
    """What a file declares as `Mapped`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind) if ast.unparse(kind).startswith("Mapped["):
                yield name


def assigned(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """What the class body calls its parts, with the name of what makes each."""
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call) and isinstance(line.targets[0], ast.Name):
            yield line.targets[0].id, ast.unparse(line.value.func)


if __name__ == "__main__":
    sys.exit(main())
