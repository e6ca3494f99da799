"""TABLEB, open now: where e-bikes are charged. All words are invented."""

from __future__ import annotations

from functools import partial

from roundtable.core.wording import local
from roundtable.demo import cast, floor, tables, talk
from roundtable.demo.clockwork import Step
from roundtable.demo.days import Days
from roundtable.demo.pledges import Promise, day, propose
from roundtable.demo.stage import Stage
from roundtable.demo.talk import Words
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


CONVERSATION = (
    Words(19, "resident", "question", "when", "我住 5 楼，夜里闻到过楼道里的焦味。充电棚哪天能建好？能不能给个日子？"),
    Words(21, "zhu", "view", "theft", "我家的车就停在楼道里。我知道不对，可是停在楼下，电瓶丢过两回。"),
    Words(23, "neighbour", "objection", "children", "东门那块空地是孩子们踢球的地方。棚子建在那里，他们去哪儿玩？"),
    Words(24, "xu", "proposal", "accounts", "充电按次收费，价钱贴在棚里，账目一个月公布一次。"),
    Words(26, "chen", "question", "price", "充一次多少钱？跟家里的电价一样吗？"),
    Words(27, "wu", "question", "price-again", "一度电收多少钱？"),
    Words(28, "manager", "answer", "", "按居民电价，每度加两分钱管理费，算下来充满一次一块钱上下。", on="price"),
    Words(29, "cao", "proposal", "lane", "2 栋后面那块空地也可以停车。"),
    Words(31, "jin-guest", "view", "rude", "停楼道的都是没素质的人。"),
    Words(33, "he", "objection", "noise", "我在 3 楼，窗户正对东门。夜里充电响不响？灯会不会照进来？"),
    Words(
        35, "officer", "answer", "", "棚子离最近的窗户 12 米，充电桩没有风扇；灯装在棚顶下面，只照地面。", on="noise"
    ),
    Words(36, "yang", "reply", "", "我也带孙子。球场往南挪十米，两边都放得下。", on="children"),
    Words(38, "shi", "question", "phone", "七十多岁的人不会扫码，怎么交钱？能不能投硬币？"),
    Words(41, "lv", "proposal", "trial", "先装十个充电口，试三个月，够用就不再加。"),
    Words(44, "hua", "view", "courier", "我儿子送外卖，一天要充两回。夜里十二点以后也得能充。"),
    Words(47, "wei", "view", "fire", "去年隔壁小区的火就是楼道里充电烧起来的，这件事不能再拖。"),
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
    tables.announce(stage, SAID, local(days.opened), "community", code=CODE, quorum=15, online=True)


def register(stage: Stage, _days: Days) -> None:
    """Some say beforehand that they come."""
    for who in (*EXPECTED, "resident", "neighbour", "chen", "xu"):
        stage.act(who, Action.SEAT_REGISTER, TABLE)


def sit_down(stage: Stage, _days: Days) -> None:
    """The table is opened, and people sit down."""
    stage.act("host", Action.CONSULTATION_OPEN, TABLE)
    residents = [slug for slug, _name, _home in (*cast.BLOCK_3, *cast.BLOCK_5) if slug not in EXPECTED]
    for who in (*residents, *OFFICIALS):
        stage.act(who, Action.SEAT_TAKE, TABLE)
    stage.people["jin-guest"] = stage.act("visitor", Action.SEAT_TAKE, TABLE, name="路过的小金")


def words(days: Days) -> list[Step]:
    """What is said, and who stands behind it."""
    said = talk.steps(TABLE, days.opened, CONVERSATION)
    return [*said, (days.before(2.9), partial(talk.support, supporters=SUPPORT))]


SPEAKERS = (  # of the item that is on: who, when, and for how many seconds
    ("chen", 17, 95),
    ("officer", 20, 110),
    ("yang", 22, 80),
    ("resident", 25, 115),
    ("zhu", 30, 60),
    ("manager", 37, 100),
)
HANDS = ("xu", "hua", "chen", "yan")


def turns(days: Days) -> list[Step]:
    """The items that were on, who spoke to them, and who has the floor now."""
    on = [(days.before(ago), partial(floor.go_on, table=TABLE, number=n)) for n, ago in enumerate((49, 45, 34), 1)]
    spoken = floor.turns(TABLE, days.opened, SPEAKERS)
    now: list[Step] = [(days.before(0.9), _hand), (days.before(0.8), partial(floor.call, table=TABLE, who="tu"))]
    return [*on, *spoken, *now, (days.before(0.6), _hands)]


def _hand(stage: Stage, _days: Days) -> None:
    stage.act("tu", Action.HAND_RAISE, TABLE)


def _hands(stage: Stage, _days: Days) -> None:
    """Some wait; one has no phone, and the host raised the hand for them."""
    for who in HANDS:
        stage.act(who, Action.HAND_RAISE, TABLE)
    stage.act("host", Action.HAND_RAISE_FOR, TABLE, seat=floor.seat(stage, TABLE, "zhou"))


QUESTION = {
    "question": "同意在东门空地建电动车充电棚吗？",
    "about": "20 个车位，按次收费，物业来管",
    "electorate": "seated",
    "secrecy": "secret",
    "majority": "simple",
    "base": "cast",
    "quorum": "",
}
VOTED = {
    "yes": ("tu", "wan", "zhou", "wei", "xu", "lv", "hua", "chen", "jiang"),
    "no": ("he", "yang"),
    "abstain": ("yan",),
}


def ask(stage: Stage, _days: Days) -> None:
    """A question is put to those seated, and some have voted."""
    poll = stage.make("shed vote", "poll", "host", Action.POLL_DRAFT, TABLE, **QUESTION)
    stage.act("host", Action.POLL_OPEN, poll)
    for choice, people in VOTED.items():
        for who in people:
            stage.act(who, Action.BALLOT_CAST, poll, choice=choice)


PLANS = Promise(
    slug="when",
    said="图纸和预算我来贴，贴出来再定日子。",
    by="刘建平，南站街道城建办",
    outcome="贴出充电棚的图纸和预算",
    where="桂花里东门公告栏",
    place="community",
    test="公告栏上有图纸、预算和联系电话",
    owner=("officer", "works"),
    due=day(20),
    homes=("block3", "block5"),
)


def promise(stage: Stage, days: Days) -> None:
    """One answer stays a statement; another is made a commitment, and waits for a signature."""
    vague = {"words": "消防的事，我们会尽快研究。", "said_by": "喻海，南站街道办事处", "comment": stage.made["fire"]}
    stage.make("vague now", "statement", "recorder", Action.STATEMENT_RECORD, TABLE, **vague)
    propose(stage, days, PLANS, TABLE)


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
