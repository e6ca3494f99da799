"""What a refusal or a fault looks like as a page: what is safe, and where to go."""

from __future__ import annotations

import logging

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from roundtable.core import metrics, watch
from roundtable.core.errors import Refused

log = logging.getLogger(__name__)
PAGES = (403, 404, 405, 413, 429)


def init_app(app: Flask) -> None:
    """Register them."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _refused(no: Refused) -> tuple[str, int]:
    watch.refused(no, metrics.rule())
    return page(no.status, str(no.message)), no.status


def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error  # a redirect
    return page(status, ""), status


def _fault(error: Exception) -> tuple[str, int]:
    log.error("%s %s", request.method, metrics.rule(), exc_info=error)  # the address itself may hold a token
    return page(500, ""), 500


def page(status: int, message: str) -> str:
    """The page of a status, with the sentence that the refusal itself has, if any."""
    name = status if status in PAGES else 500 if status >= 500 else 404
    return render_template(f"errors/{name}.html", message=message)
