"""Who is told of what happens to a commitment."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from roundtable.core.event_log import PUBLIC, Draft
from roundtable.notices import NOTICES
from roundtable.people import queries as people
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
    ("level", "who"),
    [
        (0, {"commitment_soon": {"officer"}}),
        (1, {"commitment_late": {"officer"}, "commitment_late_colleague": {"colleague"}}),
        (2, {"commitment_late_unit": {"head"}}),
    ],
)
def test_each_level_of_the_ladder_has_its_own(world: World, level: int, who: dict[str, set[str]]) -> None:
    sent = told(world, Action.COMMITMENT_LOOK_AGAIN, level=level, sent=True)
    assert {name: slugs for name, slugs in sent.items() if slugs} == who
    assert not any(told(world, Action.COMMITMENT_LOOK_AGAIN, level=level, sent=False).values())


def test_the_head_is_who_leads_the_unit_on_that_day(world: World) -> None:
    world.stage.person("former", "Former")
    world.stage.grant("former", "head", "works")
    world.stage.grant("stranger", "head", "market")
    with world.reading() as uow:
        held = people.memberships(uow, world.stage.people["former"])
    world.do("admin", Action.MEMBERSHIP_END, held[0].ref, until="2024-03-04")
    world.later(days=1)
    assert told(world, Action.COMMITMENT_LOOK_AGAIN, level=2, sent=True)["commitment_late_unit"] == {"head"}


def test_a_unit_without_a_head_is_written_to_as_a_whole(world: World) -> None:
    with world.reading() as uow:
        held = people.memberships(uow, world.stage.people["head"])
    world.do("admin", Action.MEMBERSHIP_END, held[0].ref, until="2024-03-03")
    sent = told(world, Action.COMMITMENT_LOOK_AGAIN, level=2, sent=True)
    assert sent["commitment_late_unit"] == {"officer", "colleague"}


def test_an_order_is_for_the_whole_unit_and_its_head(world: World) -> None:
    assert told(world, Action.ORDER_ISSUE) == {"order_issued": {"officer", "colleague", "head"}}


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
