"""Formats as data"""

from __future__ import annotations

from pathlib import Path

import pytest

from roundtable.consultations.format import FLOORS, BadFormat, get, known, read

WHOLE = """
notice_days = 7
[name]
en = "Open forum"
zh = "恳谈会"
[[items]]
name = { en = "Questions", zh = "提问" }
minutes = 60
floor = "residents"
turn_seconds = 90
"""


@pytest.mark.parametrize("code", sorted(known()))
def test_a_format_of_the_house_is_whole(code: str) -> None:
    kind = get(code)
    assert kind.minutes > 0
    assert all(item.floor in FLOORS and item.name.en and item.name.zh for item in kind.items)


def test_the_roundtable_gives_three_days_notice_and_two_minutes_each(tmp_path: Path) -> None:
    roundtable = get("roundtable")
    assert (roundtable.notice_days, roundtable.minutes) == (3, 108)
    assert [item.turn_seconds for item in roundtable.items if item.floor == "residents"] == [120]


def test_a_format_is_a_file_that_is_dropped_in(tmp_path: Path) -> None:
    (tmp_path / "open_forum.toml").write_text(WHOLE)
    forum = known(tmp_path)["open_forum"]
    assert (forum.code, forum.name.zh, forum.notice_days, forum.items[0].turn_seconds) == (
        "open_forum",
        "恳谈会",
        7,
        90,
    )


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("notice_days = many", "notice_days = 7"),
        ("notice_days = -1", "notice_days = 7"),
        ('floor = "moon"', 'floor = "residents"'),
        ("minutes = 0", "minutes = 60"),
        ("minutes = true", "minutes = 60"),
        ("turn_seconds = 5", "turn_seconds = 90"),
        ("", 'zh = "恳谈会"'),
        ("surprise = 1", "turn_seconds = 90"),
        ("[[things]]", "[[items]]"),
    ],
)
def test_a_file_that_is_no_format_is_named_with_what_is_wrong(tmp_path: Path, wrong: str, right: str) -> None:
    file = tmp_path / "odd.toml"
    file.write_text(WHOLE.replace(right, wrong))
    with pytest.raises(BadFormat, match=r"odd\.toml is no format"):
        read(file)
