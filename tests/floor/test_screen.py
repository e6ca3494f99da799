"""The projector: what the whole room reads."""

from __future__ import annotations

import re

import pytest

from roundtable.core.qr import qr
from roundtable.policy import Action
from tests.floor import scene
from tests.world import World

ENGLISH = {"Accept-Language": "en"}


def wall(world: World) -> str:
    page = world.client().get("/c/TABLEB/screen", headers=ENGLISH).text
    return re.sub(r"\s+", " ", page)


def read_out(world: World, words: str) -> str:
    comment = world.comment(words)
    world.do("host", Action.COMMENT_READ_OUT, comment, read_out="done")
    return comment


def test_it_says_which_item_is_on_who_speaks_and_who_is_next(world: World) -> None:
    scene.turn(world)
    page = wall(world)
    for words in ("<b>Item 3</b>", "Residents speak", "Seat 2 speaks", "Next: seat 1", 'data-ends="'):
        assert words in page


def test_before_the_first_item_it_says_what_the_table_is_about(world: World) -> None:
    page = wall(world)
    assert "The lift" in page
    assert "Take a seat with your phone." in page


def test_it_is_always_light_and_brings_people_in_by_code(world: World) -> None:
    page = wall(world)
    assert 'data-theme="light"' in page
    assert "TABLEB" in page
    assert 'class="qr"' in page


def test_what_is_read_out_stands_beside_the_speaker_the_newest_first(world: World) -> None:
    read_out(world, "What does it cost?")
    read_out(world, "Who pays for it?")
    page = wall(world)
    assert page.index("Who pays for it?") < page.index("What does it cost?") < page.index("wall-item-TABLEB")


def test_what_was_read_out_leaves_with_its_item(world: World) -> None:
    read_out(world, "What does it cost?")
    scene.on(world)
    assert "What does it cost?" not in wall(world)


@pytest.mark.parametrize("action", [Action.COMMENT_WITHDRAW, Action.COMMENT_HIDE])
def test_words_that_are_gone_are_on_no_wall(world: World, action: Action) -> None:
    comment = read_out(world, "You are all liars")
    why = {"hidden_for": "insult", "hidden_why": "Nobody here is a liar"}
    world.do("host" if action == Action.COMMENT_HIDE else "resident", action, comment, **why)
    assert "You are all liars" not in wall(world)


def test_a_code_to_scan_is_a_square_with_its_three_marks() -> None:
    code = qr("https://table.example/c/TABLEB")
    assert code.size >= 25
    assert code.path.startswith("M0 0h7v1h-7z")
    assert f"M{code.size - 7} 0h7v1h-7z" in code.path
    assert f"M0 {code.size - 1}h7v1h-7z" in code.path
