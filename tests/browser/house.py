"""A small house for the browser side alone: the real templates, styles and scripts, and pages that exercise them.

The true server is tested elsewhere, end to end. Here its answers can be late, lost, doubled or refused at will.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from flask import Flask, redirect, render_template, render_template_string, request
from flask_socketio import SocketIO
from jinja2 import ChoiceLoader, FileSystemLoader
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Optional, ValidationError

from roundtable.core import assets, headers, languages, wording
from roundtable.core.forms import ActionForm, choices
from tests.browser.table import Table, now_ms

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


class EveryKind(ActionForm):
    """One field of each kind; two of them do not pass."""

    place = StringField("Where?", [InputRequired()], description="Estate, block, entrance")
    by = DateField("By when?", [InputRequired()])
    words = TextAreaField("A sentence", [Optional()])
    where = SelectField("Where is it now?", choices=choices({"a": "Shaft topped out", "b": "Lift being fitted"}))
    done = RadioField("Is it fixed?", [InputRequired()], choices=choices({"yes": "Fixed", "no": "Not fixed"}))
    told = BooleanField("Tell me when it is done", description="By message, at most once a week")
    homes = IntegerField("Homes", [Optional()])
    secret = PasswordField("Password", [Optional()], render_kw={"autocomplete": "current-password"})
    photo = FileField("Photo", [Optional()])

    def validate_by(self, field: Any) -> None:
        """A day that has passed cannot be promised."""
        if field.data and field.data < date(2024, 1, 1):
            raise ValidationError("That day has passed. Give a day after today.")


class Paper(ActionForm):
    """A ballot."""

    choice = RadioField("Choose one", choices=choices({"yes": "Yes", "no": "No"}), default="yes")


def make() -> tuple[Flask, SocketIO]:
    """The app, with pages of tests/browser/templates on top of the house's own, and its wire."""
    app = Flask("house", root_path=str(ROOT / "roundtable"), static_folder="../static")
    languages.init_app(app)
    wording.init_app(app)
    assets.init_app(app)
    app.jinja_env.globals.update(ways=tuple, who=None)  # nowhere else to go, and nobody
    headers.init_app(app)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(HERE / "templates"), FileSystemLoader(ROOT / "templates")])
    app.add_url_rule("/gallery", view_func=gallery, methods=["GET", "POST"])
    app.add_url_rule("/errors/<name>", view_func=error)
    app.add_url_rule("/healthz", "healthz", lambda: "ok")
    app.add_url_rule("/other", "other", lambda: "<!DOCTYPE html><title>other</title><p>another page")
    wire = SocketIO(app, async_mode="threading", transports=["websocket"], ping_interval=10, ping_timeout=10)
    mount(app, Table(app, wire))
    return app, wire


def mount(app: Flask, table: Table) -> None:
    """The table's pages, its plain forms, and what tests move it by: POST /_t/<a method of Table>."""

    def page(template: str) -> str:
        return render_template(template, **seen(table))

    def do(thing: str, verb: str) -> Any:
        fields = request.form.to_dict()
        key = fields.pop("key")
        table.acts.append({"action": f"{thing}.{verb}", "key": key, "fields": fields, "plain": True})
        answer = table.done.get(key) or table.perform(f"{thing}.{verb}", key, fields, request.args.get("on"))
        if answer["ok"]:
            return redirect("/c/TABLEB", 303)
        return render_template_string("{{ message }}", **answer), 422

    def move(what: str) -> Any:
        getattr(table, "set_mode" if what == "mode" else what)(**request.get_json())
        return {"seq": table.seq, "acts": table.acts, "entered": table.entered}

    app.add_url_rule("/c/TABLEB", "table", lambda: page("table.html"))
    app.add_url_rule("/c/TABLEB/desk", "desk", lambda: page("desk.html"))
    app.add_url_rule("/do/<thing>/<verb>", view_func=do, methods=["POST"])
    app.add_url_rule("/_t/<what>", view_func=move, methods=["POST"])


def seen(table: Table) -> dict[str, Any]:
    """What a live page is drawn from."""
    shown = table.shown(request.args.get("before", type=int), request.args.get("show", 60, type=int))
    first = shown[0]["number"] if shown else 0
    ends = request.args.get("ends", now_ms() // 1000 * 1000 + 120_000, type=int)
    live = {"topic": "consultation:TABLEB", "seq": table.seq, "now_ms": now_ms(), "mine_json": table.sets}
    shown_too = {"shown": shown, "first": first, "earlier": first > min(table.comments), "mine": table.sets}
    return live | shown_too | {"ends": ends, "key": token_hex(16)}


def gallery() -> str:
    """Every component on one page."""
    form = EveryKind(request.form if request.method == "POST" else None)
    if request.method == "POST":
        form.validate()
    at = datetime(2023, 11, 19, 6, 52, tzinfo=UTC)
    return render_template("gallery.html", form=form, paper=Paper(), at=at, demo_person="Granny Luo")


def error(name: str) -> str:
    """An error page, as the house serves it."""
    return render_template(f"errors/{name}.html")


if __name__ == "__main__":
    the_app, the_wire = make()
    the_wire.run(the_app, "127.0.0.1", int(sys.argv[1]), allow_unsafe_werkzeug=True)
