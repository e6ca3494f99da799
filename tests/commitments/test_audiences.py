"""Who is told of what happens to a commitment."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from roundtable.core.event_log import PUBLIC, Draft
from roundtable.notices import NOTICES
from roundtable.policy import Action
from tests.cast import PROMISE
from tests.world import World


def told(world: World, action: Action, **facts: object) -> dict[str, set[str]]:
    """Template -> slugs of the cast."""
    slugs = {number: slug for slug, number in world.stage.people.items()}
    draft = Draft(action, PROMISE, [], PUBLIC, "system", facts)
    with world.reading() as uow:
        return {notice.template: set(_slugs(notice.audience(uow, draft), slugs)) for notice in NOTICES[action]}


def _slugs(ids: Iterable[int], slugs: dict[int, str]) -> list[str]:
    return [slugs[number] for number in ids]


def test_who_has_to_deliver_it_is_asked(world: World) -> None:
    assert told(world, Action.COMMITMENT_PROPOSE) == {"commitment_proposed": {"officer"}}


@pytest.mark.parametrize(
    ("level", "template", "who"),
    [
        (0, "commitment_soon", {"officer"}),
        (1, "commitment_late", {"officer"}),
        (2, "commitment_late_unit", {"officer", "colleague"}),
    ],
)
def test_each_level_of_the_ladder_has_its_own(world: World, level: int, template: str, who: set[str]) -> None:
    sent = told(world, Action.COMMITMENT_LOOK_AGAIN, level=level, sent=True)
    assert {name: people for name, people in sent.items() if people} == {template: who}
    assert not any(told(world, Action.COMMITMENT_LOOK_AGAIN, level=level, sent=False).values())


def test_the_homes_and_who_raised_it_are_asked_whether_it_is_fixed(world: World) -> None:
    assert told(world, Action.CONFIRMATION_OPEN) == {"confirmation_asked": {"resident", "neighbour"}}


def test_whoever_took_part_hears_how_it_ends(world: World) -> None:
    world.do("neighbour", Action.COMMENT_SUPPORT, "comment:1")
    for action in (Action.COMMITMENT_FULFIL, Action.COMMITMENT_LAPSE, Action.COMMITMENT_REOPEN):
        assert set.union(*told(world, action).values()) == {"resident", "neighbour", "officer"}


def test_a_supporter_who_lives_elsewhere_hears_it_too(world: World) -> None:
    world.do("stranger", Action.SEAT_TAKE)
    world.do("stranger", Action.COMMENT_SUPPORT, "comment:1")
    assert "stranger" in told(world, Action.COMMITMENT_FULFIL)["commitment_kept"]


def test_verifiers_of_other_bodies_are_asked_to_check(world: World) -> None:
    assert told(world, Action.COMMITMENT_REPORT) == {"commitment_reported": {"verifier"}}
    world.stage.person("insider", "Insider")
    world.stage.grant("insider", "verifier", "street")
    assert told(world, Action.COMMITMENT_REPORT) == {"commitment_reported": {"verifier"}}
