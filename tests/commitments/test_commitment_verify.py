"""commitment.verify and commitment.reject: a check by somebody of another body"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roundtable.commitments.queries import proof
from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.core.things import HOUSE
from roundtable.policy import Action
from tests.cast import PROMISE, photo
from tests.commitments.story import commitment, confirming, moment, reported
from tests.world import World


def check(world: World, who: str = "verifier", action: Action = Action.COMMITMENT_VERIFY, **said: Any) -> None:
    world.do(who, action, PROMISE, **{"note": "I rode from 1 to 6", "photo": photo("site")} | said)


def verifier_of(world: World, body: str, parent: str | None = None) -> str:
    if body not in world.stage.bodies:
        number = world.stage.bodies[parent] if parent else None
        made = world.do("system", Action.ORGANISATION_ADD, HOUSE, name=body, parent_id=number).result
        world.stage.bodies[body] = made
    slug = f"verifier-of-{body}"
    world.stage.person(slug, slug)
    world.stage.grant(slug, "verifier", body)
    return slug


def test_who_is_of_another_body_confirms_what_was_reported(world: World) -> None:
    reported(world)
    check(world)
    with world.reading() as uow:
        found = proof.check(uow, things.find(uow, PROMISE))
    assert found is not None
    assert found.verifier_id == world.stage.people["verifier"]
    assert (found.note, found.passed, found.organisation.name) == ("I rode from 1 to 6", True, "market")


def test_the_homes_are_asked_at_once_for_a_week(world: World) -> None:
    reported(world)
    world.at(moment(7, 2, 14))
    check(world)
    assert commitment(world).state == "confirming"
    assert commitment(world).window_ends_at == moment(7, 9, 23, 59, 59).replace(microsecond=999999)
    opened = world.entries(PROMISE)[-1]
    assert (opened.action, opened.actor, opened.facts) == (
        Action.CONFIRMATION_OPEN,
        "system",
        {"homes": 3, "until": "2024-07-09"},
    )


@pytest.mark.parametrize(
    ("body", "parent", "may"),
    [
        ("works", None, False),
        ("street", None, False),
        ("lifts", "works", False),
        ("parks", "street", True),
        ("fire", None, True),
    ],
    ids=["its own", "its parent", "its child", "its sister", "another"],
)
def test_neither_its_own_people_nor_its_parents_nor_its_childrens_check_it(
    world: World, body: str, parent: str | None, may: bool
) -> None:
    reported(world)
    who = verifier_of(world, body, parent)
    if may:
        check(world, who)
    else:
        for action in (Action.COMMITMENT_VERIFY, Action.COMMITMENT_REJECT):
            with pytest.raises(Forbidden):
                check(world, who, action)
    assert commitment(world).state == ("confirming" if may else "reported")


def test_one_who_also_belongs_to_the_body_does_not_check_it_that_day(world: World) -> None:
    reported(world)
    world.stage.now = moment(3, 5)
    world.stage.grant("verifier", "officer", "works")
    with pytest.raises(Forbidden):
        world.at(moment(3, 5, 10))
        check(world)


def test_a_check_needs_words_and_a_photo_from_the_site(world: World) -> None:
    reported(world)
    for missing in ("note", "photo"):
        with pytest.raises(Invalid) as refused:
            check(world, "verifier", Action.COMMITMENT_VERIFY, **{missing: ""})
        assert list(refused.value.fields) == [missing]


def test_what_is_not_as_reported_is_given_back_with_the_reason(world: World) -> None:
    reported(world)
    check(world, action=Action.COMMITMENT_REJECT, note="The car stands in the hall", photo="")
    back = commitment(world)
    assert (back.state, back.due_original, back.redo_due) == ("active", date(2024, 6, 30), None)
    with world.reading() as uow:
        assert proof.failed_checks(uow, [back.id]) == {back.id: [back.active_since]}
    with pytest.raises(Invalid):
        reported(world)
        check(world, action=Action.COMMITMENT_REJECT, note="")


def test_given_back_after_its_date_it_is_late_at_once(world: World) -> None:
    world.at(moment(6, 28))
    reported(world)
    world.at(moment(7, 2))
    check(world, action=Action.COMMITMENT_REJECT)
    look = commitment(world).look_again_at
    assert look is not None
    assert look < moment(7, 2)


def test_only_what_was_reported_is_checked(world: World) -> None:
    with pytest.raises(Refused):
        check(world)
    confirming(world)
    with pytest.raises(Refused):
        check(world)


def test_nobody_else_checks_it(world: World) -> None:
    reported(world)
    for who in ("officer", "colleague", "resident", "supervisor", "recorder"):
        with pytest.raises(Forbidden):
            check(world, who)
