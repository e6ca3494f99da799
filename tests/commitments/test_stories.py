"""The stories of domain.md §7.1 and §7.3, with their numbers and dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from roundtable.commitments.queries import lists, statements, views
from roundtable.core import record
from roundtable.policy import Action
from tests.cast import PROMISE, photo
from tests.commitments.story import answer, commitment, moment, neighbours, owner, proposed, statement, tick
from tests.world import World

VAGUE = "条件成熟的楼宇尽快加装"


def test_the_vague_promise_stays_a_statement_until_it_can_be_checked(world: World) -> None:
    asked = world.comment("能不能给个时间表？", kind="question")
    said = statement(world, VAGUE, comment=asked, said_by="刘建平")
    with world.reading() as uow:
        seen = statements.views(uow, [said])[0]
        assert len(lists.found(uow, "all", "", 1).rows) == 1  # the cast's: a statement is no commitment
    assert (seen.state, seen.no_date, seen.no_place) == ("said", "尽快", "条件成熟的楼宇")
    assert seen.lacks == ("outcome", "place", "owner", "due", "test")
    assert seen.question.startswith("请刘建平说清")
    ref = _converted(world, said)
    world.do("officer", Action.COMMITMENT_ACCEPT, ref)
    made = commitment(world, ref)
    assert (made.state, made.due_original) == ("active", date(2024, 6, 30))
    page = re.sub(r"<[^>]+>", "", world.client().get(f"/commitments/{made.id}").text)
    assert "Liu Jianping答应" in page
    assert "2024年6月30日" in page


def _converted(world: World, said: str) -> str:
    what = {"outcome": "电梯投入使用", "place": "3栋1单元", "test": "登记证贴在轿厢里", "due": "2024-06-30"}
    ref = proposed(world, said, comment="", **what, owner=owner(world))
    for name, due in (
        ("业主表决", "2024-03-19"),
        ("钱到位", "2024-03-31"),
        ("开工", "2024-04-15"),
        ("验收", "2024-06-20"),
    ):
        world.do("recorder", Action.MILESTONE_ADD, ref, name=name, due=due)
    return ref


def _fourteen_homes(world: World) -> list[str]:
    """The raiser's home, and thirteen more."""
    others = neighbours(world, 13)
    places = [world.stage.places[slug] for slug in ("101", *others)]
    said = statement(world, VAGUE, comment="comment:1")
    ref = proposed(world, said, comment="", due="2024-06-30")
    world.do("recorder", Action.COMMITMENT_NAME_HOMES, ref, homes=places[:1] + places[1:])
    world.do("recorder", Action.MILESTONE_ADD, ref, name="验收", due="2024-06-20")
    world.do("officer", Action.COMMITMENT_ACCEPT, ref)
    return ["resident", *others]


def _checked(world: World, ref: str) -> None:
    """Reported on 27 June with the certificate, checked on 2 July by another body."""
    world.at(moment(6, 27))
    step = world.entries(ref)[2].touched.copy().popitem()[0].partition(":")[2]
    report: dict[str, Any] = {"finished": [step], "photo": photo("certificate"), "words": "25日验收合格，27日起运行"}
    world.do("officer", Action.COMMITMENT_REPORT, ref, **report)
    world.at(moment(7, 2))
    world.do("verifier", Action.COMMITMENT_VERIFY, ref, note="属实", photo=photo("site"))


def test_the_lift_is_kept_and_ten_of_twelve_homes_say_so(world: World) -> None:
    homes = _fourteen_homes(world)
    _checked(world, "commitment:2")
    for number, who in enumerate(homes[:12]):
        answer(world, who, "fixed" if number < 10 else "partly", "commitment:2")
    world.at(moment(7, 10))
    tick()
    kept = commitment(world, "commitment:2")
    assert (kept.state, kept.due_original) == ("fulfilled", date(2024, 6, 30))
    with world.reading() as uow:
        seen = views.views(uow, ["commitment:2"])[0]
    assert seen.tally is not None
    assert (seen.tally.homes, seen.tally.answered, seen.tally.fixed, seen.tally.silent) == (14, 12, 10, 2)
    assert (seen.days_early, seen.seal, seen.history[0].verdict) == (3, "kept", True)
    assert record.verify() == []


def test_if_the_raiser_says_it_does_not_run_it_is_reopened(world: World) -> None:
    homes = _fourteen_homes(world)
    _checked(world, "commitment:2")
    for who in homes[1:11]:
        answer(world, who, "fixed", "commitment:2")
    answer(world, "resident", "not", "commitment:2", words="不动")
    assert commitment(world, "commitment:2").state == "active"
    assert commitment(world, PROMISE).state == "active"  # another promise to the same person, untouched
