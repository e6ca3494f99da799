"""person.set_password, person.ask_reset, person.reset_password"""

from __future__ import annotations

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.people import passwords
from roundtable.policy import Action
from tests.people.entrance import ADDRESS, GOOD, HOUSE, ask_link, give_password, last_link
from tests.world import OURS, World

BETTER = "nine umbrellas in June"
ME = "person:1"
STRONG = [
    "三个只有我知道的词语",
    "a b c d e f g h i",
    "    nine spaces before",
    "".join(f"{n * n}k" for n in range(2, 60))[:200],
]


def _can_come(world: World, password: str) -> bool:
    data = {"email": ADDRESS, "password": password}
    return world.client().post(f"/do/person/sign_in?on={HOUSE}", data=data, headers=OURS).status_code == 303


def test_who_has_none_chooses_one_without_saying_another(world: World) -> None:
    assert 'name="current" type="hidden"' in world.client("resident").get(f"/do/person/set_password?on={ME}").text
    give_password(world)
    assert _can_come(world, GOOD)


def test_a_first_one_is_chosen_soon_after_coming_in_and_not_by_who_finds_the_browser_open(world: World) -> None:
    url, data = f"/do/person/set_password?on={ME}", {"password": GOOD, "keep": "y"}
    browser, token = world.client(), ask_link(world)
    browser.post(f"/do/person/use_link?on={HOUSE}", data={"token": token}, headers=OURS)
    world.later(hours=1)
    refused = browser.post(url, data=data, headers=OURS | {"Accept-Language": "en"})
    assert refused.status_code == 409
    assert "come in by a mailed link" in refused.text
    assert not _can_come(world, GOOD)
    token = ask_link(world)
    browser.post(f"/do/person/use_link?on={HOUSE}", data={"token": token}, headers=OURS)
    assert browser.post(url, data=data, headers=OURS).status_code == 303
    assert _can_come(world, GOOD)


def test_who_has_one_says_it_first(world: World) -> None:
    give_password(world)
    for current in ("", "guessed it"):
        with pytest.raises(Invalid) as refused:
            world.do("resident", Action.PERSON_SET_PASSWORD, ME, current=current, password=BETTER)
        assert list(refused.value.fields) == ["current"]
    world.do("resident", Action.PERSON_SET_PASSWORD, ME, current=GOOD, password=BETTER)
    assert _can_come(world, BETTER)
    assert not _can_come(world, GOOD)


def test_only_oneself_changes_it(world: World) -> None:
    for who in ("neighbour", "admin", "visitor"):
        with pytest.raises(Forbidden):
            world.do(who, Action.PERSON_SET_PASSWORD, ME, password=BETTER)


@pytest.mark.parametrize(
    "weak",
    ["short", "password1", "iloveyou123", "88888888", "roundtable2024", "luoluoluo", "resident@roundtable.example"],
)
def test_what_is_quickly_guessed_is_refused_and_says_what_to_do(world: World, weak: str) -> None:
    with pytest.raises(Invalid) as refused:
        world.do("resident", Action.PERSON_SET_PASSWORD, ME, password=weak)
    assert str(refused.value.fields["password"][0]) in (str(passwords.SHORT), str(passwords.EASY))


def test_of_the_five_thousand_that_leaked_most_none_is_taken() -> None:
    leaked = [word for word in FREQUENCY_LISTS["passwords"][:5000] if len(word) >= passwords.LEAST]
    assert len(leaked) > 500
    assert [word for word in leaked if not passwords.weakness(word, ())] == []


@pytest.mark.parametrize("strong", STRONG)
def test_any_characters_will_do_and_none_is_cut_off(world: World, strong: str) -> None:
    give_password(world, password=strong)
    assert _can_come(world, strong)
    assert not _can_come(world, strong[:-1])
    assert not _can_come(world, strong.strip() + " ")


def test_a_very_long_one_is_refused_before_anything_is_computed(world: World) -> None:
    with pytest.raises(Invalid):
        world.do("resident", Action.PERSON_SET_PASSWORD, ME, password="x" * 100_000)
    assert not _can_come(world, "x" * 100_000)


def test_a_new_password_signs_out_everywhere_but_here(world: World) -> None:
    here, elsewhere = world.client("resident"), world.client("resident")
    answer = here.post(f"/do/person/set_password?on={ME}", data={"password": GOOD, "back": "/me"}, headers=OURS)
    assert answer.status_code == 303
    assert here.get("/me").status_code == 200
    assert elsewhere.get("/me").status_code == 302


def test_a_forgotten_one_is_set_anew_by_mail(world: World) -> None:
    give_password(world)
    browser, elsewhere = world.client(), world.client("resident")
    asked = browser.post(f"/do/person/ask_reset?on={HOUSE}", data={"email": ADDRESS, "key": "k" * 32}, headers=OURS)
    assert asked.headers["Location"] == "/sign-in/sent"
    path = last_link(world)
    assert "Luo" in browser.get(path).text
    data = {"token": path.rpartition("/")[2], "key": "p" * 32, "password": BETTER}
    answer = browser.post(f"/do/person/reset_password?on={HOUSE}", data=data, headers=OURS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert browser.get("/me").status_code == 200
    assert elsewhere.get("/me").status_code == 302
    assert _can_come(world, BETTER)


def test_a_weak_one_does_not_use_the_link_up(world: World) -> None:
    token = ask_link(world, Action.PERSON_ASK_RESET)
    said = {"token": token}
    with pytest.raises(Invalid):
        world.do("visitor", Action.PERSON_RESET_PASSWORD, HOUSE, **said, password="luoluoluo")
    world.do("visitor", Action.PERSON_RESET_PASSWORD, HOUSE, **said, password=BETTER)
    with pytest.raises(Refused):
        world.do("visitor", Action.PERSON_RESET_PASSWORD, HOUSE, token=token, key="q" * 32, password=GOOD)
    assert _can_come(world, BETTER)


def test_a_link_to_come_in_sets_no_password(world: World) -> None:
    with pytest.raises(Refused):
        said = {"token": ask_link(world), "password": BETTER}
        world.do("visitor", Action.PERSON_RESET_PASSWORD, HOUSE, **said)


def test_a_link_mailed_before_a_new_password_lets_nobody_in(world: World) -> None:
    token = ask_link(world)
    give_password(world)
    with pytest.raises(Refused, match="link_used"):
        world.do("visitor", Action.PERSON_USE_LINK, HOUSE, token=token, keep="")
