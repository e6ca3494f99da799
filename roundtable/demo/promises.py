"""What was promised at TABLED, and how far each of it is today: a commitment in each state.

The 160 m² room for the old is from a report on Nanchang (Xinhua, 22 December 2021); all else is invented.

Days are counted from loading, so that what is due soon is due soon whenever somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from roundtable.demo.clockwork import Act, Step
from roundtable.demo.days import Days
from roundtable.demo.pledges import (
    Promise,
    answer,
    ask_time,
    check,
    close,
    day,
    grant_time,
    order,
    reply,
    report,
    show,
    update,
    working,
)

LAMPS = Promise(
    slug="lamps",
    said="灯归我们管，6 盏都换。",
    by="杨波，西湖区路灯所",
    outcome="6 盏路灯修好",
    where="桂花里东门外",
    place="community",
    test="天黑后站在东门口，6 盏都亮",
    owner=("lampman", "lamps"),
    due=working(-9),
    homes=("block3", "block5"),
    steps=(("备件到货", working(-20)),),
)
BAYS = Promise(
    slug="bays",
    said="2 栋的车位我们来划，消防通道不让停。",
    by="蔡红，桂花里物业公司",
    outcome="划出 40 个电动车位，消防通道空着",
    where="桂花里2栋旁",
    place="community",
    test="数得出 40 个车位，消防通道上没有车",
    owner=("manager", "property"),
    due=day(-14),
    homes=("block3",),
    steps=(("划线", day(-20)),),
)
WATER = Promise(
    slug="water",
    said="5 栋的泵太小，我们换一台。",
    by="袁刚，南站供水公司",
    outcome="4 楼以上早晚都有水",
    where="桂花里5栋",
    place="block5",
    test="早上 7 点和晚上 7 点，6 楼水龙头有水",
    owner=("plumber", "water"),
    due=day(6),
    homes=("block5",),
    steps=(("新泵到货", day(-20)),),
)
RAILS = Promise(
    slug="rails",
    said="5 栋先装扶手，材料下季度采购。",
    by="刘建平，南站街道城建办",
    outcome="两侧装好扶手",
    where="桂花里5栋1单元楼梯",
    place="block5",
    test="1 楼到 6 楼，两侧都有扶手，摇不动",
    owner=("officer", "works"),
    due=working(2),
    homes=("block5",),
    steps=(("扶手到货", day(-20)), ("安装", working(2))),
)
RAMP = Promise(
    slug="ramp",
    said="3 栋门口的坡道我来办。",
    by="胡强，南站街道城建办",
    outcome="修好坡道",
    where="桂花里3栋1单元门口",
    place="block3",
    test="轮椅能自己推上去，雨天不滑",
    owner=("colleague", "works"),
    due=day(-4),
    homes=("block3",),
    steps=(("浇筑", day(-12)),),
)
RACKS = Promise(
    slug="racks",
    said="5 栋楼下装晾衣架，物业出钱。",
    by="蔡红，桂花里物业公司",
    outcome="装 12 个晾衣架",
    where="桂花里5栋南侧",
    place="block5",
    test="数得出 12 个，挂得住湿被子",
    owner=("manager", "property"),
    due=day(-60),
    homes=("block5",),
    steps=(("安装", day(-62)),),
)
SURVEY = Promise(
    slug="survey",
    said="5 栋能不能装电梯，先勘查再说，我们出报告。",
    by="喻海，南站街道办事处",
    outcome="加装电梯的勘查报告贴出来",
    where="桂花里5栋",
    place="block5",
    test="报告贴在 5 栋门口，写明能不能装、装在哪里",
    owner=("head", "street"),
    due=day(70),
    homes=("block5",),
    steps=(("现场勘查", day(-30)),),
)
FENCE = Promise(
    slug="fence",
    said="东门花坛的栏杆我们换。",
    by="蔡红，桂花里物业公司",
    outcome="3 处栏杆换新",
    where="桂花里东门花坛",
    place="community",
    test="3 处都换了，没有尖角",
    owner=("manager", "property"),
    due=day(-10),
    homes=("block3", "block5"),
    steps=(("栏杆到货", day(-30)),),
)
DRAIN = Promise(
    slug="drain",
    said="下水道物业来疏通。",
    by="蔡红，桂花里物业公司",
    outcome="下水道疏通，雨天不漫水",
    where="桂花里3栋楼后",
    place="block3",
    test="大雨后半小时，路面没有积水",
    owner=("manager", "property"),
    due=working(-6),
    homes=("block3",),
    steps=(("清淤", working(-10)),),
)
ROOM = Promise(
    slug="room",
    said="社区一楼那间 160 平方米的屋子，腾出来给老人用。",
    by="喻海，南站街道办事处",
    outcome="160 平方米的老人活动室开门",
    where="桂花里社区一楼",
    place="community",
    test="每天早上 8 点到晚上 8 点门开着，有桌椅和热水",
    owner=("head", "street"),
    due=day(-150),
    homes=("block3", "block5"),
    steps=(("腾空", day(-170)),),
)
BENCH = Promise(
    slug="bench",
    said="小广场添 6 条长椅，物业来办。",
    by="蔡红，桂花里物业公司",
    outcome="添 6 条长椅",
    where="桂花里小广场",
    place="community",
    test="数得出 6 条，坐得稳",
    owner=("manager", "property"),
    due=day(-90),
    homes=("block5",),
    steps=(("前 3 条装好", day(-110)),),
)
DOORSTEP = Promise(
    slug="doorstep",
    said="5 栋门口的台阶我们修。",
    by="刘建平，南站街道城建办",
    outcome="3 级台阶修平",
    where="桂花里5栋1单元门口",
    place="block5",
    test="3 级一样高，踩上去不晃，没有缺角",
    owner=("officer", "works"),
    due=working(-7),
    homes=("block5",),
    steps=(("石材到货", working(-15)),),
)
ALL = (LAMPS, BAYS, WATER, RAILS, RAMP, RACKS, SURVEY, FENCE, DRAIN, ROOM, BENCH, DOORSTEP)


def steps(days: Days) -> list[Step]:
    """What happened to each since."""
    stories = (_lamps, _bays, _water, _rails, _ramp, _racks, _survey, _fence, _drain, _room, _bench, _doorstep)
    return [(days.on(when, clock), act) for story in stories for when, clock, act in story(days)]


Told = Iterator[tuple[date, str, Act]]


def _lamps(days: Days) -> Told:
    """Late, with an order: reported done, found not to be, and then silence."""
    due = LAMPS.due(days)
    yield (
        due - timedelta(30),
        "15:00",
        partial(show, p=LAMPS, who="recorder", photo="lamps-dark", caption="示意图：6 盏都不亮"),
    )
    yield due - timedelta(20), "15:00", partial(update, p=LAMPS, words="灯头到货，线下周换。", done="备件到货")
    yield due - timedelta(4), "16:00", partial(report, p=LAMPS, words="6 盏都换好了。", photo="lamps-two")
    note = "天黑后到东门看：6 盏只亮 2 盏。"
    yield (
        due - timedelta(1),
        "19:30",
        partial(check, p=LAMPS, who="inspector", note=note, photo="lamps-two", true=False),
    )
    yield (
        days.working(-2),
        "10:00",
        partial(order, p=LAMPS, words="6 盏灯逐一修亮，修好一盏报一盏；到期由住建局复查。", due=working(3)),
    )


def _bays(days: Days) -> Told:
    """Reopened: too many homes say that it is not fixed."""
    yield days.day(-21), "10:00", partial(update, p=BAYS, words="线划了 26 个。", done="划线", photo="bays")
    yield days.day(-16), "10:00", partial(report, p=BAYS, words="40 个车位都划好了，通道立了牌子。", photo="bays-all")
    note = "40 个车位都在，看的时候通道上没有车。"
    yield days.day(-12), "10:00", partial(check, p=BAYS, who="verifier", note=note, photo="bays-all")
    yield days.day(-11), "19:00", partial(answer, p=BAYS, homes=("wei", "jiang", "chen"), how="fixed")
    words = {"tu": "晚上八点以后，通道照样停满。", "neighbour": "白天好了，晚上没人管。"}
    yield days.day(-10), "20:00", partial(answer, p=BAYS, homes=("tu", "neighbour", "shen"), how="not", words=words)


def _water(days: Days) -> Told:
    """Reported, waiting for a check."""
    yield days.day(-24), "11:00", partial(update, p=WATER, words="新泵到了，等停水通知贴满三天再换。", done="新泵到货")
    yield days.day(-2), "17:00", partial(report, p=WATER, words="新泵昨晚换上，6 楼早上试过有水。", photo="tap")


def _rails(days: Days) -> Told:
    """Due in two working days."""
    yield (
        days.day(-60),
        "09:00",
        partial(show, p=RAILS, who="officer", photo="rail-none", caption="示意图：楼梯没有扶手"),
    )
    yield days.day(-22), "09:00", partial(update, p=RAILS, words="扶手到货，堆在 5 栋车库。", done="扶手到货")
    yield days.day(-5), "09:00", partial(update, p=RAILS, words="1 到 4 楼装好了，还剩两层。", photo="rail")


def _ramp(days: Days) -> Told:
    """In confirmation: some homes have answered, the others may."""
    yield days.day(-14), "09:00", partial(update, p=RAMP, words="坡道浇好了，要养护一周。", done="浇筑")
    yield days.day(-6), "09:00", partial(report, p=RAMP, words="坡道能走了，两边装了护栏。", photo="ramp")
    note = "推轮椅上去过，坡度合适。浇了水，不滑。"
    yield days.day(-3), "10:00", partial(check, p=RAMP, who="inspector", note=note, photo="ramp")
    yield days.day(-2), "18:00", partial(answer, p=RAMP, homes=("tu", "wan", "jiang"), how="fixed")
    words = {"wanling": "护栏短了一截，转弯处扶不到。"}
    yield days.day(-1), "20:00", partial(answer, p=RAMP, homes=("wanling",), how="partly", words=words)


def _racks(days: Days) -> Told:
    """Closed, not confirmed: one home answered, and silence is never yes."""
    yield days.day(-64), "10:00", partial(report, p=RACKS, words="12 个晾衣架装好了。", photo="racks", done="安装")
    note = "12 个都在，挂上去试过，牢。"
    yield days.day(-61), "10:00", partial(check, p=RACKS, who="verifier", note=note, photo="racks")
    yield days.day(-59), "10:00", partial(answer, p=RACKS, homes=("kong",), how="fixed")


def _survey(days: Days) -> Told:
    """Open; more time is asked for, and nobody has decided yet."""
    yield (
        days.day(-31),
        "10:00",
        partial(update, p=SURVEY, words="勘查队来过，管线图还要向燃气公司调。", done="现场勘查"),
    )
    reason = "燃气公司的管线图要等到下个月，没有它说不准井道放哪里。"
    yield days.day(-1), "16:00", partial(ask_time, p=SURVEY, reason=reason, due=day(100), photo="stairs")


def _fence(days: Days) -> Told:
    """Open, with more time granted; the original date stays in sight."""
    yield days.day(-32), "10:00", partial(update, p=FENCE, words="换了一处，其余两处的尺寸要订做。", done="栏杆到货")
    reason = "订做的两段厂里排到下月，做好才能换。"
    yield days.day(-25), "10:00", partial(ask_time, p=FENCE, reason=reason, due=day(20), photo="rail")
    yield days.day(-24), "15:00", partial(grant_time, p=FENCE, note="尖角先包上，已经看过照片。")
    yield days.day(-6), "15:00", partial(update, p=FENCE, words="第二处换好了，还剩一处。")


def _drain(days: Days) -> Told:
    """Late, and nobody has issued an order yet."""
    yield days.working(-11), "10:00", partial(update, p=DRAIN, words="清了两口井，还有三口。", done="清淤")


def _room(days: Days) -> Told:
    """Kept, some time ago."""
    yield days.day(-153), "10:00", partial(report, p=ROOM, words="门开了，桌椅热水都有。", photo="room", done="腾空")
    note = "早晚各去一次，门都开着，有人下棋。"
    yield days.day(-150), "10:00", partial(check, p=ROOM, who="inspector", note=note, photo="room")
    homes = ("cao", "qin", "he", "zhou", "feng", "shen")
    yield days.day(-148), "10:00", partial(answer, p=ROOM, homes=homes, how="fixed")


def _bench(days: Days) -> Told:
    """Closed by a supervisor as partly kept; residents reply beside the reason."""
    words = "3 条装好了，另外 3 条等厂里发货。"
    yield days.day(-111), "10:00", partial(update, p=BENCH, words=words, done="前 3 条装好")
    reason = "装了 3 条；另外 3 条厂里停产，催过两次，没有再订。"
    yield days.day(-60), "10:00", partial(close, p=BENCH, verdict="partial", reason=reason)
    replies = {"he": "3 条不够坐，天一热就抢。", "qin": "有 3 条总比没有强。"}
    yield days.day(-59), "19:00", partial(reply, p=BENCH, words=replies)


def _doorstep(days: Days) -> Told:
    """Late, with an order that waits for the answer of the one responsible."""
    words = "石材到了，两级已经拆开，雨停了就砌。"
    yield days.working(-14), "10:00", partial(update, p=DOORSTEP, words=words, done="石材到货")
    asked = "3 级台阶修平，砌好前拉上护栏；哪天砌、怎么砌的，写明白。"
    yield days.working(-1), "10:00", partial(order, p=DOORSTEP, words=asked, due=working(4))
