"""What the house says of itself while it runs: words for people who try it, a JSON object a line in production.

No line holds personal data or a token: a request is named by the rule of its address and not by the address, a person
not at all, and what was said stays in the tables (statements are logged without their parameters, see config.py).
"""

from __future__ import annotations

import logging
import sys
import time

import structlog
from flask import Flask, Response, g, request

access = logging.getLogger("roundtable.access")
LOGGERS = ("engineio.server", "socketio.server")  # they set their own levels unless told


def configure(*, production: bool) -> None:
    """Send all log lines of this process to stderr. Called once, by what starts a process."""
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if production else _words
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO if production else logging.WARNING)
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


def _words(_logger: object, _name: str, event: structlog.typing.EventDict) -> str:
    """A line as people read it."""
    fault = f"\n{event['exception']}" if "exception" in event else ""
    return f"{event['level'].upper()}: {event['event']}{fault}"


def init_app(app: Flask) -> None:
    """A line for each request."""
    app.before_request(_begin)
    app.after_request(_line)


def rule() -> str:
    """The rule that the request's address fits, so that codes and tokens in it are told to nobody."""
    return request.url_rule.rule if request.url_rule else "(none)"


def _begin() -> None:
    g.began = time.perf_counter()


def _line(response: Response) -> Response:
    if "began" in g and rule() not in ("/healthz", "/readyz", "/static/<path:filename>"):
        took = round((time.perf_counter() - g.began) * 1000, 1)
        said = {"method": request.method, "rule": rule(), "status": response.status_code, "ms": took}
        access.info("request", extra=said)
    return response
