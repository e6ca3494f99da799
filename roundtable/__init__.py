"""create_app(): extensions, tables and doors, in order; nothing else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from roundtable import cli, errors, handlers, modules, notices, streams, timetable
from roundtable.core import (
    actions,
    assets,
    chores,
    clock,
    compression,
    db,
    doors,
    headers,
    identity,
    incoming,
    languages,
    limits,
    logs,
    metrics,
    uploads,
    wording,
)
from roundtable.demo import words
from roundtable.live import broadcaster, render, server
from roundtable.notifications import models, noting
from roundtable.people import queries as people

__all__ = ["create_app"]


def create_app(env: Mapping[str, str] = os.environ, **overrides: Any) -> Flask:
    """The application, from settings in the environment. Raises config.BadSetting."""
    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    app.config.from_mapping(config.flask_config(env) | overrides)
    settings: config.Settings = app.config["SETTINGS"]
    _extensions(app, settings)
    _tables()
    if app.config["DEMO"]:
        words.init_app(app)
    doors.mount(app)
    uploads.init_app(app)
    modules.mount(app)
    render.init_app(app)
    errors.init_app(app)
    server.init_app(app)
    cli.init_app(app)
    if count := settings.proxies:  # outermost, since the socket's door too asks where people come from
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    return app


def _extensions(app: Flask, settings: config.Settings) -> None:
    compression.init_app(app)  # first: what is registered first is done last
    incoming.init_app(app)
    metrics.init_app(app)
    if settings.production:
        logs.init_app(app)
    clock.use(settings.clock)
    languages.init_app(app)
    wording.init_app(app)
    assets.init_app(app)
    db.init_app(app)
    identity.init_app(app, people.standing)
    headers.init_app(app)
    limits.init_app(app)


def _tables() -> None:
    """Hand the tables at the top to the house, which must not know the modules they speak of."""
    actions.FOLLOWS.update(handlers.FOLLOWS)
    actions.AUDITORS[:] = [noting.note]
    models.NOTICES.update(notices.NOTICES)
    chores.SWEEPS[:] = timetable.SWEEPS
    render.STREAMS.update(streams.STREAMS)
    broadcaster.FIGURES.update(streams.FIGURES)
    broadcaster.NAMED.update(streams.NAMED)
    broadcaster.SNAPSHOTS.update(streams.SNAPSHOTS)
    broadcaster.READY.update(streams.READY)
    broadcaster.MINE.update(streams.MINE)
