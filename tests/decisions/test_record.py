"""decision.record"""

from __future__ import annotations

import pytest

from roundtable.core import links, things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.decisions import queries
from roundtable.policy import Action
from tests.cast import TABLE
from tests.world import OURS, World

SAID = {"words": "The office asks for bids", "decided_by": "The works office", "why": "Prices differ by half"}


def _record(world: World, who: str = "recorder", on: str = TABLE, **more: str) -> str:
    return f"decision:{world.do(who, Action.DECISION_RECORD, on, **{**SAID, 'reached': 'agreement', **more}).result}"


def test_what_was_settled_is_written_down_with_who_and_why(world: World) -> None:
    decision = _record(world, dissent="Seat 2: the noise")
    with world.reading() as uow:
        view = queries.views(uow, [decision])[0]
    assert (view.words, view.decided_by, view.why) == tuple(SAID.values())
    assert (view.dissent, view.state, view.poll) == ("Seat 2: the noise", "standing", None)
    entry = world.entries()[-1]
    assert (entry.action, list(entry.touched), entry.facts) == (
        "decision.record",
        [decision],
        {"reached": "agreement"},
    )


def test_a_decision_is_linked_to_the_words_that_it_began_with(world: World) -> None:
    comment = world.comment("Ask three firms")
    decision = _record(world, about=comment)
    with world.reading() as uow:
        assert links.linked(uow, decision, "comment") == [comment]
        assert [card.ref for _why, card in queries.views(uow, [decision])[0].chain] == [comment]


def test_words_of_another_table_are_no_beginning(world: World) -> None:
    for elsewhere in ("seat:1", "comment:999"):
        with pytest.raises(Invalid) as refused:
            _record(world, about=elsewhere)
        assert list(refused.value.fields) == ["about"]


def test_who_decided_and_why_must_be_said(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        _record(world, decided_by=" ", why="")
    assert set(refused.value.fields) == {"decided_by", "why"}


def test_a_decision_by_a_poll_needs_a_poll(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        _record(world, reached="poll")
    assert "reached" in refused.value.fields


def _counted(world: World) -> str:
    """The poll of the cast, on which both who sit there said yes."""
    for who in ("resident", "neighbour"):
        world.do(who, Action.BALLOT_CAST, "poll:1", choice="yes")
    world.do("host", Action.POLL_CLOSE, "poll:1")
    return "poll:1"


def test_a_decision_by_a_poll_rests_on_it(world: World) -> None:
    with pytest.raises(Invalid):
        _record(world, reached="poll", poll="poll:1")  # it is open still
    decision = _record(world, reached="poll", poll=_counted(world))
    with world.reading() as uow:
        view = queries.views(uow, [decision])[0]
    assert view.poll is not None
    assert (view.poll.ref, view.poll.state) == ("poll:1", "in_favour")  # indicative: it rests on an opinion
    assert 'href="/polls/1"' in world.client().get(view.url).text


def test_a_poll_is_named_only_where_it_decided(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        _record(world, reached="agreement", poll=_counted(world))
    assert list(refused.value.fields) == ["poll"]


def test_only_those_who_run_the_table_write_decisions_down(world: World) -> None:
    for who in ("resident", "officer", "admin", "stranger"):
        with pytest.raises(Forbidden):
            _record(world, who)
    for who in ("convener", "host", "recorder"):
        assert _record(world, who)


def test_after_the_table_has_closed_it_can_still_be_written_down(world: World) -> None:
    world.do("host", Action.CONSULTATION_CLOSE)
    assert _record(world)


def test_nothing_is_settled_before_the_table_opens(world: World) -> None:
    said = {"title": "The pipe", "matter": "It leaks", "address": "Block 2", "starts_at": "2024-03-20T15:00"}
    table = f"consultation:{world.do('convener', Action.CONSULTATION_DRAFT, 'organisation:1', **said).result}"
    with pytest.raises(Refused) as refused:
        _record(world, "convener", table)
    assert refused.value.reason == "wrong_state"


def test_a_refused_form_keeps_what_was_typed(world: World) -> None:
    fields = SAID | {"why": "", "reached": "announced", "about": "comment:1"}
    answer = world.client("recorder").post(
        f"/do/decision/record?on={TABLE}", data=fields, headers=OURS | {"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    assert SAID["words"] in answer.text
    assert "Say why; it is published with the decision." in answer.text
    assert 'selected value="comment:1"' in answer.text


def test_the_page_of_a_decision_says_who_and_why(world: World) -> None:
    decision = _record(world, dissent="<b>Seat 2</b>")
    with world.reading() as uow:
        url = things.card(things.find(uow, decision)).url
    page = world.client().get(url).text
    assert SAID["why"] in page
    assert "&lt;b&gt;Seat 2&lt;/b&gt;" in page
    assert world.client().get(url.replace("TABLEB", "TABLEX")).status_code == 404
