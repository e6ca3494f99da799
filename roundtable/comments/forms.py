"""What may be sent about comments."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from roundtable.core.forms import ActionForm, choices, words

from .models import KINDS


class CommentForm(ActionForm):
    """Saying something."""

    kind = RadioField(_l("This is a"), choices=choices(KINDS), default="view")
    body = words(_l("Say it"), most=2000, missing=_l("Write what you want to say first."))
