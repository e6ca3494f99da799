"""Prints the five tables as one: a line per action, for docs/actions.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from roundtable.core.actions import FOLLOWS, REGISTRY, Spec
from roundtable.notices import NOTICES
from roundtable.policy import POLICY, Action, Role, Rule
from roundtable.timetable import CHORES, TIMETABLE

HEAD = """# What can be done here

One line for each action, joined from the five tables (`roundtable/policy.py`, `handlers.py`, `streams.py`,
`notices.py`, `timetable.py`) and the registry. Printed by `flask --app roundtable tables`; a test says when it is no
longer true.

Both doors are `/do/<thing>/<verb>?on=<name>` and the socket's `act`; "form" alone means the HTTP door only. An entry is
a line of the log; a crowd act has none, its figure is counted from the rows.

| action | on | who may | but not | fields | doors | entry | follows | told | by the clock | function | test |
|---|---|---|---|---|---|---|---|---|---|---|---|
"""
SIGHTS = """
## What can be seen

| sight | who may |
|---|---|
"""


def page() -> str:
    """The whole page, as it should be in docs/actions.md."""
    acts = "".join(f"| {' | '.join(_row(REGISTRY[action]))} |\n" for action in Action if action in REGISTRY)
    sights = "".join(f"| `{a}` | {_names(POLICY[a].roles)} |\n" for a in Action if a not in REGISTRY)
    return HEAD + acts + SIGHTS + sights


def _row(spec: Spec) -> Iterator[str]:
    rule: Rule = POLICY[spec.name]
    yield f"`{spec.name}`"
    yield spec.on
    yield _names(rule.roles)
    yield _names(rule.but_not)
    yield ", ".join(name for name in spec.form()._fields)
    yield f"form ({spec.http_only})" if spec.http_only else "both"
    yield f"none: {spec.no_entry}" if spec.no_entry else "yes"
    yield ", ".join(consequence.__name__ for consequence in FOLLOWS.get(spec.name, ()))
    yield ", ".join(notice.template for notice in NOTICES.get(spec.name, ()))
    yield "yes" if any(action == spec.name for _, action in TIMETABLE + CHORES) else ""
    yield f"{home(spec)}.{getattr(spec.function, '__name__', '')}"
    yield tested(spec)


def _names(roles: frozenset[Role]) -> str:
    return ", ".join(role.value for role in Role if role in roles)


def home(spec: Spec) -> str:
    """The module that an action's function stands in: `comments.actions`."""
    return str(spec.function.__module__).removeprefix("roundtable.")


def tested(spec: Spec) -> str:
    """The test file of an action: by its name, or else the first of its module's that speaks of it."""
    folder = Path(current_app.root_path).parent / "tests" / home(spec).partition(".")[0]
    thing, verb = spec.name.split(".")
    for name in (f"test_{thing}_{verb}.py", f"test_{verb}.py"):
        if (folder / name).is_file() and _speaks_of(folder / name, spec.name):
            return f"{folder.name}/{name}"
    speaking = (file.name for file in sorted(folder.glob("test_*.py")) if _speaks_of(file, spec.name))
    return f"{folder.name}/{name}" if (name := next(speaking, "")) else ""


def _speaks_of(file: Path, action: Action) -> bool:
    return f"Action.{action.name}" in file.read_text()
