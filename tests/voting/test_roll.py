"""Votes of the roll: people or homes of the register, frozen at opening."""

from __future__ import annotations

from typing import Any

import pytest

from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from tests.voting.homes import BUILDING, asked, furnish
from tests.voting.polls import counts, read, view, vote
from tests.world import World


@pytest.fixture
def homes(world: World) -> dict[str, int]:
    """The building, its homes by their doors."""
    return furnish(world)


def _close(world: World, poll: str) -> None:
    world.do("convener", Action.POLL_CLOSE, poll)


def test_residents_of_the_place_are_on_the_roll_seated_or_not(world: World, homes: dict[str, int]) -> None:
    poll = asked(world, "people")
    assert view(world, poll).entitled == 3
    vote(world, poll, {"resident": "yes", "neighbour": "yes", "stranger": "no"})
    with pytest.raises(Forbidden):
        vote(world, poll, {"officer": "yes"})
    _close(world, poll)
    assert (read(world, poll).result, read(world, poll).decides) == ("passed", True)


def test_who_moves_in_after_the_opening_is_not_on_it(world: World, homes: dict[str, int]) -> None:
    poll = asked(world, "people")
    said: dict[str, Any] = {"person_id": world.stage.people["officer"], "role": "resident", "place_id": homes["504"]}
    world.do("admin", Action.MEMBERSHIP_GRANT, "house:1", **said)
    world.do("officer", Action.SEAT_TAKE, BUILDING)
    with pytest.raises(Forbidden):
        vote(world, poll, {"officer": "yes"})
    assert view(world, poll).entitled == 3
    browser = world.client("officer")
    browser.set_cookie("lang", "en")
    page = browser.get(f"/polls/{poll[5:]}").text
    assert "You are not on the roll of this vote." in page
    assert "The residents who were on the register when it opened can vote" in page


def test_a_home_has_one_ballot_and_whoever_comes_first_casts_it(world: World, homes: dict[str, int]) -> None:
    poll = asked(world, "homes")
    assert view(world, poll).entitled == 4
    vote(world, poll, {"resident": "yes"})
    with pytest.raises(Refused) as refused:
        vote(world, poll, {"neighbour": "no"})
    assert refused.value.reason == "already_voted"
    assert counts(poll) == (1, 1)


def test_a_named_ballot_of_a_home_is_changed_by_whose_hand_it_is(world: World, homes: dict[str, int]) -> None:
    poll = asked(world, "homes", secrecy="named")
    vote(world, poll, {"resident": "yes"})
    with pytest.raises(Refused) as refused:
        vote(world, poll, {"neighbour": "no"})
    assert refused.value.reason == "home_voted"
    vote(world, poll, {"resident": "no"})
    _close(world, poll)
    said = view(world, poll).outcome
    assert said is not None
    assert [(vote.who, vote.choice) for vote in said.call] == [("Block 3 501", "no")]
    assert said.took_part == "1 of 4 homes took part."


def test_who_has_two_homes_votes_for_each_once(world: World, homes: dict[str, int]) -> None:
    poll = asked(world, "homes")
    world.do("stranger", Action.BALLOT_CAST, poll, choice="yes")
    world.do("stranger", Action.BALLOT_CAST, poll, choice="no")
    for home in ("502", "503"):
        with pytest.raises(Refused):
            world.do("stranger", Action.BALLOT_CAST, poll, choice="yes", home=homes[home])
    with pytest.raises(Forbidden):
        world.do("stranger", Action.BALLOT_CAST, poll, choice="yes", home=homes["504"])
    assert counts(poll) == (2, 2)


def test_the_homes_present_are_those_of_whoever_sits_there(world: World, homes: dict[str, int]) -> None:
    for who in ("resident", "neighbour", "officer"):
        world.do(who, Action.SEAT_TAKE, BUILDING)
    poll = asked(world, "homes", base="present")
    world.do("stranger", Action.BALLOT_CAST, poll, choice="yes", home=homes["503"])
    _close(world, poll)
    saved = read(world, poll)
    assert (saved.present, saved.entitled, saved.yes, saved.result) == (2, 4, 1, "not_passed")


def test_a_person_without_a_seat_is_a_number_on_the_roll(world: World, homes: dict[str, int]) -> None:
    world.do("resident", Action.SEAT_TAKE, BUILDING)
    poll = asked(world, "people", secrecy="named")
    vote(world, poll, {"resident": "yes", "stranger": "abstain"})
    _close(world, poll)
    said = view(world, poll).outcome
    assert said is not None
    assert {(str(vote.who), vote.choice) for vote in said.call} == {("1 号席", "yes"), ("#3", "abstain")}


def test_the_quorum_is_of_the_roll(world: World, homes: dict[str, int]) -> None:
    poll = asked(world, "homes", quorum="two_thirds")
    vote(world, poll, {"resident": "yes", "stranger": "yes"})
    _close(world, poll)
    assert read(world, poll).result == "no_quorum"
    other = asked(world, "homes", quorum="two_thirds")
    vote(world, other, {"resident": "yes", "stranger": "yes"})
    vote(world, other, {"stranger": "no"})
    _close(world, other)
    assert read(world, other).result == "passed"
