"""poll.open"""

from __future__ import annotations

from datetime import timedelta

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import TABLE
from tests.voting.polls import drafted, opened, read, view
from tests.world import OURS, World


def test_the_roll_of_the_seated_is_who_sits_there(world: World) -> None:
    poll = opened(world)
    assert view(world, poll).entitled == 2
    assert world.entries()[-1].facts == {"roll": 2}


def test_it_closes_at_a_whole_second(world: World) -> None:
    world.at(world.stage.now + timedelta(milliseconds=300))
    poll = read(world, opened(world, minutes=10))
    assert poll.closes_at is not None
    assert poll.opened_at is not None
    assert poll.closes_at.microsecond == 0
    assert timedelta(minutes=10) <= poll.closes_at - poll.opened_at < timedelta(minutes=10, seconds=1)


def test_without_minutes_the_host_closes_it(world: World) -> None:
    assert read(world, opened(world)).closes_at is None


def test_everybody_at_the_table_sees_that_it_is_open(world: World) -> None:
    opened(world, minutes=10)
    browser = world.client("resident")
    browser.set_cookie("lang", "en")
    page = browser.get("/c/TABLEB").text
    assert "A vote is open:" in page
    assert 'href="/polls/2"' in page


def test_it_is_opened_once(world: World) -> None:
    poll = opened(world)
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.POLL_OPEN, poll)
    assert refused.value.reason == "wrong_state"


def test_a_roll_with_nobody_on_it_is_refused(world: World) -> None:
    for electorate in ("people", "homes"):
        poll = drafted(world, electorate=electorate)
        with pytest.raises(Refused) as refused:
            world.do("convener", Action.POLL_OPEN, poll)
        assert refused.value.reason == "no_roll"
        assert read(world, poll).state == "draft"


def test_a_table_that_is_not_open_asks_nothing(world: World) -> None:
    fields = {"title": "The pipe", "starts_at": "2024-03-20T15:00", "code": "PAPERS"}
    world.do("convener", Action.CONSULTATION_DRAFT, "organisation:1", **fields)
    asked = world.do("convener", Action.POLL_DRAFT, "consultation:PAPERS", question="Shall we?").result
    with pytest.raises(Refused) as refused:
        world.do("convener", Action.POLL_OPEN, f"poll:{asked}")
    assert refused.value.reason == "table_not_open"


@pytest.mark.parametrize("minutes", [0, -1, 60 * 24 * 32, "9" * 400, "soon"])
def test_a_time_that_is_none_is_refused_and_kept(world: World, minutes: object) -> None:
    poll = drafted(world)
    with pytest.raises(Invalid) as refused:
        world.do("convener", Action.POLL_OPEN, poll, minutes=minutes)
    assert list(refused.value.fields) == ["minutes"]
    answer = world.client("convener").post(f"/do/poll/open?on={poll}", data={"minutes": str(minutes)}, headers=OURS)
    assert answer.status_code == 422
    assert f'value="{minutes}"' in answer.text


def test_a_resident_opens_nothing(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("resident", Action.POLL_OPEN, drafted(world))


def test_the_newest_vote_takes_the_place_of_the_one_before(world: World) -> None:
    for poll in ("poll:1", opened(world, question="The first?")):
        world.do("convener", Action.POLL_CLOSE, poll)
    assert "The first?" in world.client().get("/c/TABLEB").text
    opened(world, question="The second?")
    page = world.client().get("/c/TABLEB").text
    assert "The second?" in page
    assert "The first?" not in page
    assert TABLE.endswith("TABLEB")
