import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.crawl.read import Seen
from tests.crawl.walk import Walk

PAGES = {
    "/": """<a href="/hall">In</a> <a href="/gone">Out</a> <a href="http://elsewhere.example/">Away</a>
<p hidden><a href="/secret">x</a></p><article class="letter"><a href="/once">x</a></article>
<form action="/do/comment/post"><button>Say</button></form>""",
    "/hall": "<ul><li>one</li></ul>",
}


class TwoRooms(BaseHTTPRequestHandler):
    """A house of two pages, in Chinese whatever was asked for."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f'<!DOCTYPE html><html lang="zh-CN"><body>{PAGES.get(self.path, "")}</body></html>'.encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), TwoRooms) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_link_to_nowhere_is_noticed_and_a_button_may_refuse(url: str) -> None:
    walk = Walk(url, "zh")
    walk.go("visitor", "/")
    assert walk.faults == ["/gone (visitor): 404"]
    assert walk.served == {"/", "/hall"}
    walk.close()
    assert walk.opened == 4  # what is hidden, in a mail or elsewhere is not followed


def test_a_page_in_another_language_is_noticed(url: str) -> None:
    walk = Walk(url, "en")
    walk.go("visitor", "/hall")
    walk.close()
    assert walk.faults == ["/hall (visitor): in another language"]


def test_what_is_made_alike_is_of_one_kind_and_what_is_not_is_not() -> None:
    def kind(body: str) -> frozenset[str]:
        return Seen("visitor", "/", 200, body).kind

    assert kind("<ul><li id=a-1>one</li></ul>") == kind("<ul><li id=a-2>two</li><li id=a-3>three</li></ul>")
    assert kind("<p>one</p>") != kind("<p><b>one</b></p>")
    assert kind("<button>one</button>") != kind("<button aria-pressed=true>one</button>")


def test_the_same_page_is_the_same_whoever_reads_it_when() -> None:
    mine = '<aside class="demo">You are Mei</aside><input name="key" value="a1"><body data-seq="4">x'
    theirs = '<aside class="demo">You are Li</aside><input name="key" value="b2"><body data-seq="5">x'
    assert Seen("resident", "/", 200, mine).same == Seen("host", "/", 200, theirs).same
    assert Seen("host", "/", 200, mine).same != Seen("host", "/", 200, mine + "y").same
