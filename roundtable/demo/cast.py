"""Who is in the demo: about forty people, their homes and the bodies they work for.

Invented, all but 西湖区 and 南站街道, which the founding article names (People's Daily, 16 November 2023, p. 17).
"""

from __future__ import annotations

from typing import NamedTuple

from roundtable.core.things import HOUSE
from roundtable.demo.stage import Stage
from roundtable.policy import Action


class Body(NamedTuple):
    """An organisation: its slug, its name, the slug of the one above it."""

    slug: str
    name: str
    above: str = ""


class Office(NamedTuple):
    """Somebody who works for a body, in a role."""

    slug: str
    name: str
    role: str
    body: str


BODIES = (
    Body("district", "西湖区人民政府"),
    Body("street", "南站街道办事处", "district"),
    Body("works", "南站街道城建办", "street"),
    Body("community", "桂花里社区居委会", "street"),
    Body("market", "西湖区市场监管局", "district"),
    Body("housing", "西湖区住建局", "district"),
    Body("inspection", "西湖区督查室"),
    Body("lamps", "西湖区路灯所", "district"),
    Body("water", "南站供水公司"),
    Body("property", "桂花里物业公司"),
)

OFFICES = (
    Office("host", "喻敏", "convener", "street"),
    Office("recorder", "胡静", "convener", "community"),
    Office("officer", "刘建平", "officer", "works"),
    Office("colleague", "胡强", "officer", "works"),
    Office("head", "喻海", "officer", "street"),
    Office("verifier", "章文", "verifier", "market"),
    Office("inspector", "邓洁", "verifier", "housing"),
    Office("supervisor", "沈岚", "supervisor", "inspection"),
    Office("lampman", "杨波", "officer", "lamps"),
    Office("plumber", "袁刚", "officer", "water"),
    Office("manager", "蔡红", "officer", "property"),
    Office("chief", "余国庆", "head", "works"),
)

# slug, name, home in Block 3; both blocks have one entrance
BLOCK_3 = (
    ("tu", "涂师傅", "101"),
    ("wan", "万老师", "102"),
    ("zhou", "周大爷", "201"),
    ("wu", "吴阿姨", "202"),
    ("zheng", "郑师傅", "301"),
    ("wanling", "万玲", "302"),
    ("feng", "冯婆婆", "401"),
    ("chen", "陈老师", "402"),
    ("resident", "罗婆婆", "501"),
    ("neighbour", "熊阿姨", "502"),
    ("wei", "魏师傅", "601"),
    ("jiang", "蒋阿姨", "602"),
    ("shen", "沈大爷", "701"),
    ("han", "韩小姐", "702"),
)

# others of the estate, each in a home of Block 5
BLOCK_5 = (
    ("yang", "杨阿姨", "101"),
    ("zhu", "朱师傅", "102"),
    ("qin", "秦大爷", "201"),
    ("xu", "许老师", "202"),
    ("he", "何婆婆", "301"),
    ("lv", "吕先生", "302"),
    ("shi", "施阿姨", "401"),
    ("kong", "孔师傅", "402"),
    ("cao", "曹大爷", "501"),
    ("yan", "严小姐", "502"),
    ("hua", "华阿姨", "601"),
    ("jin", "金师傅", "602"),
)


def settle(stage: Stage) -> None:
    """Put places, bodies and people into an empty house."""
    _places(stage)
    for body in BODIES:
        above = stage.bodies[body.above] if body.above else None
        stage.bodies[body.slug] = stage.act(
            "system", Action.ORGANISATION_ADD, HOUSE, name=body.name, parent_id=above, place_id=stage.places["street"]
        )
    for office in OFFICES:
        stage.person(office.slug, office.name)
        stage.grant(office.slug, office.role, office.body)
    stage.grant("head", "head", "street")  # who answers for the street office himself, too
    stage.person("admin", "章勇")
    stage.grant("admin", "admin")
    _homes(stage, "block3", BLOCK_3)
    _homes(stage, "block5", BLOCK_5)


def _places(stage: Stage) -> None:
    tree = (
        ("district", "district", "西湖区", None),
        ("street", "street", "南站街道", "district"),
        ("community", "community", "桂花里社区", "street"),
        ("grid", "grid", "桂花里第二网格", "community"),
        ("block3", "building", "桂花里3栋", "grid"),
        ("block5", "building", "桂花里5栋", "grid"),
    )
    for slug, level, name, parent in tree:
        _place(stage, slug, level, name, parent)


def _place(stage: Stage, slug: str, level: str, name: str, parent: str | None) -> None:
    number = stage.places[parent] if parent else None
    stage.places[slug] = stage.act("system", Action.PLACE_ADD, HOUSE, level=level, name=name, parent_id=number)


def _homes(stage: Stage, block: str, people: tuple[tuple[str, str, str], ...]) -> None:
    for slug, name, number in people:
        _place(stage, f"home-{slug}", "unit", f"1单元{number}", block)
        stage.person(slug, name)
        stage.grant(slug, "resident", place=f"home-{slug}")
