"""TABLEB, open now: where e-bikes are charged. All words are invented."""

from __future__ import annotations

from typing import NamedTuple

from roundtable.core.wording import local
from roundtable.demo import cast
from roundtable.demo.clockwork import wait
from roundtable.demo.days import Days
from roundtable.demo.stage import Stage
from roundtable.policy import Action

CODE = "TABLEB"
TABLE = f"consultation:{CODE}"
SAID = {
    "title": "电动车在哪里充电",
    "matter": "楼道里充电怕着火，从窗口拉线充电也危险，下雨天没处停。商量充电棚建不建、建在哪里、谁来管。",
    "address": "桂花里社区活动室，一楼",
    "access": "门口有坡道，前排有大字屏。",
}
EXPECTED = ("qin", "kong", "jin", "han")  # registered, not there yet
OFFICIALS = ("officer", "manager", "head")


class Words(NamedTuple):
    """What somebody says, so many minutes before loading; on: what it replies to."""

    minutes: float
    who: str
    kind: str
    slug: str
    body: str
    on: str = ""


CONVERSATION = (
    Words(31, "resident", "question", "when", "我住 5 楼，夜里闻到过楼道里的焦味。充电棚哪天能建好？能不能给个日子？"),
    Words(29, "zhu", "view", "theft", "我家的车就停在楼道里。我知道不对，可是停在楼下，电瓶丢过两回。"),
    Words(27, "neighbour", "objection", "children", "东门那块空地是孩子们踢球的地方。棚子建在那里，他们去哪儿玩？"),
    Words(26, "xu", "proposal", "accounts", "充电按次收费，价钱贴在棚里，账目一个月公布一次。"),
    Words(24, "chen", "question", "price", "充一次多少钱？跟家里的电价一样吗？"),
    Words(23, "wu", "question", "price-again", "一度电收多少钱？"),
    Words(22, "manager", "answer", "", "按居民电价，每度加两分钱管理费，算下来充满一次一块钱上下。", on="price"),
    Words(21, "cao", "proposal", "lane", "2 栋后面那块空地也可以停车。"),
    Words(19, "jin-guest", "view", "rude", "停楼道的都是没素质的人。"),
    Words(17, "he", "objection", "noise", "我在 3 楼，窗户正对东门。夜里充电响不响？灯会不会照进来？"),
    Words(
        15, "officer", "answer", "", "棚子离最近的窗户 12 米，充电桩没有风扇；灯装在棚顶下面，只照地面。", on="noise"
    ),
    Words(14, "yang", "reply", "", "我也带孙子。球场往南挪十米，两边都放得下。", on="children"),
    Words(12, "shi", "question", "phone", "七十多岁的人不会扫码，怎么交钱？能不能投硬币？"),
    Words(9, "lv", "proposal", "trial", "先装十个充电口，试三个月，够用就不再加。"),
    Words(6, "hua", "view", "courier", "我儿子送外卖，一天要充两回。夜里十二点以后也得能充。"),
    Words(3, "wei", "view", "fire", "去年隔壁小区的火就是楼道里充电烧起来的，这件事不能再拖。"),
)
SUPPORT = {
    "when": ("neighbour", "tu", "wan", "zhou", "wu", "zheng", "feng", "chen", "wei", "jiang", "yang", "he", "shi"),
    "accounts": ("tu", "wanling", "chen", "jiang", "yang", "zhu", "he", "lv", "hua"),
    "children": ("yang", "shi", "wanling"),
    "price": ("zhou", "feng", "cao"),
    "noise": ("lv", "yan"),
    "phone": ("resident", "zhou", "feng", "cao"),
    "trial": ("tu", "wan", "xu"),
    "fire": ("resident", "zheng"),
}


def announce(stage: Stage, days: Days) -> None:
    """Two weeks ago."""
    when = local(days.opened).strftime("%Y-%m-%dT%H:%M")
    offices = {"host_id": stage.people["host"], "recorder_id": stage.people["recorder"]}
    where = {"place_id": stage.places["community"], "online": True, "starts_at": when, "code": CODE}
    on = f"organisation:{stage.bodies['street']}"
    stage.act("host", Action.CONSULTATION_DRAFT, on, **SAID, **where, **offices, quorum=15)
    stage.act("host", Action.CONSULTATION_ANNOUNCE, TABLE)


def register(stage: Stage, _days: Days) -> None:
    """Some say beforehand that they come."""
    for who in (*EXPECTED, "resident", "neighbour", "chen", "xu"):
        stage.act(who, Action.SEAT_REGISTER, TABLE)


def sit_down(stage: Stage, days: Days) -> None:
    """The table is opened, and people sit down."""
    wait(stage, days.opened)
    stage.act("host", Action.CONSULTATION_OPEN, TABLE)
    residents = [slug for slug, _name, _home in (*cast.BLOCK_3, *cast.BLOCK_5) if slug not in EXPECTED]
    for who in (*residents, *OFFICIALS):
        stage.act(who, Action.SEAT_TAKE, TABLE)
    stage.people["jin-guest"] = stage.act("visitor", Action.SEAT_TAKE, TABLE, name="路过的小金")


def speak(stage: Stage, days: Days) -> None:
    """What is said, and who stands behind it."""
    for said in CONVERSATION:
        wait(stage, days.before(said.minutes))
        if said.on:
            stage.act(said.who, Action.COMMENT_ANSWER, stage.made[said.on], body=said.body)
        else:
            words = {"kind": said.kind, "body": said.body}
            stage.make(said.slug, "comment", said.who, Action.COMMENT_POST, TABLE, **words)
    for slug, people in SUPPORT.items():
        for who in people:
            stage.act(who, Action.COMMENT_SUPPORT, stage.made[slug])


def sort(stage: Stage, _days: Days) -> None:
    """What the desk does with it: one of each kind."""
    made = stage.made
    stage.act("host", Action.COMMENT_OWE, made["when"], person_id=stage.people["officer"])
    stage.act("host", Action.COMMENT_MERGE, made["price-again"], into=made["price"].partition(":")[2])
    why = "换个说法，只说事、不说人，就可以再发。"
    stage.act("host", Action.COMMENT_HIDE, made["rude"], hidden_for="insult", hidden_why=why)
    stage.act("cao", Action.COMMENT_WITHDRAW, made["lane"])
    stage.act("host", Action.COMMENT_READ_OUT, made["phone"], read_out="due")
    for slug in ("theft", "children", "accounts", "noise"):
        stage.act("host", Action.COMMENT_SORT, made[slug])
