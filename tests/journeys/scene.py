"""Where the story begins: an estate with its people and bodies on the register, and a consultation announced.

Only that is prepared; from here on everything is done in browsers.

It is 2024 in the house, as in domain.md §7. A sign-in
grows old by the clock of the house and its cookie by that of the browser, which therefore keeps it: people come in anew
when months have passed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import flask_migrate

from roundtable import create_app
from roundtable.core import clock
from roundtable.core.calendar import SHANGHAI
from roundtable.core.db import db
from roundtable.demo import cast
from roundtable.demo.stage import Stage
from roundtable.policy import Action

CODE = "LFTTHR"
TITLE = "3栋1单元加装电梯"


def moment(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """On a day of 2024, on the clock in Shanghai."""
    return datetime(2024, month, day, hour, minute, tzinfo=SHANGHAI)


ANNOUNCED, OPENED = moment(3, 1), moment(3, 10, 14, 30)  # ten days before; a Sunday


def prepare(home: Path, url: str) -> None:
    """Fill an empty house, in a database of that URL."""
    app = create_app({"ROUNDTABLE_HOME": str(home), "DATABASE_URL": url, "RATE_LIMITS": "off"}, TESTING=True)
    with app.app_context():
        flask_migrate.upgrade()
        _play(Stage(ANNOUNCED))
        db.engine.dispose()
    clock.use(None)


def _play(stage: Stage) -> None:
    cast.settle(stage)
    said = {"title": TITLE, "matter": "5 楼的老人下不了楼。14 户人家想装电梯。", "address": "桂花里小区广场"}
    offices = {"host_id": stage.people["host"], "recorder_id": stage.people["recorder"]}
    where = {"place_id": stage.places["block3"], "starts_at": f"{OPENED:%Y-%m-%dT%H:%M}", "code": CODE}
    street = f"organisation:{stage.bodies['street']}"
    stage.act("host", Action.CONSULTATION_DRAFT, street, **said, **where, **offices)
    stage.act("host", Action.CONSULTATION_ANNOUNCE, f"consultation:{CODE}")


def ahead(moment: datetime) -> timedelta:
    """How far from now that is."""
    return moment - datetime.now(SHANGHAI)
