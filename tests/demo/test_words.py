"""The demo speaks the reader's language, and its record the people's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from roundtable.demo import words
from tests.world import World

SAID = "我今年 72，住 5 楼。能不能给个时间表？"
CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize(("lang", "shown"), [("zh", SAID), ("en", words.read()[SAID])])
def test_a_sentence_of_the_demo_is_read_in_ones_own_language(world: World, lang: str, shown: str) -> None:
    comment = world.comment(SAID)
    browser = world.client()
    browser.set_cookie("lang", lang)
    assert shown in browser.get("/c/TABLEB").text
    assert world.entries()[-1].touched[comment]


def test_no_chinese_is_left_in_the_english() -> None:
    assert [english for english in words.read().values() if CHINESE.search(english)] == []


def test_a_sentence_with_two_translations_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    (tmp_path / "a.toml").write_text('"好" = "good"')
    (tmp_path / "b.toml").write_text('"好" = "fine"')
    with pytest.raises(ValueError, match=r"b\.toml"):
        words.read()
