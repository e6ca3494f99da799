"""What somebody may send: words that break programs, in any number, under any name, in any encoding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import settings
from hypothesis import strategies as st

NASTY = (
    *("", " ", "\0", "\n\n\n\n", "\ud800", "\ufeff", "\u202e\u2066abc", "\u200b", "e\u0301" * 40, "\U0010ffff"),
    *("-1", "0", "1", "2147483648", "9" * 30, "9" * 5000, "١٢", "²", "1_0", "+1", " 1 ", "0x10", "1e400", "NaN", "-0"),
    *(
        "true",
        "None",
        "on",
        "[]",
        '{"a": [1]}',
        "1-1",
        "1-1-1",
        "-",
        "--",
        "1-x",
        "99999999999-1",
        "yes",
        "no",
        "secret",
    ),
    *(
        "comment:1",
        "comment:0",
        "comment:99999999999",
        "house:1",
        "poll:1",
        "consultation:TABLEB",
        ":",
        "comment:",
        "a:1\n",
    ),
    *("2024-03-20", "2024-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "9999-12-31T23:59", "0001-01-01T00:00"),
    *("2024-03-31T02:30", "2024-03-20T15:00", "-2024-03-20", "+12024-03-20", "2024-03-20T15:00+99:99", "٢٠٢٤-٠٣-٢٠"),
    *("a@b.cn", "a@b", "@", "a@" + "b" * 300 + ".cn", "a\r\nBcc: b@c.cn", '"a b"@c.cn', "a@[127.0.0.1]", "ä@例え.cn"),
    *(
        "%(num)d",
        "%s",
        "{0}",
        "{{ 7 * 7 }}",
        "<script>1</script>",
        "</textarea>",
        "'\"><b>",
        "' OR 1=1 --",
        "../../etc",
    ),
    *("a" * 64 + ".webp", "x" * 10_001, "漢" * 3000, "😀" * 200, "👩\u200d🔧", "क्\u200cष", "\u0627\u202e\u0628"),
    *(
        "http://[",
        "//evil.example",
        "javascript:1",
        "https://evil.example/c/TABLEB",
        "/c/TABLEB",
        "/\\evil",
        "a@xn--.cn",
    ),
    "\x85\u2028\x1f",
)
TYPED = st.one_of(st.sampled_from(NASTY), st.sampled_from(NASTY), st.text(max_size=30))
ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "latin-1", "shift_jis")


def times(number: int) -> int:
    """So many examples in `make test`, where each costs an act; in proportion more by another profile (conftest.py)."""
    most = settings().max_examples
    return max(1, most * number // 100)


@dataclass(frozen=True)
class Sent:
    """What is posted: fields with all that was sent under each name, photos, and how it is packed."""

    fields: Mapping[str, list[str]]
    files: Mapping[str, bytes]
    encoding: str
    key: str | None

    @property
    def body(self) -> bytes:
        """As a form's own bytes."""
        pairs = ((quote_from_bytes(name), quote_from_bytes(one)) for name, one in self._all())
        return "&".join(f"{name}={one}" for name, one in pairs).encode()

    def parts(self, boundary: bytes) -> bytes:
        """As a form with files has it."""
        said = [(_named(name), one) for name, one in self._all()]
        said += [(_named(name.encode()) + b'; filename="a.jpg"', data) for name, data in self.files.items()]
        head = b"--%b\r\nContent-Disposition: form-data; " % boundary
        return b"".join(head + b"%b\r\n\r\n%b\r\n" % part for part in said) + b"--%b--\r\n" % boundary

    def _all(self) -> Iterator[tuple[bytes, bytes]]:
        keys = {} if self.key is None else {"key": [self.key]}
        errors = "surrogatepass" if self.encoding.startswith("utf") else "replace"
        for name, said in (*self.fields.items(), *keys.items()):
            for one in said:
                yield name.encode(self.encoding, errors), one.encode(self.encoding, errors)


def _named(name: bytes) -> bytes:
    return b'name="%b"' % name.replace(b'"', b"%22").replace(b"\r", b"").replace(b"\n", b"")


@st.composite
def sent(draw: Any, names: list[str], good: Mapping[str, list[str]]) -> Sent:
    """What is posted to a form of these fields. Much of it is good, so that the rest comes far."""
    fields: dict[str, list[str]] = {}
    for name in names:
        kind = draw(st.sampled_from(("good", "good", "bad", "bad", "several", "none")))
        if kind == "good" and name in good:
            fields[name] = good[name]
        elif kind != "none":
            fields[name] = draw(st.lists(TYPED, min_size=1, max_size=3 if kind == "several" else 1))
    strange = st.one_of(st.sampled_from(("on", "back", "key", "-", "a-0-b", "", "\0")), st.text(max_size=5))
    fields |= draw(st.dictionaries(strange, st.lists(TYPED, max_size=2), max_size=2))
    files = draw(st.dictionaries(st.sampled_from([*names, "photo", "x"]), st.binary(max_size=30), max_size=2))
    key = draw(st.one_of(st.none(), st.just("k" * 40), TYPED))
    return Sent(fields, files if draw(st.booleans()) else {}, draw(st.sampled_from(ENCODINGS)), key)
