"""The modules of the house, imported for their actions and pages."""

from __future__ import annotations

from flask import Flask

from roundtable.comments import actions as _comments  # noqa: F401
from roundtable.comments import desk as _comments_desk  # noqa: F401
from roundtable.commitments import actions as _commitments  # noqa: F401
from roundtable.consultations import actions as _consultations  # noqa: F401
from roundtable.consultations import erasing as _handed_over  # noqa: F401
from roundtable.consultations.views import views as consultations
from roundtable.decisions import actions as _decisions  # noqa: F401
from roundtable.documents import actions as _documents  # noqa: F401
from roundtable.floor import actions as _floor  # noqa: F401
from roundtable.notifications import actions as _notifications  # noqa: F401
from roundtable.oversight import actions as _oversight  # noqa: F401
from roundtable.pages import chain, ways
from roundtable.pages import comment as _comment  # noqa: F401
from roundtable.pages import commitments as _commitment_pages  # noqa: F401
from roundtable.pages import concern as _concern  # noqa: F401
from roundtable.pages import decision as _decision  # noqa: F401
from roundtable.pages import demo as _demo  # noqa: F401
from roundtable.pages import desk as _desk  # noqa: F401
from roundtable.pages import heads as _heads  # noqa: F401
from roundtable.pages import health as _health  # noqa: F401
from roundtable.pages import home as _home  # noqa: F401
from roundtable.pages import minutes as _minutes  # noqa: F401
from roundtable.pages import officer as _officer  # noqa: F401
from roundtable.pages import oversight as _oversight_pages  # noqa: F401
from roundtable.pages import poll as _poll  # noqa: F401
from roundtable.pages import record as _record  # noqa: F401
from roundtable.pages import screen as _screen  # noqa: F401
from roundtable.pages import table as _table  # noqa: F401
from roundtable.pages.blueprint import pages
from roundtable.people import actions as _people  # noqa: F401
from roundtable.people.views import people
from roundtable.places import actions as _places  # noqa: F401
from roundtable.voting import actions as _voting  # noqa: F401

BLUEPRINTS = (pages, people, consultations)


def mount(app: Flask) -> None:
    """Give every module's pages their addresses, the way round them, and the chain."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    ways.init_app(app)
    chain.init_app(app)
