"""What the house says of itself while it runs: words for people who try it, a JSON object a line in production.

No line holds personal data or a token: a request is named by the rule of its address and not by the address, a person
not at all, and what was said stays in the tables (statements are logged without their parameters, see config.py).
"""

from __future__ import annotations

import logging
import sys
from typing import TextIO

import structlog
from flask import Flask, Response, request

from . import metrics
from .limits import UNCOUNTED

access = logging.getLogger("roundtable.access")
UNTOLD = (*UNCOUNTED, "/metrics")  # asked for by machines every few seconds
LOGGERS = ("engineio.server", "socketio.server")  # they set their own levels unless told


def configure(*, production: bool, to: TextIO = sys.stderr) -> None:
    """Send all log lines of this process there. Called once, by what starts a process."""
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if production else _words
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    handler = logging.StreamHandler(to)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO if production else logging.WARNING)
    for name in LOGGERS:  # their warnings are about what strangers say, a line for each thing that they say
        logging.getLogger(name).setLevel(logging.ERROR)


def _words(_logger: object, _name: str, event: structlog.typing.EventDict) -> str:
    """A line as people read it."""
    fault = f"\n{event['exception']}" if "exception" in event else ""
    return f"{event['level'].upper()}: {event['event']}{fault}"


def init_app(app: Flask) -> None:
    """A line for each request."""
    app.after_request(_line)


def _line(response: Response) -> Response:
    if (took := metrics.took()) is not None and not request.path.startswith(UNTOLD):
        ms = round(took * 1000, 1)
        said = {"method": request.method, "rule": metrics.rule(), "status": response.status_code, "ms": ms}
        access.info("request", extra=said)
    return response
