"""The demo speaks the reader's language, and its record the people's own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup, escape

from roundtable.demo import words
from tests.world import World

SAID = "我今年 72，住 5 楼。能不能给个时间表？"
PAGES = (
    *("/", "/demo", "/consultations", "/c/TABLEA", "/c/TABLEB", "/c/TABLEC", "/c/TABLEA/record", "/c/TABLEA/concern"),
    *("/commitments", *(f"/commitments/{number}" for number in range(1, 11))),
)
CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize(("lang", "shown"), [("zh", SAID), ("en", words.read()[SAID])])
def test_a_sentence_of_the_demo_is_read_in_ones_own_language(world: World, lang: str, shown: str) -> None:
    comment = world.comment(SAID)
    browser = world.client()
    browser.set_cookie("lang", lang)
    assert shown in browser.get("/c/TABLEB").text
    assert world.entries()[-1].touched[comment]


def test_what_stands_in_a_field_goes_back_as_it_was_said(world: World) -> None:
    with world.app.test_request_context(headers={"Accept-Language": "en"}):
        drawn = render_template_string(
            "{{ said }}|<input value='{{ said | sent }}'>|{{ field }}",
            said=SAID,
            field=Markup('<input value="%s"><textarea>%s</textarea>%s') % (SAID, SAID, SAID),
        )
    english = escape(words.read()[SAID])
    assert drawn.count(SAID) == 3
    assert drawn == (f"{english}|<input value='{SAID}'>|<input value=\"{SAID}\"><textarea>{SAID}</textarea>{english}")


def test_no_chinese_is_left_in_the_english() -> None:
    assert [english for english in words.read().values() if CHINESE.search(english)] == []


def test_a_sentence_with_two_translations_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    (tmp_path / "a.toml").write_text('"好" = "good"')
    (tmp_path / "b.toml").write_text('"好" = "fine"')
    with pytest.raises(ValueError, match=r"b\.toml"):
        words.read()


def _sentences(folder: Path) -> Iterator[str]:
    """Every Chinese string of the stories, but what is said about them."""
    for file in sorted(folder.glob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text())))
        docstrings = {node.value for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.Constant) and node not in docstrings and CHINESE.search(str(node.value)):
                yield str(node.value)


def _in_english(sentence: str) -> str:
    for chinese in sorted(words.read(), key=len, reverse=True):
        sentence = sentence.replace(chinese, "")
    return sentence


def test_every_sentence_of_the_stories_has_its_english() -> None:
    said = _sentences(words.FOLDER.parent)
    assert [sentence for sentence in said if CHINESE.search(_in_english(sentence))] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_demo_is_read_in_english_without_a_word_of_chinese(loaded: Flask, path: str) -> None:
    browser = loaded.test_client()
    browser.set_cookie("lang", "en")
    page = browser.get(path)
    assert page.status_code == 200
    assert CHINESE.findall(page.text.replace("中文", "")) == []
