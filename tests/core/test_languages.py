from flask import render_template_string
from flask_babel import lazy_gettext as _l

from tests.world import World


def test_what_somebody_wrote_is_no_markup_in_a_sentence_that_is_said_later(world: World) -> None:
    sentence = _l("Not done: this is now “%(state)s”. Look at it as it is.", state="<img src=x onerror=alert(1)>")
    with world.app.test_request_context(headers={"Accept-Language": "en"}):
        drawn = render_template_string("{{ sentence }}", sentence=sentence)
    assert "<img" not in drawn
    assert "&lt;img src=x onerror=alert(1)&gt;" in drawn
