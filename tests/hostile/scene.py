"""A moment at which an act may be done, and back to which one can go as often as one tries something."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from roundtable.core.db import db
from roundtable.core.doors import path
from roundtable.policy import Action
from tests.hostile.typed import Sent
from tests.samples import SAMPLES
from tests.world import OURS, World

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=cut"


class Scene:
    """The scene of an action's sample."""

    def __init__(self, stage: World, action: Action, folder: Path) -> None:
        self.stage, self.action, self.sample = stage, action, SAMPLES[action]
        self.on = self.sample.before(stage) or self.sample.on
        self.database = Path(stage.app.config["SETTINGS"].database_url.removeprefix("sqlite:///"))
        self.kept = folder / "kept"
        self._copy(self.database, self.kept)

    def send(self, form: Sent) -> TestResponse:
        """Post it as a browser would, in the scene as it was at first."""
        self._copy(self.kept, self.database)
        self.client = self.stage.client(self.sample.who)
        packed, kind = (form.parts(b"cut"), PARTS) if form.files else (form.body, FORM)
        return self.client.post(path(self.action, self.on), data=packed, content_type=kind, headers=OURS)

    def shown(self, where: str) -> int:
        """The status of what the act led to."""
        return self.client.get(where).status_code

    def _copy(self, there: Path, here: Path) -> None:
        db.engine.dispose()  # the last to leave writes down what the journal holds
        shutil.copyfile(there, here)


class Drawn(HTMLParser):
    """A form that was drawn again: the sentence above it, and what stands in each of its fields."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._area = ""
        self.feed(answer.text)
        said = re.search(r'role="alert".*?<h2>(.*?)</h2>', answer.text, re.DOTALL)
        self.sentence = said.group(1).strip() if said else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A field begins."""
        has: dict[str, Any] = dict(attrs)
        name = has.get("name") or ""
        if tag == "textarea":
            self._area, self.fields[name] = name, ""
        elif tag == "input" and has.get("type") not in {"radio", "checkbox", "file", "password"}:
            self.fields.setdefault(name, has.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        """A field ends."""
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        """What was written into it."""
        if self._area:
            self.fields[self._area] += data
