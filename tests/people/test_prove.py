"""person.prove"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid
from roundtable.policy import Action
from tests.people.entrance import GOOD, ask_link, give_password
from tests.world import OURS, World

FILE, ME = "/me/data.zip", "person:1"
PROVE = f"/do/person/prove?on={ME}"


def test_a_device_that_was_left_signed_in_is_not_enough(world: World) -> None:
    give_password(world)
    browser = world.client()
    data = {"token": ask_link(world), "key": "p" * 32, "keep": "y"}
    browser.post("/do/person/use_link?on=house:1", data=data, headers=OURS)
    assert browser.get(FILE).headers["Location"] == PROVE
    assert PROVE in browser.get("/me").text
    assert browser.post(PROVE, data={"password": "guessed"}, headers=OURS).status_code == 422
    assert browser.post(PROVE, data={"password": GOOD}, headers=OURS).headers["Location"] == "/me#data"
    assert browser.get(FILE).status_code == 200
    world.later(minutes=11)
    assert browser.get(FILE).status_code == 302


def test_only_oneself_with_ones_own_password(world: World) -> None:
    with pytest.raises(Invalid):
        world.do("resident", Action.PERSON_PROVE, ME, password=GOOD)
    give_password(world)
    with pytest.raises(Forbidden):
        world.do("admin", Action.PERSON_PROVE, ME, password=GOOD)
