"""timeline.draft, timeline.add, timeline.edit, timeline.remove, timeline.publish"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from roundtable.core import record, things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.decisions import timeline
from roundtable.decisions.timeline import DateView
from roundtable.notifications.models import Delivery
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import OURS, World

DATE = "date:1"  # the cast's own: not published yet


def _public(world: World) -> list[DateView]:
    with world.reading() as uow:
        return timeline.public(uow, things.find(uow, TABLE))


def _page(world: World, who: str = "visitor", lang: str = "en") -> str:
    return world.client(who).get("/c/TABLEB/timeline", headers={"Accept-Language": lang}).text


def test_nobody_sees_a_date_before_it_is_published(world: World) -> None:
    assert _public(world) == []
    assert "The office answers" not in _page(world)
    assert "The office answers" in _page(world, "convener")
    assert world.client().get(f"/go/{DATE}").status_code == 403
    world.do("convener", Action.TIMELINE_PUBLISH)
    assert "The office answers" in _page(world)


def test_a_timeline_is_drafted_from_what_the_record_knows(world: World) -> None:
    world.do("convener", Action.TIMELINE_DRAFT)
    world.do("convener", Action.TIMELINE_PUBLISH)
    known = ["announced", "held", "decided", "promised", "", "step", "due"]
    assert [view.what for view in _public(world)] == known
    assert "The consultation is announced" in _page(world)
    assert "协商会发布公告" in _page(world, lang="zh")


def test_drafting_again_brings_only_what_is_new(world: World) -> None:
    world.do("convener", Action.TIMELINE_DRAFT)
    with pytest.raises(Refused):
        world.do("convener", Action.TIMELINE_DRAFT)
    said = {"words": "Bids", "decided_by": "All", "why": "Prices", "reached": "agreement"}
    decision = world.do("recorder", Action.DECISION_RECORD, **said).result
    world.do("convener", Action.TIMELINE_DRAFT)
    with world.reading() as uow:
        [new] = things.many(uow, world.entries()[-1].touched).values()
    assert (new.what, new.source) == ("decided", f"decision:{decision}")


def test_what_comes_from_the_record_follows_it(world: World) -> None:
    world.do("convener", Action.TIMELINE_DRAFT)
    world.do("convener", Action.TIMELINE_PUBLISH)
    held = next(view for view in _public(world) if view.what == "held")
    assert not held.done
    world.do("host", Action.CONSULTATION_CLOSE)
    assert next(view for view in _public(world) if view.what == "held").done


def test_a_withdrawn_decision_stays_on_the_timeline_and_says_so(world: World) -> None:
    world.do("convener", Action.TIMELINE_DRAFT)
    world.do("convener", Action.TIMELINE_PUBLISH)
    world.do("recorder", Action.DECISION_WITHDRAW, "decision:1", reason="Only read out")
    decided = next(view for view in _public(world) if view.what == "decided")
    assert str(decided.note) in ("withdrawn", "已撤回")


def test_a_change_is_seen_when_it_is_published(world: World) -> None:
    world.do("convener", Action.TIMELINE_PUBLISH)
    world.do("recorder", Action.TIMELINE_EDIT, DATE, words="The office answered", day="2024-03-15", done=True)
    assert [(v.words, v.day, v.done) for v in _public(world)] == [("The office answers", date(2024, 3, 18), False)]
    world.do("convener", Action.TIMELINE_PUBLISH)
    assert [(v.words, v.day, v.done) for v in _public(world)] == [("The office answered", date(2024, 3, 15), True)]
    assert record.verify() == []


def test_of_a_date_from_the_record_only_the_words_change(world: World) -> None:
    world.do("convener", Action.TIMELINE_DRAFT)
    world.do("convener", Action.TIMELINE_EDIT, "date:2", words="Everybody is invited", day="1999-01-01")
    world.do("convener", Action.TIMELINE_PUBLISH)
    announced = next(view for view in _public(world) if view.what == "announced")
    assert (announced.words, announced.day) == ("Everybody is invited", date(2024, 3, 4))


def test_what_is_taken_off_goes_when_that_is_published(world: World) -> None:
    world.do("convener", Action.TIMELINE_PUBLISH)
    world.do("convener", Action.TIMELINE_REMOVE, DATE)
    assert len(_public(world)) == 1
    with pytest.raises(Refused):
        world.do("convener", Action.TIMELINE_REMOVE, DATE)
    world.do("convener", Action.TIMELINE_PUBLISH)
    assert _public(world) == []


def test_nothing_new_is_not_published_again(world: World) -> None:
    world.do("convener", Action.TIMELINE_PUBLISH)
    with pytest.raises(Refused):
        world.do("convener", Action.TIMELINE_PUBLISH)


def test_a_date_needs_words_and_a_day(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("convener", Action.TIMELINE_ADD, words="", day="soon")
    assert set(refused.value.fields) == {"words", "day"}


def test_only_the_convener_publishes(world: World) -> None:
    for who in ("host", "recorder", "resident", "visitor"):
        with pytest.raises(Forbidden):
            world.do(who, Action.TIMELINE_PUBLISH)
    for who in ("resident", "officer"):
        with pytest.raises(Forbidden):
            world.do(who, Action.TIMELINE_ADD, words="x", day="2024-05-01")


def test_the_page_works_with_plain_forms(world: World) -> None:
    browser = world.client("convener")
    data = {"words": "Bids are opened", "day": "2024-04-01", "key": "k" * 32}
    assert browser.post(f"/do/timeline/add?on={TABLE}", data=data, headers=OURS).status_code == 303
    page = _page(world, "convener")
    assert "Bids are opened" in page
    assert "2 changes are not published yet." in page


def test_who_took_part_is_told_of_a_published_timeline(world: World) -> None:
    world.do("convener", Action.TIMELINE_PUBLISH)
    with world.reading() as uow:
        told = {row.person_id for row in uow.session.scalars(select(Delivery)) if _tells_of_it(row)}
    assert told == {world.stage.people[who] for who in ("resident", "neighbour", "host", "recorder")}


def _tells_of_it(row: Delivery) -> bool:
    return any(one["template"] == "timeline_published" for one in row.told)
