"""Components draw the same for a page and for what is pushed, where a name that is not given is a fault."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import request
from flask_babel import force_locale
from jinja2 import StrictUndefined

from roundtable.core.languages import LOCALES
from tests.browser.house import EveryKind, Paper, make


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_component_leans_on_a_name_that_is_not_there(language: str):
    app, _ = make()
    strict = app.jinja_env.overlay(undefined=StrictUndefined)
    with app.test_request_context("/gallery"), force_locale(LOCALES[language]):
        at = datetime(2023, 11, 19, 6, 52, tzinfo=UTC)
        given = {
            "form": EveryKind(),
            "paper": Paper(),
            "at": at,
            "demo_person": "Granny Luo",
            "request": request,
            "ways": tuple,
        }
        html = strict.get_template("gallery.html").render(**given)
    words = {"zh": ("大字", "支持", "谁能看到什么"), "en": ("Large text", "Support", "14:52")}[language]
    assert all(word in html for word in words)
