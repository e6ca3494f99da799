"""How long the house waits for a browser, over real sockets with short waits."""

from __future__ import annotations

from collections.abc import Iterator

import gevent
import pytest
from flask import Flask, request
from gevent import socket
from gevent.pywsgi import WSGIServer

import config
from roundtable.core import patience

AT_MOST = 20  # seconds that a test waits for what should come at once
LINES = "\r\nHost: localhost\r\n"


def slow() -> str:
    """An answer that takes longer than any browser may take for its question."""
    gevent.sleep(3 * patience.HEAD)
    return "slow"


def house() -> Flask:
    """An application with a form, a page, and one that takes long."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = config.MAX_UPLOAD_BYTES
    app.add_url_rule("/form", view_func=lambda: request.form["said"], endpoint="form", methods=["POST"])
    app.add_url_rule("/", view_func=lambda: "page", endpoint="page")
    app.add_url_rule("/slow", view_func=slow)
    return app


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(patience, "HEAD", 0.2)
    monkeypatch.setattr(patience, "BODY", 0.2)
    server = WSGIServer(("127.0.0.1", 0), house(), log=None, handler_class=patience.Handler)
    server.start()
    yield server.server_port or 0
    server.stop()


def said_to(port: int, words: str) -> bytes:
    """All that is answered until the house ends the line."""
    with gevent.Timeout(AT_MOST), socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(words.encode())
        heard = b""
        while piece := line.recv(4096):
            heard += piece
        return heard


@pytest.mark.parametrize("words", ["", "GET / HT", f"GET /{LINES[:9]}", f"GET / HTTP/1.1{LINES}X-Half: wor"], ids=len)
def test_who_says_half_a_request_and_no_more_is_let_go(port: int, words: str) -> None:
    assert said_to(port, words) in {b"", b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"}


def test_who_says_it_letter_by_letter_is_let_go_all_the_same(port: int) -> None:
    line, gone = socket.create_connection(("127.0.0.1", port)), pytest.raises(OSError, match=r"reset|Broken pipe")
    with gevent.Timeout(AT_MOST), line, gone:
        for letter in f"GET / HTTP/1.1{LINES}X: " + "x" * 10_000:
            line.sendall(letter.encode())
            gevent.sleep(patience.HEAD / 20)


def test_a_form_that_stops_half_way_is_no_form_and_its_line_is_freed(port: int) -> None:
    head = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n"
    assert said_to(port, f"POST /form HTTP/1.1{LINES}{head}said=half").startswith(b"HTTP/1.1 400")


def test_an_answer_may_take_as_long_as_it_takes(port: int) -> None:
    assert said_to(port, f"GET /slow HTTP/1.1{LINES}Connection: close\r\n\r\n").endswith(b"slow")


def test_a_line_is_used_again_by_who_asks_again_in_time(port: int) -> None:
    heard = said_to(port, f"GET / HTTP/1.1{LINES}\r\nGET / HTTP/1.1{LINES}\r\n")
    assert heard.count(b"HTTP/1.1 200 OK") == 2


def test_a_length_beside_a_chunked_body_hides_no_second_request_in_it(port: int) -> None:
    head = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    heard = said_to(port, f"POST /form HTTP/1.1{LINES}{head}a\r\nsaid=words\r\n0\r\n\r\nGET / HTTP/1.1{LINES}\r\n")
    assert heard.count(b"HTTP/1.1 ") == 2
    assert b"words" in heard


FORM = "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
TWO_WAYS = [
    "Content-Length: 4\r\nContent-Length: 40\r\n",
    "Content-Length: 4\r\nContent-Length: 4\r\n",
    "Content-Length: 4, 4\r\n",
    "Content-Length: +6\r\n",
    "Content-Length: 1_0\r\n",
    "Content-Length : 6\r\n",
    "Content-Length: 6\r\nno header\r\n",
    "no header\r\nContent-Length: 6\r\n",
    ": nameless\r\nContent-Length: 6\r\n",
    "Content-Length: six\r\n",
    "X: y\r\n" * 101,
    "X: a\r\n b\r\nContent-Length: 6\r\n",
    "Transfer-Encoding: xchunked\r\nContent-Length: 6\r\n",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    "Transfer-Encoding: identity, chunked\r\n",
]


def test_a_form_with_a_photo_has_one_reading(port: int) -> None:
    part = b'--cut\r\nContent-Disposition: form-data; name="said"\r\n\r\nwords\r\n--cut--\r\n'
    kind = f"Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: {len(part)}\r\nConnection: close\r\n"
    assert said_to(port, f"POST /form HTTP/1.1{LINES}{kind}\r\n{part.decode()}").endswith(b"words")


@pytest.mark.parametrize("head", TWO_WAYS, ids=range(len(TWO_WAYS)))
def test_a_request_that_could_be_read_in_two_ways_is_refused_and_its_line_ended(port: int, head: str) -> None:
    heard = said_to(port, f"{FORM}{head}\r\nsaid=aGET / HTTP/1.1{LINES}\r\n")
    assert heard.startswith(b"HTTP/1.1 400 ")
    assert heard.count(b"HTTP/1.1 ") == 1
