"""person.erase"""

from __future__ import annotations

import json
from html import unescape

import pytest
from sqlalchemy import select

from roundtable.core import record
from roundtable.core.errors import Forbidden, Refused
from roundtable.documents.check_record import faults_of
from roundtable.notifications.models import Delivery
from roundtable.people.models import MailedLink, SignIn
from roundtable.policy import Action
from tests.cast import TABLE
from tests.people.entrance import GOOD, ask_link, give_password
from tests.people.erasing import ENGLISH, GONE, KEPT, ME, erase, everywhere, person
from tests.world import OURS, World


def test_nothing_says_any_more_who_i_was(world: World) -> None:
    give_password(world)
    ask_link(world)
    world.do("admin", Action.PERSON_EDIT, ME, name="Luo Xiuying")
    browser = world.client()
    sign_in = {"email": "resident@roundtable.example", "password": GOOD, "key": "s" * 32}
    browser.post("/do/person/sign_in?on=house:1", data=sign_in, headers=OURS)
    answer = browser.post(f"/do/person/erase?on={ME}", data=GONE | {"key": "e" * 32}, headers=OURS)
    assert answer.headers["Location"] == "/erased"
    assert browser.get("/me").headers["Location"] == "/sign-in?next=/me"
    assert everywhere("Luo Xiuying") == everywhere("resident@roundtable.example") == []
    for model in (SignIn, MailedLink, Delivery):
        with world.reading() as uow:
            assert uow.session.scalars(select(model).where(model.person_id == 1)).all() == []
    row = person(world, "resident")
    assert (row.name, row.email, row.password, row.demo) == ("", None, None, None)
    with world.reading("resident") as uow:
        assert uow.actor.id == 1
    assert world.client("resident").get("/me").status_code == 302


def test_my_words_go_with_their_salt_and_the_record_still_fits(world: World) -> None:
    before = world.client().get("/c/TABLEB/record.json").get_json()
    said = world.comment("Nobody may know of my knees")
    world.do("host", Action.COMMENT_HIDE, world.comment("Fool"), hidden_for="insult", hidden_why="You said fool")
    erase(world)
    assert everywhere("knees") == everywhere("Fool") == everywhere("fool") == []
    assert record.verify() == []
    whole = world.app.test_cli_runner().invoke(args=["record", "verify"])
    assert (whole.exit_code, "The words of 3 things were erased" in whole.output) == (0, True)
    assert "The record is whole." in whole.output
    after = json.loads(world.client().get("/c/TABLEB/record.json").text)
    assert list(faults_of(after)) == []
    assert after["entries"][: len(before["entries"])] == before["entries"]
    assert said in str(after)


def test_every_page_says_so_in_both_languages(world: World) -> None:
    world.do("neighbour", Action.COMMENT_ANSWER, world.comment("My knees"), body="Mine too")
    erase(world)
    for path in ("/c/TABLEB", "/c/TABLEB/comments/2"):
        english, chinese = unescape(world.client().get(path, headers=ENGLISH).text), world.client().get(path).text
        assert "Erased at its author's request." in english
        assert "应作者要求已抹去。" in chinese
        assert "Mine too" in english
    assert "was erased at their request" in world.client().get("/c/TABLEB/record", headers=ENGLISH).text


def test_signed_minutes_stay_as_they_were_signed(world: World) -> None:
    world.comment("My knees")
    world.do("host", Action.CONSULTATION_CLOSE)
    world.do("recorder", Action.MINUTES_LOCK, "minutes:1")
    before = world.client().get("/c/TABLEB/minutes", headers=ENGLISH).text
    erase(world)
    after = world.client().get("/c/TABLEB/minutes", headers=ENGLISH).text
    assert ("My knees" in before, "My knees" in after) == (True, False)
    assert "erased at its author's request" in unescape(after)
    whole = world.app.test_cli_runner().invoke(args=["record", "verify"])
    assert whole.exit_code == 0, whole.output


def test_who_wants_keeps_the_words_as_a_seats(world: World) -> None:
    world.comment("A lift for all")
    erase(world, **KEPT)
    page = world.client().get("/c/TABLEB", headers=ENGLISH).text
    assert "A lift for all" in page
    assert record.verify() == []
    assert record.erased() == 0


def test_what_was_said_for_an_office_stays_without_a_name(world: World) -> None:
    world.do("colleague", Action.SEAT_TAKE, TABLE, name="Hu Qiang")
    world.comment("The office asks for bids", who="colleague")
    erase(world, "colleague")
    page = world.client().get("/c/TABLEB", headers=ENGLISH).text
    assert "The office asks for bids" in page
    assert "name erased · works" in page
    assert everywhere("Hu Qiang") == []


@pytest.mark.parametrize("who", ["officer", "host", "recorder", "convener", "admin"])
def test_open_duties_are_handed_over_first(world: World, who: str) -> None:
    first = {"officer": "Still responsible for “The lift runs”", "admin": "The only administrator"}
    with world.app.test_request_context(headers=ENGLISH), pytest.raises(Refused) as refused:
        erase(world, who)
    assert first.get(who, "Still runs “The lift”") in str(refused.value.message)
    assert person(world, who).erased_at is None


def test_an_answer_that_is_owed_keeps_it_back(world: World) -> None:
    world.do("host", Action.COMMENT_OWE, "comment:1", person_id=str(world.stage.people["colleague"]))
    with pytest.raises(Refused):
        erase(world, "colleague")


def test_only_i_can_and_only_with_my_password(world: World) -> None:
    for who in ("neighbour", "admin"):
        with pytest.raises(Forbidden):
            world.do(who, Action.PERSON_ERASE, ME, **GONE)
    give_password(world)
    with pytest.raises(Refused, match="prove_first"):
        erase(world)


def test_a_guest_can_be_erased_too(world: World) -> None:
    guest = world.client()
    guest.post("/do/seat/take?on=consultation:TABLEB", data={"name": "Aunt Tu", "key": "k" * 32}, headers=OURS)
    form = next(part for part in guest.get("/me").text.split('"') if part.startswith("/do/person/erase"))
    assert guest.get(form).status_code == 200
    assert guest.post(form, data=GONE | {"key": "e" * 32}, headers=OURS).status_code == 303
    assert everywhere("Aunt Tu") == []
