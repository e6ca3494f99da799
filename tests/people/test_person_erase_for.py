"""person.erase_for, and what a restored backup brings back."""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Refused
from roundtable.people import erased
from roundtable.policy import Action
from tests.people.erasing import ENGLISH, KEPT, ME, erase, everywhere, person
from tests.world import World

ASKED = KEPT | {"asked": "letter"}


def test_the_administrator_erases_who_asked_for_it(world: World) -> None:
    page = world.client("admin").get("/people/1", headers=ENGLISH).text
    assert f"/do/person/erase_for?on={ME}" in page
    world.do("admin", Action.PERSON_ERASE_FOR, ME, **ASKED)
    entry = world.entries("house:1")[-1]
    assert (entry.action, entry.facts) == ("person.erase_for", {"person": 1, "words": False, "asked": "letter"})
    assert "erased on" in world.client("admin").get("/people/1", headers=ENGLISH).text
    for again in (Action.PERSON_ERASE_FOR, Action.PERSON_REOPEN):
        with pytest.raises(Refused):
            world.do("admin", again, ME, **(ASKED if again == Action.PERSON_ERASE_FOR else {}))


def test_nobody_else_does(world: World) -> None:
    for who in ("host", "neighbour", "resident", "visitor"):
        with pytest.raises(Forbidden):
            world.do(who, Action.PERSON_ERASE_FOR, ME, **ASKED)


def test_a_refused_erasure_is_not_noted(world: World) -> None:
    before = erased.listed()
    with pytest.raises(Refused):
        world.do("admin", Action.PERSON_ERASE_FOR, f"person:{world.stage.people['officer']}", **ASKED)
    assert erased.listed() == before


def test_who_was_erased_is_erased_again_after_a_restore(world: World) -> None:
    erased.keep([erased.Erased(9999, words=True, at="2024-01-01")])
    world.comment("My knees")
    erase(world)
    assert [one.person for one in erased.listed()] == [9999, 1]
    world.again()
    assert person(world, "resident").name == "Luo"
    world.comment("My knees")
    done = world.app.test_cli_runner().invoke(args=["person", "erase-again"])
    assert done.exit_code == 0, done.output
    assert "Person 1 had been erased, and is again." in done.output
    assert everywhere("My knees") == []
    assert [one.person for one in erased.listed()] == [1]
    erased.keep([])
