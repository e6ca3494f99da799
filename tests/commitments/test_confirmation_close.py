"""confirmation.close, commitment.reopen, commitment.fulfil and commitment.lapse: when the week is over"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from roundtable.commitments.queries import proof
from roundtable.core import things
from roundtable.core.errors import Refused
from roundtable.people.models import Membership
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.commitments.story import answer, commitment, confirming, moment, reopened, reported, tick
from tests.world import World

VERDICTS = (Action.COMMITMENT_REOPEN, Action.COMMITMENT_FULFIL, Action.COMMITMENT_LAPSE)


def ask(world: World, **answers: str) -> None:
    """Ask on 2 July; the answers come in the week, and the week goes by."""
    world.at(moment(7, 2, 14))
    confirming(world)
    for who, what in answers.items():
        answer(world, who, what)
    world.at(moment(7, 10, 0, 1))
    tick()


def ends(world: World) -> list[str]:
    return [entry.action for entry in world.entries(PROMISE)][-2:]


def test_when_enough_homes_say_so_it_is_closed_as_kept(world: World) -> None:
    world.stage.grant("stranger", "resident", place="103")
    ask(world, resident="fixed", neighbour="fixed", stranger="fixed")
    assert (commitment(world).state, ends(world)) == ("fulfilled", ["confirmation.close", "commitment.fulfil"])
    assert world.entries(PROMISE)[-2].facts == {"homes": 3, "answered": 3, "fixed": 3, "verdict": "fulfilled"}


def test_silence_is_never_yes(world: World) -> None:
    ask(world, resident="fixed")
    assert (commitment(world).state, ends(world)) == ("unconfirmed", ["confirmation.close", "commitment.lapse"])


def test_when_too_many_say_not_fixed_it_is_reopened_with_a_date_beside_the_original(world: World) -> None:
    world.stage.grant("stranger", "resident", place="103")
    ask(world, resident="fixed", neighbour="not", stranger="partly")
    again = commitment(world)
    assert (again.state, ends(world)[-1]) == ("active", "commitment.reopen")
    assert (again.due_original, again.redo_due) == (date(2024, 6, 30), date(2024, 7, 24))
    assert world.entries(PROMISE)[-1].facts["by"] == "homes"


def test_it_is_counted_once_however_often_one_looks(world: World) -> None:
    ask(world, resident="fixed")
    before = len(world.entries(PROMISE))
    tick()
    world.do("system", Action.CONFIRMATION_CLOSE, PROMISE)
    assert len(world.entries(PROMISE)) == before


def test_nothing_is_counted_before_the_week_is_over(world: World) -> None:
    world.at(moment(7, 2))
    confirming(world)
    world.at(moment(7, 9, 23, 59))
    tick()
    world.do("system", Action.CONFIRMATION_CLOSE, PROMISE)
    assert commitment(world).state == "confirming"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_no_verdict_comes_before_its_time_or_against_the_answers(world: World, verdict: Action) -> None:
    with pytest.raises(Refused) as refused:
        world.do("system", verdict, PROMISE)
    assert refused.value.reason == "wrong_state"
    world.at(moment(7, 2))
    confirming(world)
    with pytest.raises(Refused) as refused:
        world.do("system", verdict, PROMISE)
    assert refused.value.reason == "too_early"
    world.at(moment(7, 12))
    if verdict != Action.COMMITMENT_LAPSE:
        with pytest.raises(Refused) as refused:
            world.do("system", verdict, PROMISE)
        assert refused.value.reason == "not_so"


def test_done_again_it_is_reported_checked_and_asked_anew(world: World) -> None:
    reopened(world)
    confirming(world)
    answer(world, "resident", "fixed")  # their "not" was about the first time
    assert (commitment(world).state, commitment(world).reopenings) == ("confirming", 1)


def test_what_was_reopened_waits_for_its_report(world: World) -> None:
    reopened(world)
    reported(world)
    assert (commitment(world).state, commitment(world).window_ends_at) == ("reported", None)


def test_a_raiser_who_moves_while_homes_are_asked_is_one_voice(world: World) -> None:
    world.at(moment(7, 2, 14))
    with world.reading() as uow:
        home = select(Membership).where(Membership.person_id == world.stage.people["resident"])
        mine = uow.session.scalars(home).one().ref
    world.do("admin", Action.MEMBERSHIP_END, mine, until="2024-07-01")
    confirming(world)
    answer(world, "resident", "fixed")  # as one who raised it, and lives nowhere on the register
    lives: dict[str, Any] = {
        "person_id": world.stage.people["resident"],
        "role": "resident",
        "place_id": world.stage.places["101"],
    }
    world.do("admin", Action.MEMBERSHIP_GRANT, "house:1", **lives)
    answer(world, "resident", "fixed")
    with world.reading() as uow:
        assert proof.count(uow, things.find(uow, PROMISE)).answered == 1
