"""TABLEC, announced: to be held in six days. All words are invented."""

from __future__ import annotations

from roundtable.demo import tables
from roundtable.demo.days import Days
from roundtable.demo.stage import Stage
from roundtable.policy import Action

CODE = "TABLEC"
TABLE = f"consultation:{CODE}"
SAID = {
    "title": "老年食堂开在哪里",
    "matter": "一个人住的老人中午常常凑合。社区想开一个食堂：开在哪里，一顿饭多少钱，谁来送上门。",
    "address": "桂花里社区活动室，一楼",
    "access": "门口有坡道；听不清的，可以坐前排。",
}


def announce(stage: Stage, days: Days) -> None:
    """In time; some have said that they come."""
    tables.announce(stage, SAID, days.at(8, "15:00"), "community", code=CODE, quorum=12)
    for who in ("zhou", "feng", "cao", "qin", "neighbour"):
        stage.act(who, Action.SEAT_REGISTER, TABLE)
