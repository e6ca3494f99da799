"""What is typed, counted and put on record, whatever it is: what always holds."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote_to_bytes

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from roundtable.core.event_log import plain
from roundtable.core.forms import one_line, tidy
from roundtable.core.incoming import escaped
from roundtable.voting.rule import BASES, Count
from tests.hostile.typed import TYPED

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=ZONES)  # noqa: DTZ001 - `timezones` gives it
FACTS = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), st.text(), st.dates(), MOMENTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)),
    max_leaves=12,
)
HIDDEN = {"Cc", "Cs"}  # control characters, and halves of a pair
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@given(TYPED)
@example("a\u2028\u2028\u2028b")
@example("\n\u200b\n\u200b\n")
def test_what_is_kept_of_words_is_seen_as_it_stands_and_kept_again_the_same(typed: str) -> None:
    kept, line = tidy(typed) or "", one_line(typed) or ""
    assert tidy(kept) == kept
    assert one_line(line) == line
    assert not {c for c in kept if unicodedata.category(c) in HIDDEN} - {"\n", "\t"}
    assert not TURNING & set(kept)
    assert "\n\n\n" not in kept
    assert len(line.splitlines()) <= 1


@given(FACTS)
def test_a_fact_has_one_writing_which_is_read_as_what_it_was(fact: Any) -> None:
    written = rfc8785.dumps(plain(fact))
    assert rfc8785.dumps(json.loads(written)) == written
    assert json.loads(written) == plain(fact)


@given(MOMENTS, ZONES)
def test_a_moment_is_written_alike_from_wherever_it_is_seen(moment: datetime, zone: timezone) -> None:
    assert plain(moment) == plain(moment.astimezone(zone))
    assert datetime.fromisoformat(plain(moment)) == moment
    assert plain(moment.astimezone(UTC).date()) == date.fromisoformat(plain(moment)[:10]).isoformat()


@given(st.lists(st.sampled_from(("yes", "no", "abstain", "silent")), max_size=60))
def test_the_bases_of_a_poll_add_up(said: list[str]) -> None:
    count = Count(said.count("yes"), said.count("no"), said.count("abstain"), entitled=len(said), present=len(said))
    bases = {name: count.base(name) for name in BASES}
    assert bases["valid"] + count.abstain == bases["cast"] == count.took_part
    assert bases["cast"] + said.count("silent") == bases["entitled"] == bases["present"]


@given(st.binary())
@example(b"body=a%41%&b=\xff\x00+")
def test_a_form_that_comes_unescaped_says_the_same_once_it_is(said: bytes) -> None:
    assert escaped(said).isascii()
    assert unquote_to_bytes(escaped(said)) == unquote_to_bytes(said)
    assert [escaped(said).count(sign) for sign in b"&=+"] == [said.count(sign) for sign in b"&=+"]
