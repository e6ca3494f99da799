"""commitment.supersede"""

from __future__ import annotations

from typing import Any

import pytest

from roundtable.commitments.queries import people, views
from roundtable.core import doors, links, things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.pages import chain
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import accepted, commitment, proposed
from tests.world import OURS, World

WHY = "The lift of both entrances is built as one"


def _supersede(world: World, successor: str, who: str = "supervisor", **said: Any) -> None:
    fields = {"successor": successor.partition(":")[2], "reason": WHY} | said
    world.do(who, Action.COMMITMENT_SUPERSEDE, PROMISE, **fields)


def test_another_takes_its_place_and_the_way_leads_there(world: World) -> None:
    other = accepted(world)
    _supersede(world, other)
    now = commitment(world)
    assert (now.state, now.look_again_at) == ("superseded", None)
    with world.reading() as uow:
        ended = views.views(uow, [PROMISE])[0].ended
        assert ended is not None
        assert ended.successor is not None
        assert (ended.reason, ended.successor.ref) == (WHY, other)
        assert other in links.linked(uow, PROMISE)
    page = world.client().get("/commitments/1").text
    assert WHY in page
    assert f'href="/commitments/{commitment(world, other).id}"' in page


def test_its_history_stays_and_the_new_one_knows_of_it(world: World) -> None:
    other = accepted(world)
    before = [entry.leaf for entry in world.entries(PROMISE)]
    _supersede(world, other)
    entries = world.entries(PROMISE)
    assert [entry.leaf for entry in entries[: len(before)]] == before
    assert entries[-1].facts["by"] == other
    assert world.entries(other)[-1].facts == {"of": PROMISE}


def test_who_raised_the_old_one_is_asked_about_the_new_one(world: World) -> None:
    other = accepted(world, on="", comment="")
    with world.reading() as uow:
        assert people.raisers(uow, things.find(uow, other)) == set()
    _supersede(world, other)
    with world.reading() as uow:
        assert people.raisers(uow, things.find(uow, other)) == {world.stage.people["resident"]}


def test_the_new_ones_verdict_is_still_to_come(world: World) -> None:
    other = accepted(world)
    _supersede(world, other)
    for ref in (PROMISE, other):
        with world.reading() as uow:
            *_, promise, check, verdict = (knot["state"] for knot in chain.knots(uow, ref))
        assert (promise, check, verdict) == ("here", "next", "next")


def test_nothing_takes_the_place_of_a_promise_but_a_newer_one_that_is_signed(world: World) -> None:
    for other in (proposed(world), PROMISE, "commitment:999", ""):
        with pytest.raises(Invalid) as refused:
            _supersede(world, other)
        assert list(refused.value.fields) == ["successor"]
    assert commitment(world).state == "active"


def test_where_nothing_could_take_its_place_it_says_what_to_do_first(world: World) -> None:
    address = doors.path(Action.COMMITMENT_SUPERSEDE, PROMISE)
    browser = world.client("supervisor")
    browser.set_cookie("lang", "en")
    page = browser.get(address).text
    assert "First the new promise is made at a table" in page
    assert 'href="/consultations"' in page
    assert 'name="successor"' not in page
    refused = browser.post(address, data={"reason": WHY}, headers=OURS)  # nothing typed is lost, even so
    assert (refused.status_code, WHY in refused.text) == (422, True)
    accepted(world)
    assert 'name="successor"' in browser.get(address).text


def test_a_reason_there_must_be(world: World) -> None:
    with pytest.raises(Invalid):
        _supersede(world, accepted(world), reason="")


def test_what_has_ended_is_not_replaced(world: World) -> None:
    other = accepted(world)
    world.do("supervisor", Action.COMMITMENT_CLOSE, PROMISE, verdict="unfulfilled", reason="Never begun")
    with pytest.raises(Refused):
        _supersede(world, other)


def test_nobody_replaces_what_they_have_to_keep(world: World) -> None:
    other = accepted(world)
    for who in ("officer", "recorder", "verifier", "resident"):
        with pytest.raises(Forbidden):
            _supersede(world, other, who=who)


def test_whoever_took_part_is_told_where_it_goes_on(world: World) -> None:
    _supersede(world, accepted(world))
    for who in ("resident", "neighbour", "officer"):
        letter = world.mail(who)[-1]
        assert "由另一项承诺替代" in letter.subject
