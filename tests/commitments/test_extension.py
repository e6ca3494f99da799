"""extension.ask, extension.grant and extension.refuse"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.policy import Action
from tests.cast import PROMISE, photo
from tests.commitments.story import accepted, commitment, moment, reopened, reported
from tests.world import World

ASKED = "extension:1"  # the cast: from 30 June to 15 July, promised on 4 March


def ask(world: World, ref: str, day: str, **said: Any) -> str:
    fields = {"reason": "The shaft is late", "due": day, "photo": photo()} | said
    return f"extension:{world.do('officer', Action.EXTENSION_ASK, ref, **fields).result}"


def test_granted_it_moves_the_date_that_counts_and_not_the_original(world: World) -> None:
    world.do("supervisor", Action.EXTENSION_GRANT, ASKED, note="Once")
    moved = commitment(world)
    assert (moved.due_original, moved.due_current) == (date(2024, 6, 30), date(2024, 7, 15))
    with world.reading() as uow:
        assert things.find(uow, ASKED).decided_by_id == world.stage.people["supervisor"]


def test_refused_the_original_stands(world: World) -> None:
    world.do("supervisor", Action.EXTENSION_REFUSE, ASKED, note="The shaft could wait")
    assert commitment(world).due_current == date(2024, 6, 30)
    with pytest.raises(Refused):
        world.do("supervisor", Action.EXTENSION_GRANT, ASKED)


def test_a_refusal_has_a_reason(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("supervisor", Action.EXTENSION_REFUSE, ASKED)
    assert list(refused.value.fields) == ["note"]


def test_it_is_asked_before_the_date_is_over_and_never_after(world: World) -> None:
    ref = accepted(world)
    world.at(moment(6, 30, 23, 59, 50))
    assert ask(world, ref, "2024-07-01") == "extension:2"
    world.do("supervisor", Action.EXTENSION_REFUSE, "extension:2", note="No")
    world.at(moment(7, 1))
    with pytest.raises(Refused) as refused:
        ask(world, ref, "2024-07-10")
    assert refused.value.reason == "too_late"


def test_asked_in_time_it_may_be_granted_after_the_date(world: World) -> None:
    world.at(moment(7, 2))
    world.do("supervisor", Action.EXTENSION_GRANT, ASKED)
    assert not commitment(world).is_overdue(moment(7, 2))


@pytest.mark.parametrize("missing", ["reason", "due", "photo"])
def test_it_needs_a_reason_a_date_and_evidence(world: World, missing: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask(world, accepted(world), "2024-07-15", **{missing: ""})
    assert list(refused.value.fields) == [missing]


@pytest.mark.parametrize(
    ("due", "may"), [("2024-06-30", False), ("2024-07-01", True), ("2024-08-28", True), ("2024-08-29", False)]
)
def test_all_of_it_is_at_most_half_of_what_was_promised(world: World, due: str, may: bool) -> None:
    ref = accepted(world)  # 118 days from 4 March to 30 June: 59 more
    if may:
        ask(world, ref, due)
        return
    with pytest.raises(Invalid) as refused:
        ask(world, ref, due)
    assert list(refused.value.fields) == ["due"]


def test_the_half_is_of_the_original_span_for_both_together(world: World) -> None:
    world.do("supervisor", Action.EXTENSION_GRANT, ASKED)
    with pytest.raises(Invalid):
        ask(world, PROMISE, "2024-08-29")
    second = ask(world, PROMISE, "2024-08-28")
    world.do("supervisor", Action.EXTENSION_GRANT, second)
    with pytest.raises(Refused) as refused:
        ask(world, PROMISE, "2024-08-29")
    assert refused.value.reason == "twice"


def test_one_waits_for_the_answer_before_asking_again(world: World) -> None:
    with pytest.raises(Refused) as refused:
        ask(world, PROMISE, "2024-07-20")
    assert refused.value.reason == "asked_already"


def test_what_is_done_again_gets_no_more_time(world: World) -> None:
    reopened(world)
    world.do("supervisor", Action.EXTENSION_REFUSE, ASKED, note="It was reopened")
    with pytest.raises(Refused) as refused:
        ask(world, PROMISE, "2024-07-15")
    assert refused.value.reason == "redo"


def test_what_was_asked_before_it_was_reopened_is_not_granted_any_more(world: World) -> None:
    reopened(world)
    with pytest.raises(Refused) as refused:
        world.do("supervisor", Action.EXTENSION_GRANT, ASKED)
    assert refused.value.reason == "redo"
    assert commitment(world).due_current == date(2024, 6, 30)


def test_a_supervisor_who_belongs_to_the_unit_decides_nothing(world: World) -> None:
    world.stage.grant("colleague", "supervisor", "inspection")
    for action in (Action.EXTENSION_GRANT, Action.EXTENSION_REFUSE):
        with pytest.raises(Forbidden):
            world.do("colleague", action, ASKED, note="x")


def test_what_is_reported_done_needs_no_more_time(world: World) -> None:
    reported(world)
    with pytest.raises(Refused):
        ask(world, PROMISE, "2024-07-15")
    with pytest.raises(Refused):
        world.do("supervisor", Action.EXTENSION_GRANT, ASKED)


def test_a_supervisor_decides_and_nobody_else(world: World) -> None:
    for who in ("officer", "colleague", "verifier", "recorder", "resident"):
        for action in (Action.EXTENSION_GRANT, Action.EXTENSION_REFUSE):
            with pytest.raises(Forbidden):
                world.do(who, action, ASKED, note="x")
    with pytest.raises(Forbidden):
        world.do("colleague", Action.EXTENSION_ASK, PROMISE, reason="x", due="2024-07-15", photo=photo())


def test_a_supervisor_who_also_works_for_the_body_gives_it_no_more_time(world: World) -> None:
    world.stage.grant("colleague", "supervisor", "inspection")
    for act in (Action.EXTENSION_GRANT, Action.EXTENSION_REFUSE):
        with pytest.raises(Forbidden):
            world.do("colleague", act, "extension:1", note="It suits us")
