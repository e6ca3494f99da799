import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Page, expect

PAGE = """<!DOCTYPE html><html lang="zh"><title>一页</title><p id="words">等一下</p>
<script>addEventListener("load", () => { words.textContent = "您好" })</script></html>"""


class OnePage(BaseHTTPRequestHandler):
    """Answers every address with the one page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), OnePage) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_page_opens_and_its_script_runs(page: Page, address: str) -> None:
    page.goto(address)

    expect(page).to_have_title("一页")
    expect(page.locator("#words")).to_have_text("您好")


def test_the_phone_is_as_narrow_as_peoples_phones(page: Page, address: str) -> None:
    page.goto(address)

    assert page.evaluate("innerWidth") == 360
