"""evidence.add: with real photos, through the door"""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from roundtable.core import things
from roundtable.core.errors import Forbidden, Invalid, Refused
from roundtable.core.limits import Limits
from roundtable.policy import Action
from tests.cast import PROMISE, photo
from tests.commitments.story import confirming, tick
from tests.world import OURS, World

URL = f"/do/evidence/add?on={PROMISE}"
SHOWN = {"side": "after", "caption": "The lift at the door"}


def taken(form: str = "JPEG", size: tuple[int, int] = (3000, 2250)) -> io.BytesIO:
    exif = Image.Exif()
    exif[0x010F] = "A phone that says where"
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, exif=exif)
    return io.BytesIO(out.getvalue())


def officer(world: World) -> FlaskClient:
    browser: FlaskClient = world.client("officer")
    browser.set_cookie("lang", "en")
    return browser


def sent(browser: FlaskClient, file: io.BytesIO | None, name: str = "IMG_1.jpg", **said: str) -> TestResponse:
    data = SHOWN | said | ({"photo": (file, name)} if file else {})
    answer = browser.post(URL, data=data, headers=OURS, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # what the client itself wrote to send it
    return answer


def test_a_photo_is_kept_small_and_without_what_the_phone_wrote_into_it(world: World) -> None:
    browser = officer(world)
    assert sent(browser, taken()).status_code == 303
    with world.reading() as uow:
        name = things.find(uow, "evidence:1").photo
    answer = browser.get(f"/files/{name}")
    shown = Image.open(io.BytesIO(answer.data))
    assert (shown.format, shown.size, b"A phone" in answer.data) == ("WEBP", (2000, 1500), False)


@pytest.mark.parametrize(
    ("raw", "mend"),
    [
        (b"%PDF-1.7 a certificate", "Send a JPEG, PNG or WebP"),
        (b"<svg onload=alert(1)>", "Send a JPEG, PNG or WebP"),
        (b"", "There is nothing in this file"),
        (b"\xff\xd8" + b"\0" * 16 * 1024 * 1024, "larger than 16 MB"),
    ],
    ids=["pdf", "svg", "empty", "large"],
)
def test_what_is_no_photo_is_told_so_and_the_words_are_kept(world: World, raw: bytes, mend: str) -> None:
    answer = sent(officer(world), io.BytesIO(raw), "photo.jpg")
    assert answer.status_code == 422
    assert mend in answer.text
    assert "The lift at the door" in answer.text


def test_a_photo_need_not_be_chosen_again_when_the_words_are_mended(world: World) -> None:
    browser = officer(world)
    refused = sent(browser, taken(), caption="")
    assert refused.status_code == 422
    kept = re.search(r'name="photo" value="([0-9a-f]{64}\.webp)"', refused.text)
    assert kept is not None
    again = browser.post(URL, data=SHOWN | {"photo": kept[1]}, headers=OURS)
    assert again.status_code == 303


def test_who_may_not_act_leaves_no_file(world: World) -> None:
    before = len(list((world.app.config["SETTINGS"].home / "files").rglob("*.webp")))
    assert sent(world.client("stranger"), taken(size=(333, 222))).status_code == 403
    assert len(list((world.app.config["SETTINGS"].home / "files").rglob("*.webp"))) == before


def test_who_raised_it_may_show_how_it_was_and_not_how_it_is(world: World) -> None:
    world.do("resident", Action.EVIDENCE_ADD, PROMISE, side="before", photo=photo(), caption="The stairs")
    with pytest.raises(Invalid) as refused:
        world.do("resident", Action.EVIDENCE_ADD, PROMISE, side="after", photo=photo(), caption="The lift")
    assert list(refused.value.fields) == ["side"]


def test_others_show_nothing(world: World) -> None:
    for who in ("neighbour", "colleague", "verifier"):
        with pytest.raises(Forbidden):
            world.do(who, Action.EVIDENCE_ADD, PROMISE, **SHOWN, photo=photo())


def test_when_it_is_closed_nothing_is_added(world: World) -> None:
    confirming(world)
    world.later(days=9)
    tick()
    with pytest.raises(Refused):
        world.do("officer", Action.EVIDENCE_ADD, PROMISE, **SHOWN, photo=photo())


def test_thirty_photos_in_ten_minutes_are_enough_and_what_was_typed_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(world.app.extensions, "limits", Limits())
    browser = officer(world)
    answers = [sent(browser, io.BytesIO(b"no photo")) for _ in range(31)]
    assert [answer.status_code for answer in answers[29:]] == [422, 429]
    assert SHOWN["caption"] in answers[-1].text
