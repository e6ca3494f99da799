"""What is typed, before anybody reads it."""

from __future__ import annotations

import pytest

from roundtable.core.forms import one_line, posted, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  We need a lift  ", "We need a lift"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\u202eevil\u202c", "evil"),  # would read from right to left
        ("li\u200bft \u2060and st\u00adairs", "lift and stairs"),
        ("a\x00b\x07c\x85d", "abcd"),
        ("\ufeff电梯", "电梯"),
        ("\U0001f469\u200d\U0001f527", "\U0001f469\u200d\U0001f527"),  # one emoji, held together by a joiner
        ("क्\u200cष", "क्\u200cष"),  # Hindi is written with it
        ("half \ud83d a pair", "half  a pair"),
        (None, None),
    ],
)
def test_what_is_typed_is_kept_without_what_deceives(typed: str | None, kept: str | None) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize("typed", ["", " \n\t ", "\u200b\u200b", "\u3164", "\u2800\u2800", "\u200d\ufe0f", "\u202e"])
def test_what_cannot_be_seen_is_nothing(typed: str) -> None:
    assert tidy(typed) == ""


def test_a_flood_of_empty_lines_becomes_one() -> None:
    assert tidy("top\n\n\n \n\n\nbottom") == "top\n\nbottom"
    assert tidy("one\ntwo\n\nthree") == "one\ntwo\n\nthree"


def test_a_name_or_a_title_is_one_line() -> None:
    assert one_line(" Li \n\n Wei\r\nBcc:\tall ") == "Li Wei Bcc: all"
    assert one_line("李\u3000伟") == "李\u3000伟"
    assert (one_line(None), one_line("\n")) == (None, "")


def test_what_no_database_takes_comes_into_no_form() -> None:
    sent = posted({"body": "a\0b\ud800c", "more": ["\0", 5]})
    assert (sent["body"], sent.getlist("more")) == ("abc", ["", "5"])
