"""TABLEA: how Block 3, Entrance 1 got its lift, from the question to the verdict (domain.md §7, 1 to 3).

From the founding article: the question for a timetable, how running costs are shared, how long installing takes, and
the answer 条件成熟的楼宇尽快加装. From the case of Changqing: 14 homes, and a price that came down from 530,000 to
490,000 yuan. The votes (11, 2, 1) and the answers (10 of 12) are the project's own; all else is invented.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from roundtable.demo import cast, floor, tables, talk
from roundtable.demo.clockwork import Act, Step
from roundtable.demo.days import Days
from roundtable.demo.pledges import Promise, accept, answer, check, day, propose, report, show, update
from roundtable.demo.stage import Stage
from roundtable.demo.talk import Words
from roundtable.policy import Action

CODE = "TABLEA"
TABLE = f"consultation:{CODE}"
OFFICER = "刘建平，南站街道城建办"
SAID = {
    "title": "3栋1单元加装电梯",
    "matter": "5 楼的老人下不了楼。14 户人家想装电梯：装在哪里，钱怎么分摊，什么时候能用上。",
    "address": "桂花里小区广场",
    "access": "广场平地，有扩音器。",
}
GUESTS = ("yang", "zhu", "xu", "cao", "he", "lv", "shi", "hua")  # of Block 5, at the table too
OFFICIALS = ("officer", "head", "colleague")
OWNERS = tuple(slug for slug, _name, _home in cast.BLOCK_3)
CONVERSATION = (
    Words(18, "resident", "question", "lift", "我今年 72，住 5 楼。能不能给个时间表？"),
    Words(21, "tu", "objection", "light", "我在 1 楼。装在窗前，采光和噪音怎么办？"),
    Words(23, "officer", "answer", "", "井道改到楼道北侧，离 1 楼窗户 2.6 米。", on="light"),
    Words(25, "zhou", "question", "costs", "电梯运营费用如何收取？"),
    Words(27, "officer", "answer", "", "按楼层分摊，一楼不出；每季度收一次，账目贴在轿厢里。", on="costs"),
    Words(29, "wanling", "question", "long", "安装周期多长？"),
    Words(31, "officer", "answer", "", "手续两个月，施工三个月，验收半个月。", on="long"),
    Words(33, "wan", "proposal", "share", "建议一楼不出钱，二楼往上按楼层分摊，先把报价谈下来。"),
    Words(36, "jiang", "view", "knees", "我上一次楼歇三回，买米只能托邻居。"),
)
SUPPORT = {
    "lift": ("neighbour", "zhou", "feng", "chen", "wei", "jiang", "shen", "han", "yang", "cao", "he"),
    "costs": ("wu", "zheng", "chen"),
    "long": ("neighbour", "feng"),
    "share": ("tu", "zheng", "neighbour", "wei"),
    "knees": ("resident", "shen"),
}


def held(days: Days) -> int:
    """The day of the table: a Sunday, about eight months ago."""
    return days.sunday(-238)


def opened(days: Days) -> datetime:
    """The moment when it was opened."""
    return days.at(held(days), "14:30")


def announce(stage: Stage, days: Days) -> None:
    """Two weeks before."""
    tables.announce(stage, SAID, opened(days), "block3", code=CODE, quorum=20)


def sit_down(stage: Stage, _days: Days) -> None:
    """Opened on the square."""
    tables.sit_down(stage, TABLE, (*OWNERS, *GUESTS, *OFFICIALS))


def words(days: Days) -> list[Step]:
    """What is said about the lift."""
    said = talk.steps(TABLE, opened(days), CONVERSATION)
    return [*said, (days.at(held(days), "15:08"), partial(talk.support, supporters=SUPPORT))]


def close(stage: Stage, _days: Days) -> None:
    """The table ends."""
    stage.act("host", Action.CONSULTATION_CLOSE, TABLE)


def publish(stage: Stage, _days: Days) -> None:
    """What was said and settled is open to all."""
    tables.publish(stage, TABLE)


PROMISE = Promise(
    slug="lift",
    said="3 栋 1 单元的电梯，装好、验收、能用，我负责。",
    by=OFFICER,
    outcome="电梯投入使用",
    where="桂花里3栋1单元",
    place="block3",
    test="登记证贴在轿厢里，从 1 楼坐到 7 楼",
    owner=("officer", "works"),
    due=day(-14),
    homes=("block3",),
    steps=(
        ("业主表决", lambda days: days.day(held(days))),
        ("钱到位", day(-176)),
        ("开工", day(-121)),
        ("验收", day(-24)),
    ),
)
QUESTION = {
    "question": "同意 3 栋 1 单元加装电梯吗？",
    "about": "装在楼道北侧；一楼不出钱，二楼往上按楼层分摊",
    "electorate": "homes",
    "secrecy": "named",
    "majority": "three_quarters",
    "base": "cast",
    "quorum": "two_thirds",
}
NO, ABSTAINS, SILENT = ("tu", "wu"), ("zheng",), ("shen", "han")
PARTLY = {"neighbour": "晚上 10 点以后有点响。", "wan": "电梯好用，门口的灯还没装。"}
FIXED = {"resident": "每天自己下楼买菜了。"}


def vote(stage: Stage, _days: Days) -> None:
    """14 owners: 11 yes, 2 no, 1 abstains; three quarters of those taking part are needed."""
    poll = stage.make("lift vote", "poll", "host", Action.POLL_DRAFT, TABLE, **QUESTION)
    stage.act("host", Action.POLL_OPEN, poll, minutes=10)
    for who in OWNERS:
        choice = "no" if who in NO else "abstain" if who in ABSTAINS else "yes"
        stage.act(who, Action.BALLOT_CAST, poll, choice=choice)


def decide(stage: Stage, _days: Days) -> None:
    """What the vote settled is written down."""
    said = {
        "words": "业主同意 3 栋 1 单元加装电梯。",
        "decided_by": "3栋1单元业主",
        "why": "14 户都参加，11 户同意，过了四分之三。",
        "dissent": "2 户不同意：担心 1 楼的采光和噪音。1 户弃权。",
        "reached": "poll",
        "poll": stage.made["lift vote"],
        "about": stage.made["lift"],
    }
    stage.make("lift decision", "decision", "recorder", Action.DECISION_RECORD, TABLE, **said)


def promise(stage: Stage, days: Days) -> None:
    """The vague answer stays a statement; what has a place, a person and a date becomes a commitment, and is signed."""
    vague = {"words": "条件成熟的楼宇尽快加装。", "said_by": OFFICER, "comment": stage.made["lift"]}
    stage.make("vague", "statement", "recorder", Action.STATEMENT_RECORD, TABLE, **vague)
    propose(stage, days, PROMISE, TABLE)
    accept(stage, days, PROMISE)
    finished = "业主表决"
    update(stage, days, PROMISE, "14 户里 11 户同意。", done=finished)


def steps(days: Days) -> list[Step]:
    """From the table to the verdict."""
    told: list[tuple[int, str, Act]] = [
        (
            held(days) + 1,
            "19:00",
            partial(show, p=PROMISE, who="resident", photo="stairs", caption="示意图：3 栋只有楼梯"),
        ),
        (
            -178,
            "10:00",
            partial(update, p=PROMISE, words="业主分摊加补贴，共 49 万元；报价从 53 万谈下来。", done="钱到位"),
        ),
        (-123, "09:00", partial(update, p=PROMISE, words="今天进场，先挖井道。", done="开工")),
        (-104, "09:00", partial(update, p=PROMISE, words="井道到 3 楼了。")),
        (-88, "09:00", partial(update, p=PROMISE, words="井道封顶，等电梯厂发货。")),
        (-58, "09:00", partial(update, p=PROMISE, words="轿厢吊进去了，在接线。")),
        (-40, "09:00", partial(update, p=PROMISE, words="在调试，白天有噪音，对不住各位。")),
        (-22, "15:00", partial(update, p=PROMISE, words="验收合格，等登记证。", done="验收")),
        (-17, "09:00", partial(report, p=PROMISE, words="登记证下来了，电梯今天起运行。", photo="lift")),
        (-13, "10:00", partial(check, p=PROMISE, who="verifier", note=NOTE, photo="lift-door")),
        (-12, "19:00", partial(answer, p=PROMISE, homes=_fixed(), how="fixed", words=FIXED)),
        (-10, "20:00", partial(answer, p=PROMISE, homes=tuple(PARTLY), how="partly", words=PARTLY)),
    ]
    return [(days.at(number, clock), act) for number, clock, act in told]


NOTE = "从 1 楼坐到 7 楼，登记证在轿厢里。5 楼按钮偏高，已请维保调。"


def _fixed() -> tuple[str, ...]:
    return tuple(who for who in OWNERS if who not in (*PARTLY, *SILENT))


SPEAKERS = (  # who, when, and for how many seconds; items of the agenda beside them
    ("resident", 19, 100),
    ("jiang", 22, 70),
    ("tu", 24, 118),
    ("wan", 28, 85),
    ("yang", 32, 60),
    ("officer", 54, 240),
    ("head", 59, 90),
)
ITEMS = (1, 5, 16, 47, 73, 112)  # minutes after the opening


def turns(days: Days) -> list[Step]:
    """The items that were on, and who spoke to them."""
    items = [
        (opened(days) + timedelta(minutes=minutes), partial(floor.go_on, table=TABLE, number=number))
        for number, minutes in enumerate(ITEMS, 1)
    ]
    return [*items, *floor.turns(TABLE, opened(days), SPEAKERS)]
