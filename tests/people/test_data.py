"""data.see: all that the house keeps about somebody, as a file for themselves."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from roundtable.policy import Action
from tests.cast import PROMISE
from tests.people.entrance import ADDRESS, GOOD, HOUSE, give_password
from tests.samples import PHOTO
from tests.world import OURS, World

FILE = "/me/data.zip"


def _data(browser: Any, lang: str = "en") -> tuple[dict[str, Any], list[str]]:
    answer = browser.get(FILE, headers={"Accept-Language": lang})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        names = [name for name in file.namelist() if name != "data.json"]
        return json.loads(file.read("data.json")), names


def test_everything_about_me_is_in_it_and_nothing_about_others(world: World) -> None:
    world.comment("My knees")
    world.comment("Mine not", who="neighbour")
    world.do("resident", Action.COMMENT_SUPPORT, "comment:3")
    world.do("resident", Action.BALLOT_CAST, "poll:1", choice="yes")
    told, _files = _data(world.client("resident"))
    held = told["held"]
    assert [person["name"] for person in held["people"]] == ["Luo"]
    assert "My knees" in str(held["comments"])
    assert "Mine not" not in str(held)
    assert [row["comment_id"] for row in held["supports"]] == [3]
    assert [row["voted"] for row in held["roll"]] == [True]
    assert {"memberships", "seats", "entries", "hands", "turns"} <= set(held)
    assert held["comments"][0]["you_are"] == ["seat"]


def test_how_i_voted_in_secret_is_in_no_file(world: World) -> None:
    asked = world.do("convener", Action.POLL_DRAFT, question="In secret?", secrecy="secret").result
    world.do("host", Action.POLL_OPEN, f"poll:{asked}")
    world.do("resident", Action.BALLOT_CAST, f"poll:{asked}", choice="no", nonce="0" * 32)
    held = _data(world.client("resident"))[0]["held"]
    assert {row["poll_id"]: row["voted"] for row in held["roll"]}[asked] is True
    assert "choice" not in str(held.get("named_ballots", ""))
    assert "box" not in held


def test_photos_that_i_sent_come_along(world: World) -> None:
    held, files = _data(world.client("officer"))
    assert held["held"]["commitments"][0]["you_are"] == ["responsible"]
    assert files == []
    world.do("officer", Action.EVIDENCE_ADD, PROMISE, side="before", photo=PHOTO, caption="The shaft")
    assert _data(world.client("officer"))[1] == [f"files/{PHOTO}"]


def test_no_secret_of_the_house_is_in_it(world: World) -> None:
    give_password(world)
    browser = world.client()
    browser.post(f"/do/person/sign_in?on={HOUSE}", data={"email": ADDRESS, "password": GOOD}, headers=OURS)
    told, _files = _data(browser, "zh")
    assert told["password"] == "只存哈希值"
    assert {"password", "salt", "print"} & {
        name for rows in told["held"].values() for row in rows for name in row
    } == set()


def test_only_i_myself_get_it_and_a_guest_too(world: World) -> None:
    assert world.client().get(FILE).headers["Location"] == "/sign-in?next=/me"
    guest = world.client()
    guest.post("/do/seat/take?on=consultation:TABLEB", data={"name": "Aunt Tu", "key": "k" * 32}, headers=OURS)
    assert "Aunt Tu" in str(_data(guest)[0]["held"]["people"])
    assert FILE in guest.get("/me").text
    assert FILE in world.client("neighbour").get("/me").text
