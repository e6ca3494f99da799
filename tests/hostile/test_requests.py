"""Requests that no browser sends."""

from __future__ import annotations

import pytest

from tests.world import OURS, World

POST = "/do/comment/post?on=consultation:TABLEB"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("query", [b"q=\xff\xfe", b"\xff", b"q=lift&\xed\xa0\x80=1", "q=电梯".encode()])
def test_an_address_with_bytes_that_are_no_letters_is_answered(stage: World, query: bytes) -> None:
    for page in ("/", "/consultations", "/do/seat/take", "/c/TABLEB"):
        answer = stage.client().get(page, environ_overrides={"QUERY_STRING": query.decode("latin-1")})
        assert answer.status_code < 500


def test_words_that_come_unescaped_are_words_all_the_same(stage: World) -> None:
    said = "kind=view&body=电梯".encode() + b"\xff" + "何时来&key=\ud800".encode("utf-8", "surrogatepass")
    assert stage.client("resident").post(POST, data=said, content_type=FORM, headers=OURS).status_code == 303
    assert "电梯%FF何时来" in stage.client().get("/c/TABLEB").text


def test_what_was_typed_unescaped_is_kept_when_it_is_refused(stage: World) -> None:
    said = b"kind=\xff&body=" + "电梯".encode()
    answer = stage.client("resident").post(POST, data=said, content_type=FORM, headers=OURS)
    assert answer.status_code == 422
    assert "电梯" in answer.text


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=cut"])
def test_a_form_of_ten_million_bytes_is_refused_in_words(stage: World, kind: str) -> None:
    head = b'--cut\r\nContent-Disposition: form-data; name="body"\r\n\r\n' if "cut" in kind else b"body="
    answer = stage.client("resident").post(POST, data=head + b"a" * 10**7, content_type=kind, headers=OURS)
    assert answer.status_code == 413
    assert "您写的都在" in answer.text


def test_a_cookie_that_we_never_gave_is_nobody_s(stage: World) -> None:
    for cookie in ("remember_token=1|\xff", "remember_token=1|abc", "roundtable=\xff.\xfe.x", "lang=\xff; text=\x01"):
        answer = stage.client().get("/", headers={"Cookie": cookie})
        assert answer.status_code == 200
