"""poll.draft"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import TABLE
from tests.voting.polls import drafted, read, view
from tests.world import OURS, World

FULL = {"electorate": "homes", "secrecy": "named", "majority": "three_quarters", "base": "cast", "quorum": "two_thirds"}


def test_a_question_is_saved_with_its_rule(world: World) -> None:
    poll = drafted(world, about="cost shared by floor", **FULL)
    saved = read(world, poll)
    assert saved.state == "draft"
    assert {name: getattr(saved, name) for name in FULL} == FULL


def test_what_is_left_out_is_the_plainest_rule(world: World) -> None:
    saved = read(world, drafted(world))
    assert (saved.electorate, saved.secrecy, saved.majority, saved.base, saved.quorum) == (
        *("seated", "secret", "simple"),
        *("cast", ""),
    )


def test_the_rule_is_said_in_words(world: World) -> None:
    poll = drafted(world, **FULL)
    assert view(world, poll).rule == (
        "Passes if at least three quarters of the homes that vote agree. "
        "It stands only if at least two thirds of the homes on the roll take part."
    )


def test_a_vote_may_begin_with_what_somebody_proposed(world: World) -> None:
    proposal = world.comment("Move the bikes", kind="proposal")
    poll = drafted(world, comment=proposal)
    assert set(world.entries()[-1].touched) == {poll, proposal}
    world.do("host", Action.POLL_OPEN, poll)
    assert [card.ref for _why, card in view(world, poll).chain] == [proposal]


@pytest.mark.parametrize("ref", ["comment:99", "poll:1", "nothing"])
def test_it_begins_with_nothing_else(world: World, ref: str) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(world, comment=ref)
    assert list(refused.value.fields) == ["comment"]


def test_only_the_desk_knows_of_a_draft(world: World) -> None:
    number = drafted(world).partition(":")[2]
    assert world.client("convener").get(f"/polls/{number}").status_code == 200
    for who in ("visitor", "resident"):
        assert world.client(who).get(f"/polls/{number}").status_code == 403
        assert "Shall the bikes go?" not in world.client(who).get("/c/TABLEB").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"question": " "}, "question"),
        ({"question": "x" * 201}, "question"),
        ({"majority": "most"}, "majority"),
        ({"base": "some"}, "base"),
        ({"quorum": "one"}, "quorum"),
        ({"electorate": "everybody"}, "electorate"),
        ({"secrecy": "half"}, "secrecy"),
        ({"about": "x" * 121}, "about"),
    ],
)
def test_a_question_that_is_none_is_refused(world: World, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(world, **wrong)
    assert list(refused.value.fields) == [field]


def test_the_refused_form_keeps_what_was_typed(world: World) -> None:
    url = f"/do/poll/draft?on={TABLE}"
    sent = {"question": "", "about": "49万, by floor", "majority": "two_thirds", "electorate": "homes"}
    answer = world.client("convener").post(url, data=sent, headers=OURS)
    assert answer.status_code == 422
    assert 'value="49万, by floor"' in answer.text
    assert '<option selected value="two_thirds">' in answer.text


def test_the_form_leads_to_the_question(world: World) -> None:
    url = f"/do/poll/draft?on={TABLE}"
    answer = world.client("convener").post(url, data={"question": "Shall we?"}, headers=OURS, follow_redirects=True)
    assert answer.status_code == 200
    assert "Shall we?" in answer.text


@pytest.mark.parametrize("who", ["visitor", "resident", "stranger", "officer"])
def test_who_does_not_run_the_table_is_refused(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        world.do(who, Action.POLL_DRAFT, TABLE, key="k" * 32, question="x")


def test_after_the_end_nothing_is_asked(world: World) -> None:
    world.do("convener", Action.CONSULTATION_CLOSE)
    with pytest.raises(Refused) as refused:
        drafted(world)
    assert refused.value.reason == "wrong_state"
