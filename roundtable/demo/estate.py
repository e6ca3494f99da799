"""TABLED: what else was wrong in the estate, a week after the lift. All words are invented.

What was promised there is in promises.py: a commitment in each state.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from roundtable.demo import floor, lift, promises, tables, talk
from roundtable.demo.clockwork import Step
from roundtable.demo.days import Days
from roundtable.demo.pledges import accept, propose
from roundtable.demo.stage import Stage
from roundtable.demo.talk import Words
from roundtable.policy import Action

CODE = "TABLED"
TABLE = f"consultation:{CODE}"
SAID = {
    "title": "桂花里小区的烦心事，一件一件说",
    "matter": "路灯、坡道、停车、停水：小区里拖了很久的事，今天请管事的单位坐到一起，一件一件给个日子。",
    "address": "桂花里小区广场",
    "access": "广场平地，有扩音器。",
}
OFFICIALS = ("officer", "head", "manager", "lampman", "plumber", "colleague")
RESIDENTS = (
    *("resident", "neighbour", "tu", "xu", "yang", "feng", "zheng"),
    *("he", "cao", "shi", "lv", "hua", "wei", "zhu"),
)
CONVERSATION = (
    Words(18, "yang", "question", "lamps", "东门外 6 盏路灯全不亮，晚上接孙子要打手电，什么时候修？"),
    Words(20, "feng", "question", "ramp", "我推轮椅出门要人抬，3 栋门口能不能修个坡道？"),
    Words(23, "zheng", "proposal", "bays", "2 栋的消防通道停满电动车，划出车位，通道空出来。"),
    Words(25, "he", "question", "water", "5 栋 4 楼以上早晚没水，什么时候有水？"),
    Words(28, "cao", "proposal", "rails", "5 栋一时装不了电梯，先把楼梯扶手装上。"),
    Words(30, "shi", "proposal", "racks", "5 栋没地方晒被子，楼下装几个晾衣架。"),
    Words(32, "lv", "question", "survey", "3 栋装了，我们 5 栋能不能装？"),
    Words(35, "hua", "view", "fence", "东门花坛的栏杆断了三处，有尖角，孩子们从那里过。"),
    Words(37, "wei", "question", "drain", "3 栋楼后一下大雨就漫水，下水道谁来通？"),
    Words(40, "cao", "question", "room", "我们老人没地方坐，能不能腾一间屋子出来？"),
    Words(43, "he", "proposal", "bench", "小广场一条长椅都没有，添几条。"),
    Words(45, "shi", "question", "doorstep", "5 栋门口的台阶缺了角，下雨天滑，什么时候修？"),
    Words(49.5, "lampman", "answer", "", "6 盏的线都老化了，换线、换灯头。", on="lamps"),
    Words(51, "colleague", "answer", "", "坡道不用批，排上就能修。", on="ramp"),
    Words(54, "plumber", "answer", "", "泵是十年前的，扬程不够，换一台。", on="water"),
    Words(57, "head", "answer", "", "5 栋管线多，先请人勘查，再说能不能装。", on="survey"),
)
SUPPORT = {"lamps": ("resident", "tu", "xu"), "ramp": ("resident", "neighbour"), "rails": ("yang", "he", "shi", "lv")}
SPEAKERS = (("yang", 17, 95), ("feng", 21, 80), ("he", 26, 110), ("lampman", 50, 120), ("plumber", 55, 150))
ITEMS = (1, 4, 15, 48, 68, 95)  # minutes after the opening


def held(days: Days) -> int:
    """The day of the table: the Sunday after the lift's."""
    return lift.held(days) + 7


def opened(days: Days) -> datetime:
    """The moment when it was opened."""
    return days.at(held(days), "14:30")


def steps(days: Days) -> list[Step]:
    """From the announcement to the open record."""
    day, items = held(days), enumerate(ITEMS, 1)
    begun = [(opened(days) + timedelta(minutes=at), partial(floor.go_on, table=TABLE, number=n)) for n, at in items]
    return [
        (days.at(day - 8, "10:00"), _announce),
        (opened(days), _sit_down),
        *begun,
        *floor.turns(TABLE, opened(days), SPEAKERS),
        *talk.steps(TABLE, opened(days), CONVERSATION),
        (days.at(day, "15:23"), partial(talk.support, supporters=SUPPORT)),
        (days.at(day, "15:55"), _write_down),
        (days.at(day, "16:20"), _close),
        (days.at(day + 4, "09:00"), _publish),
    ]


def _announce(stage: Stage, days: Days) -> None:
    """In time."""
    tables.announce(stage, SAID, opened(days), "community", code=CODE, quorum=12)


def _sit_down(stage: Stage, _days: Days) -> None:
    tables.sit_down(stage, TABLE, (*RESIDENTS, *OFFICIALS))


def _write_down(stage: Stage, days: Days) -> None:
    """The recorder makes commitments of it while people watch; each is signed."""
    for promise in promises.ALL:
        propose(stage, days, promise, TABLE)
        accept(stage, days, promise)


def _close(stage: Stage, _days: Days) -> None:
    stage.act("host", Action.CONSULTATION_CLOSE, TABLE)


def _publish(stage: Stage, _days: Days) -> None:
    tables.publish(stage, TABLE)
