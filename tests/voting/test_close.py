"""poll.close"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from roundtable.core import clock, record, things
from roundtable.core.db import db
from roundtable.core.errors import Forbidden, Refused
from roundtable.policy import Action
from roundtable.worker import sweep
from tests.voting.polls import closed, opened, read, view, vote
from tests.world import World


def test_the_program_counts_and_says_it_in_words(world: World) -> None:
    poll = opened(world)
    vote(world, poll, {"resident": "yes", "neighbour": "yes"})
    saved = closed(world, poll)
    assert (saved.yes, saved.no, saved.abstain, saved.entitled, saved.present) == (2, 0, 0, 2, 2)
    said = view(world, poll).outcome
    assert said is not None
    assert (said.head, said.took_part, said.agreed) == ("In favour.", "All 2 took part.", "2 of 2 agree: just enough.")
    assert world.entries()[-1].facts == {"result": "passed", "yes": 2, "no": 0, "abstain": 0, "entitled": 2}


def test_an_indicative_poll_has_an_opinion_and_passes_nothing_wherever_it_is_told(world: World) -> None:
    poll = opened(world)
    vote(world, poll, {"resident": "yes", "neighbour": "yes"})
    assert "In favour if more than half" in str(view(world, poll).rule)
    closed(world, poll)
    pages = {"/c/TABLEB": "visitor", "/c/TABLEB/desk": "host", "/c/TABLEB/concern": "visitor"}
    for lang, words in (("en", "Indicative poll: in favour."), ("zh", "意见征询：多数同意。")):
        for page, who in pages.items():
            browser = world.client(who)
            browser.set_cookie("lang", lang)
            told = browser.get(page).text
            assert words in told, page
            assert [wrong for wrong in ("Passed.", "· passed", "Passes if", "· 通过", "就通过") if wrong in told] == []
    with world.reading() as uow:
        assert str(things.card(things.find(uow, poll)).word) in ("indicative poll: in favour", "意见征询：多数同意")


def test_half_is_not_more_than_half(world: World) -> None:
    poll = opened(world)
    vote(world, poll, {"resident": "yes", "neighbour": "no"})
    assert closed(world, poll).result == "not_passed"
    said = view(world, poll).outcome
    assert said is not None
    assert said.agreed == "1 of 2 agree: 1 too few."


def test_too_few_decide_nothing(world: World) -> None:
    poll = opened(world, quorum="two_thirds")
    vote(world, poll, {"resident": "yes"})
    assert closed(world, poll).result == "no_quorum"
    said = view(world, poll).outcome
    assert said is not None
    assert said.head == "Too few took part."
    assert said.rule.endswith("take part. 2 had to take part.")


def test_nobody_voted_and_nothing_passed(world: World) -> None:
    assert closed(world, opened(world)).result == "not_passed"


def test_who_is_present_is_counted_at_closing(world: World) -> None:
    poll = opened(world, base="present")
    vote(world, poll, {"resident": "yes"})
    world.do("stranger", Action.SEAT_TAKE, name="Tu")
    saved = closed(world, poll)
    assert (saved.present, saved.entitled, saved.result) == (3, 3, "not_passed")


def test_it_closes_by_the_clock_once_and_counts_nothing_later(world: World) -> None:
    poll = opened(world, minutes=10)
    vote(world, poll, {"resident": "yes"})
    assert sweep(clock.now()) == 0
    world.later(minutes=11)
    sweep(clock.now())
    sweep(clock.now())
    saved = read(world, poll)
    assert (saved.state, saved.closed_at, saved.yes) == ("closed", saved.closes_at, 1)
    assert [entry.actor for entry in world.entries() if entry.action == "poll.close"] == ["system"]


def test_the_host_may_be_quicker_than_the_clock(world: World) -> None:
    poll = opened(world, minutes=10)
    saved = closed(world, poll)
    assert saved.closed_at is not None
    assert saved.closes_at is not None
    assert saved.closed_at < saved.closes_at
    before = len(world.entries())
    world.do("system", Action.POLL_CLOSE, poll)
    assert len(world.entries()) == before


def test_it_is_closed_once(world: World) -> None:
    poll = opened(world)
    closed(world, poll)
    with pytest.raises(Refused) as refused:
        closed(world, poll)
    assert refused.value.reason == "wrong_state"


def test_who_does_not_host_closes_nothing(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("resident", Action.POLL_CLOSE, "poll:1")


def test_a_vote_ends_with_its_consultation(world: World) -> None:
    poll = opened(world)
    vote(world, poll, {"resident": "no"})
    world.do("convener", Action.CONSULTATION_CLOSE)
    assert [read(world, name).state for name in ("poll:1", poll)] == ["closed", "closed"]
    assert read(world, poll).no == 1
    assert record.verify() == []


def test_no_turnout_ever_falls(world: World) -> None:
    vote(world, "poll:1", {"resident": "yes"})
    with pytest.raises(DBAPIError, match="stays cast"), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE roll SET voted = false")


def test_a_result_altered_behind_its_back_is_named(world: World) -> None:
    closed(world, "poll:1")
    with db.engine.connect().execution_options(unlogged="an attacker") as connection, connection.begin():
        connection.exec_driver_sql("UPDATE polls SET result = 'passed' WHERE id = 1")
    assert [line.partition(" is not")[0] for line in record.verify()] == ["poll:1"]


def test_a_long_vote_is_over_on_its_second(world: World) -> None:
    poll = opened(world, minutes=1)
    ends = read(world, poll).closes_at
    assert ends is not None
    world.at(ends - timedelta(seconds=1))
    vote(world, poll, {"resident": "yes"})
    world.at(ends)
    with pytest.raises(Refused) as refused:
        vote(world, poll, {"neighbour": "yes"})
    assert refused.value.reason == "late"
