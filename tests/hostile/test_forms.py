"""Every act's form, with whatever is put into it: done or refused in words, and nothing typed is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from werkzeug.test import TestResponse
from wtforms import PasswordField, StringField

from roundtable.core import record
from roundtable.core.actions import REGISTRY
from roundtable.core.forms import one_line, posted
from roundtable.policy import Action
from tests.hostile.scene import Drawn, Scene
from tests.hostile.typed import Sent, sent, times
from tests.samples import SAMPLES
from tests.world import World

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("action", sorted(action for action in SAMPLES if REGISTRY[action].form()._fields))
def test_whatever_is_put_into_a_form_is_done_or_refused_in_words(action: Action, stage: World, tmp_path: Path) -> None:
    scene, form = Scene(stage, action, tmp_path), REGISTRY[action].form()
    good = {name: list(said) for name, said in posted(scene.sample.fields).to_dict(flat=False).items()}
    lines = [field.name for field in form if isinstance(field, StringField) and not isinstance(field, PasswordField)]

    @given(sent(sorted(form._fields), good))
    @settings(max_examples=times(3))
    def send(said: Sent) -> None:
        answer = scene.send(said)
        if answer.status_code == 303:
            assert record.verify() == []
            assert scene.shown(answer.location) < 500
        else:
            assert 400 <= answer.status_code < 500
            assert answer.status_code in (403, 404) or is_drawn_again(answer, said, lines)

    send()


def is_drawn_again(answer: TestResponse, said: Sent, lines: list[str]) -> bool:
    """With a sentence that says why, in the reader's language, and with what was typed."""
    drawn = Drawn(answer)
    assert CHINESE.search(drawn.sentence)
    for name in lines:
        if said.encoding == "utf-8" and said.fields.get(name):
            assert as_read(drawn.fields[name]) == as_read(said.fields[name][0]), name
    return True


def as_read(words: str) -> str:
    """Words without what nobody can see; an address is written in small letters."""
    return (one_line(words.replace("\0", "").replace("%ED%A0%80", "")) or "").lower()
