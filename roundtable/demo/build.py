"""Loads the demo. Everything is done by actions, as the people who would do it."""

from __future__ import annotations

from datetime import timedelta

from roundtable.core import clock
from roundtable.core.wording import local
from roundtable.demo import cast
from roundtable.demo.stage import Stage
from roundtable.policy import Action


def load() -> None:
    """Fill an empty house."""
    stage = Stage(clock.now() - timedelta(days=14))  # TABLEB is announced in time
    cast.settle(stage)
    live_table(stage)


def live_table(stage: Stage) -> None:
    """TABLEB: open now."""
    today = clock.now()
    said = {"title": "3栋1单元加装电梯", "matter": "5 楼的老人下不了楼。", "address": "桂花里小区 3 栋楼下"}
    on, when = f"organisation:{stage.bodies['street']}", local(today).strftime("%Y-%m-%dT%H:%M")
    code = stage.act("host", Action.CONSULTATION_DRAFT, on, **said, starts_at=when, code="TABLEB")
    table = f"consultation:{code}"
    stage.act("host", Action.CONSULTATION_ANNOUNCE, table)
    stage.now = today
    stage.act("host", Action.CONSULTATION_OPEN, table)
    for who in ("resident", "neighbour"):
        stage.act(who, Action.SEAT_TAKE, table, name=who)
    stage.act("resident", Action.COMMENT_POST, table, kind="question", body="我今年 72，住 5 楼。能不能给个时间表？")
