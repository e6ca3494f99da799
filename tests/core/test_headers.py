"""What browsers are told, and what is refused when another site sends it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask, Response, request, session
from flask_babel import Babel

from roundtable.core import headers
from roundtable.core.errors import Refused

HASHED = "/static/built/app.0f3a.css"


def a_house(public_url: str | None = None) -> Flask:
    """A small house with the real headers: a page, an act, a person who signs in, a photo, files that are served."""
    app = Flask(__name__, static_folder=None)
    app.config.update(SECRET_KEY="for tests alone", SETTINGS=SimpleNamespace(public_url=public_url))
    Babel(app)
    headers.init_app(app)
    app.register_error_handler(Refused, lambda no: (str(no.message), no.status))
    app.add_url_rule("/", view_func=lambda: "page", endpoint="page")
    app.add_url_rule("/act", view_func=lambda: "done", endpoint="act", methods=["POST"])
    app.add_url_rule("/me", view_func=lambda: session.setdefault("person", "7"), endpoint="me")
    app.add_url_rule("/photo", view_func=photo)
    app.add_url_rule(
        "/static/<path:name>", view_func=lambda name: Response(name, mimetype="text/css"), endpoint="static"
    )
    app.add_url_rule("/socket", view_func=lambda: str(headers.same_origin(request, request.host)), endpoint="socket")
    return app


def photo() -> Response:
    """Named by its hash, so it may be kept."""
    answer = Response(b"...", mimetype="image/webp")
    answer.cache_control.private = True
    answer.cache_control.max_age = 3600
    return answer


@pytest.fixture
def client():
    return a_house().test_client()


def test_nothing_from_elsewhere_and_nothing_inline_runs_on_a_page(client):
    policy = dict(rule.split(" ", 1) for rule in client.get("/").headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert (policy["require-trusted-types-for"], policy["trusted-types"]) == ("'script'", "parts")
    assert policy["connect-src"] == "'self' ws://localhost wss://localhost"
    assert "unsafe" not in str(policy)


def test_the_socket_is_allowed_at_the_address_that_was_asked_for(client):
    policy = client.get("/", headers={"Host": "192.168.1.7:5000"}).headers["Content-Security-Policy"]
    assert "connect-src 'self' ws://192.168.1.7:5000 wss://192.168.1.7:5000" in policy


@pytest.mark.parametrize("host", ["evil.example; script-src *", "a b", "x'y", ""])
def test_an_address_that_is_none_cannot_add_to_the_policy(host):
    with a_house().test_request_context("/"):
        assert headers.content_security_policy(host).endswith("connect-src 'self'")


def test_other_headers_keep_sites_apart(client):
    sent = client.get("/").headers
    assert sent["Referrer-Policy"] == "same-origin"
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Cross-Origin-Opener-Policy"] == "same-origin"
    assert sent["Permissions-Policy"].startswith("camera=(self), ")
    assert client.get("/nowhere").headers["X-Content-Type-Options"] == "nosniff"


def test_a_browser_that_came_over_https_comes_over_https_from_then_on(client):
    assert "Strict-Transport-Security" not in client.get("/").headers
    for url, told in (("https://table.example", True), ("http://table.example", False)):
        sent = a_house(url).test_client().get("/").headers
        assert ("max-age=31536000" in sent.get("Strict-Transport-Security", "")) is told


def test_what_was_drawn_for_me_is_kept_by_no_cache(client):
    assert "Cache-Control" not in client.get("/").headers
    assert client.get("/me").headers["Cache-Control"] == "no-store"
    assert client.get("/").headers["Cache-Control"] == "no-store"  # the cookie came along
    assert {"Cookie", "Accept-Language"} <= set(client.get("/").vary)


def test_built_files_are_kept_for_good_and_sources_and_photos_as_they_say(client):
    client.get("/me")
    assert client.get(HASHED).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in client.get("/static/css/app.css").headers.get("Cache-Control", "")
    assert client.get("/photo").headers["Cache-Control"] == "private, max-age=3600"


OURS = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    {"Origin": "http://LOCALHOST"},
    {},
]
THEIRS = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    {"Origin": "http://evil.example"},
    {"Origin": "http://localhost:8000"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://[::1"},
]


@pytest.mark.parametrize("sent", OURS)
def test_an_act_from_our_own_page_or_from_a_program_is_done(client, sent):
    assert client.post("/act", headers=sent).get_data(as_text=True) == "done"
    assert client.get("/socket", headers=sent).get_data(as_text=True) == "True"


@pytest.mark.parametrize("sent", THEIRS)
def test_an_act_that_another_site_sent_is_refused_in_words(client, sent):
    answer = client.post("/act", headers=sent)
    assert answer.status_code == 403
    assert "another website" in answer.get_data(as_text=True)
    assert client.get("/socket", headers=sent).get_data(as_text=True) == "False"


@pytest.mark.parametrize("sent", THEIRS)
def test_looking_is_free_wherever_the_link_was(client, sent):
    assert client.get("/", headers=sent).status_code == 200


def test_behind_a_proxy_the_public_address_is_ours_and_the_inner_one_is_not():
    client = a_house("https://table.example").test_client()
    assert client.post("/act", headers={"Origin": "https://table.example"}).status_code == 200
    assert client.post("/act", headers={"Origin": "http://localhost"}).status_code == 403
    assert "wss://table.example" in client.get("/").headers["Content-Security-Policy"]
