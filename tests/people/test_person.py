"""person.add, person.edit, person.choose_language, person.invite, person.close, person.reopen"""

from __future__ import annotations

import pytest

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.people.models import Person
from roundtable.policy import Action
from tests.people.entrance import HOUSE, last_link
from tests.world import OURS, World

ME, TU = "person:1", {"name": "Tu Wei", "email": "Tu.Wei@roundtable.example"}


def _person(world: World, number: int = 1) -> Person:
    with world.reading() as uow:
        found: Person = uow.get(Person, number)
        return found


def test_an_administrator_adds_somebody_by_their_address(world: World) -> None:
    browser = world.client("admin")
    answer = browser.post(f"/do/person/add?on={HOUSE}", data=TU | {"key": "k"}, headers=OURS)
    page = browser.get(browser.get(answer.headers["Location"]).headers["Location"]).text
    assert "Tu Wei" in page
    assert "tu.wei@roundtable.example" in page


@pytest.mark.parametrize(
    ("field", "value"), [("name", " "), ("email", ""), ("email", "nowhere"), ("email", "resident@roundtable.example")]
)
def test_what_is_missing_or_taken_is_said_and_the_rest_is_kept(world: World, field: str, value: str) -> None:
    browser = world.client("admin")
    answer = browser.post(f"/do/person/add?on={HOUSE}", data=TU | {field: value, "key": "k"}, headers=OURS)
    assert answer.status_code == 422
    assert f'id="{field}-mend"' in answer.text
    assert (TU["name"] if field == "email" else TU["email"].lower()) in answer.text


def test_nobody_else_makes_accounts(world: World) -> None:
    for who in ("visitor", "resident", "convener", "supervisor"):
        with pytest.raises(Forbidden):
            world.do(who, Action.PERSON_ADD, HOUSE, **TU)


def test_i_change_my_name_and_nobody_elses(world: World) -> None:
    world.do("resident", Action.PERSON_EDIT, ME, name="Luo Xiuying")
    assert _person(world).name == "Luo Xiuying"
    assert list(world.entries()[-1].touched) == ["seat:1"]  # the host's desk calls them by it
    with pytest.raises(Invalid):
        world.do("resident", Action.PERSON_EDIT, ME, name="")
    with pytest.raises(Forbidden):
        world.do("neighbour", Action.PERSON_EDIT, ME, name="Mud")


def test_a_name_is_one_line_so_that_mail_still_reaches_who_has_it(world: World) -> None:
    world.do("resident", Action.PERSON_EDIT, ME, name="Luo\r\nBcc: all@roundtable.example")
    assert _person(world).name == "Luo Bcc: all@roundtable.example"


def test_the_language_that_i_choose_is_also_that_of_my_mail(world: World) -> None:
    browser = world.client("resident")
    assert _person(world).lang == "zh"
    assert browser.get("/lang/en?next=/c/TABLEB").headers["Location"] == "/c/TABLEB"
    assert _person(world).lang == "en"
    world.do("resident", Action.PERSON_CHOOSE_LANGUAGE, ME, lang="zh")
    assert _person(world).lang == "zh"
    with pytest.raises(Invalid):
        world.do("resident", Action.PERSON_CHOOSE_LANGUAGE, ME, lang="xx")


def test_a_visitor_chooses_a_language_too(world: World) -> None:
    browser = world.client()
    browser.get("/lang/en")
    assert "Sign in" in browser.get("/").text


def test_who_is_invited_has_three_days_to_come(world: World) -> None:
    number = world.do("admin", Action.PERSON_ADD, HOUSE, **TU).result
    world.do("admin", Action.PERSON_INVITE, f"person:{number}")
    browser, path = world.client(), last_link(world)
    world.later(days=2, hours=23)
    data = {"token": path.rpartition("/")[2], "key": "p" * 32}
    assert browser.post(f"/do/person/use_link?on={HOUSE}", data=data, headers=OURS).status_code == 303
    assert "Tu Wei" in browser.get("/me").text


def test_closing_an_account_ends_all_that_it_is_signed_in_by(world: World) -> None:
    browser = world.client("resident")
    assert browser.get("/me").status_code == 200
    world.do("admin", Action.PERSON_CLOSE, ME)
    assert browser.get("/me").status_code == 302
    with pytest.raises(Forbidden):
        world.do("resident", Action.PERSON_EDIT, ME, name="Still here")
    with pytest.raises(Refused):
        world.do("admin", Action.PERSON_CLOSE, ME)
    with pytest.raises(Refused):
        world.do("admin", Action.PERSON_INVITE, ME)


def test_it_is_on_the_record_who_closed_it_and_opened_it_again(world: World) -> None:
    world.do("admin", Action.PERSON_CLOSE, ME)
    world.do("admin", Action.PERSON_REOPEN, ME)
    closed, reopened = world.entries(HOUSE)[-2:]
    assert [(e.action, e.facts) for e in (closed, reopened)] == [
        ("person.close", {"person": 1}),
        ("person.reopen", {"person": 1}),
    ]
    with pytest.raises(Refused):
        world.do("admin", Action.PERSON_REOPEN, ME)


def test_nobody_closes_their_own_account_by_mistake(world: World) -> None:
    with pytest.raises(Forbidden):
        world.do("admin", Action.PERSON_CLOSE, f"person:{world.stage.people['admin']}")


def test_the_administrator_finds_people_by_name_or_address(world: World) -> None:
    browser = world.client("admin")
    assert "Shen Lan" in browser.get("/house?q=Shen").text
    assert "Shen Lan" in browser.get("/house?q=supervisor@roundtable.example").text
    found = browser.get("/house?q=100%25")
    assert found.status_code == 200
    assert "Shen Lan" not in found.text
