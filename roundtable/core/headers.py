"""What every answer tells the browser to refuse, and which requests we refuse ourselves: those that another site sent.

The policy is one for all pages: nothing from elsewhere, nothing inline, words never made into markup but by one policy
of the scripts (`parts`). It is the second wall; the first is that templates escape.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, request, session
from flask_babel import lazy_gettext as _l

from roundtable.core.errors import Forbidden

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
A_YEAR = 365 * 24 * 3600
# a name, or an address with its port: it goes into a header, and came from outside
HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",  # icons in style sheets, and photos looked at before they are sent
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "parts",
}

FIXED = {
    # never no-referrer: browsers then send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # the camera is for photos of what was promised, and for codes on paper
    "Permissions-Policy": "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def init_app(app: Flask) -> None:
    """Refuse what other sites send, and put the headers on every answer."""
    settings = app.config.get("SETTINGS")
    app.config.setdefault("PUBLIC_URL", settings.public_url if settings else None)
    app.before_request(refuse_strangers)
    app.after_request(protect)


def own_host(asked_for: str) -> str:
    """The name that people type: of PUBLIC_URL, since a proxy may ask for us by another, else the one asked for."""
    public: str | None = current_app.config.get("PUBLIC_URL")
    return urlsplit(public).netloc if public else asked_for


def same_origin(req: Request, host: str) -> bool:
    """Whether a request comes from our own pages, or from no page at all. For forms and for sockets alike.

    Browsers say where a request comes from, and no script can forge it: in Sec-Fetch-Site, over https and on localhost,
    or in Origin, with every post and every socket, also on a hall's plain http. A request with neither comes from a
    program, which no page has lured into sending a person's cookie; SameSite=Lax stands behind that. `host` is the one
    asked for.
    """
    if (site := req.headers.get("Sec-Fetch-Site")) is not None:
        return site in {"same-origin", "none"}
    came_from = req.headers.get("Origin")
    return came_from is None or _host(came_from).lower() == own_host(host).lower()


def _host(origin: str) -> str:
    """The host in an origin; "" where there is none that can be read."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def refuse_strangers() -> None:
    """Before each request. Raises Forbidden for what would change something and was sent by another site."""
    if request.method not in SAFE_METHODS and not same_origin(request, request.host):
        raise Forbidden(
            _l("This was sent from another website, so nothing was done. Open the page here and send it again.")
        )


def protect(response: Response) -> Response:
    """After each request: the headers."""
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", content_security_policy(own_host(request.host)))
    if (current_app.config.get("PUBLIC_URL") or "").startswith("https://"):
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    _keep_or_not(response)
    return response


def content_security_policy(host: str) -> str:
    """The policy for pages at a host. Older browsers do not count a socket to it as 'self', so it is named."""
    sockets = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    rules = POLICY | {"connect-src": f"'self'{sockets}"}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _keep_or_not(response: Response) -> None:
    """What is built has its hash in its name and never changes; what was drawn for one person is kept nowhere.

    A view that gives its answer an age, such as a photo named by its hash, has decided for itself.
    """
    if request.path.startswith("/static/built/") and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    elif not request.path.startswith("/static/") and response.cache_control.max_age is None and _is_personal(response):
        response.headers["Cache-Control"] = "no-store"


def _is_personal(response: Response) -> bool:
    """Whether the browser is known: by its session, whose cookie is written after us, or by a longer-lived cookie."""
    remembered = current_app.config.get("REMEMBER_COOKIE_NAME", "remember_token") in request.cookies
    return bool(session) or remembered or "Set-Cookie" in response.headers
