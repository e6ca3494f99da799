"""ballot.cast"""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_babel import force_locale

from roundtable.core.acts import Done
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.live.server import socketio
from roundtable.policy import Action
from tests.voting.polls import closed, counts, drafted, opened, read, view, vote
from tests.world import OURS, World

KEY = "0123456789abcdef" * 2


def test_what_is_answered_is_that_it_is_done(world: World) -> None:
    before = len(world.entries())
    assert world.do("resident", Action.BALLOT_CAST, "poll:1", choice="yes") == Done(None)
    assert counts("poll:1") == (1, 1)
    assert len(world.entries()) == before


def test_a_ballot_sent_again_is_one_ballot_and_answered_the_same(world: World) -> None:
    for _ in range(3):
        assert world.do("resident", Action.BALLOT_CAST, "poll:1", key=KEY, choice="yes") == Done(None)
    assert counts("poll:1") == (1, 1)


@pytest.mark.parametrize(("key", "choice"), [("another" * 5, "yes"), (KEY, "no")])
def test_a_second_secret_ballot_is_refused_and_the_first_stays(world: World, key: str, choice: str) -> None:
    world.do("resident", Action.BALLOT_CAST, "poll:1", key=KEY, choice="yes")
    with pytest.raises(Refused) as refused:
        world.do("resident", Action.BALLOT_CAST, "poll:1", key=key, choice=choice)
    assert refused.value.reason == "already_voted"
    assert closed(world, "poll:1").yes == 1


def test_a_key_that_somebody_else_used_casts_my_own_ballot(world: World) -> None:
    for who in ("resident", "neighbour"):
        world.do(who, Action.BALLOT_CAST, "poll:1", key="k", choice="yes")
    assert closed(world, "poll:1").yes == 2


def test_a_named_vote_may_be_changed_until_it_closes(world: World) -> None:
    poll = opened(world, secrecy="named")
    for choice in ("yes", "abstain", "no"):
        vote(world, poll, {"resident": choice})
        assert counts(poll) == (1, 1)
    saved = closed(world, poll)
    assert (saved.yes, saved.no, saved.abstain) == (0, 1, 0)
    with pytest.raises(Refused):
        vote(world, poll, {"resident": "yes"})


def test_who_voted_how_is_shown_after_closing_and_only_where_it_is_named(world: World) -> None:
    named = opened(world, secrecy="named")
    vote(world, named, {"resident": "yes", "neighbour": "no"})
    assert view(world, named).outcome is None
    closed(world, named)
    said = view(world, named).outcome
    assert said is not None
    assert [(str(vote.who), vote.choice) for vote in said.call] == [("1 号席", "yes"), ("2 号席", "no")]
    vote(world, "poll:1", {"resident": "yes"})
    closed(world, "poll:1")
    secret = view(world, "poll:1").outcome
    assert secret is not None
    assert secret.call == ()


def test_who_sits_down_while_it_is_open_may_vote(world: World) -> None:
    with pytest.raises(Forbidden):
        vote(world, "poll:1", {"stranger": "yes"})
    world.do("stranger", Action.SEAT_TAKE, name="Tu")
    assert view(world, "poll:1").entitled == 3
    vote(world, "poll:1", {"stranger": "yes"})
    assert counts("poll:1") == (1, 1)


def test_who_sits_down_afterwards_is_not_on_the_roll(world: World) -> None:
    closed(world, "poll:1")
    world.do("stranger", Action.SEAT_TAKE, name="Tu")
    assert view(world, "poll:1").entitled == 2
    with pytest.raises(Forbidden):
        vote(world, "poll:1", {"stranger": "yes"})


def test_a_late_ballot_is_told_how_late_and_is_not_counted(world: World) -> None:
    poll = opened(world, minutes=10)
    ends = read(world, poll).closes_at
    assert ends is not None
    world.at(ends + timedelta(seconds=4))
    with force_locale("en"), pytest.raises(Refused) as refused:
        vote(world, poll, {"resident": "yes"})
    assert str(refused.value.message).startswith("Not counted: 4 seconds late. Voting closed at 09:10:")
    assert counts(poll) == (0, 0)


def test_the_late_page_says_so_and_what_i_had_chosen(world: World) -> None:
    poll = opened(world)
    closed(world, poll)
    world.later(seconds=3)
    sent = {"choice": "yes", "key": KEY}
    browser = world.client("resident")
    answer = browser.post(
        f"/do/ballot/cast?on={poll}", data=sent, headers=OURS | {"Accept-Language": "en"}, follow_redirects=True
    )
    assert answer.status_code == 409
    assert "Not counted: " in answer.text
    assert "You had chosen “Yes”" in answer.text


def test_a_draft_takes_no_ballots(world: World) -> None:
    with pytest.raises(Forbidden):
        vote(world, drafted(world), {"resident": "yes"})


@pytest.mark.parametrize("choice", ["", "maybe", None])
def test_no_choice_is_no_ballot(world: World, choice: str | None) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("resident", Action.BALLOT_CAST, "poll:1", choice=choice)
    assert list(refused.value.fields) == ["choice"]
    assert counts("poll:1") == (0, 0)


def test_the_socket_says_done_and_nothing_more(world: World) -> None:
    browser = world.client("resident")
    socket = socketio.test_client(world.app, "/room", flask_test_client=browser, headers={"Origin": "http://localhost"})
    act = {"action": "ballot.cast", "on": "poll:1", "key": KEY, "fields": {"choice": "no"}}
    answers = [socket.emit("act", act, namespace="/room", callback=True) for _ in range(2)]
    assert answers == [{"ok": True, "topic": "", "seq": 0, "result": None}] * 2
